import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const document = readFileSync(`${root}ARCHITECTURE.md`, 'utf8');

/** Paths are written from the root or from `packages`. Placeholders such as `<model>` name no file. */
const exists = (path: string): boolean =>
  existsSync(`${root}${path}`) || existsSync(`${root}packages/${path}`);

for (const name of ['ARCHITECTURE.md', 'CONTRIBUTING.md']) {
  test(`${name} names only files and folders that exist`, () => {
    const text = readFileSync(`${root}${name}`, 'utf8');
    const quoted = [...text.matchAll(/`([\w.-]+(?:\/[\w.-]+)+)`/g)].map(([, path = '']) => path);
    const linked = [...text.matchAll(/\]\(([\w./-]+)/g)]
      .map(([, path = '']) => path)
      .filter((path) => !path.startsWith('https'));
    assert.ok(quoted.length > 20, `only ${quoted.length} paths were found`);
    assert.ok(linked.length > 5, `only ${linked.length} links were found`);
    assert.deepEqual(
      [...quoted, ...linked].filter((path) => !exists(path)),
      [],
    );
  });
}

for (const name of ['engine', 'store']) {
  test(`ARCHITECTURE.md names the folders of ${name}`, () => {
    const [, list = ''] =
      new RegExp(String.raw`^\| \`${name}\` \|.*Folders: ([^|]*)`, 'm').exec(document) ?? [];
    const named = [...list.matchAll(/`([\w-]+)`/g)].map(([, folder = '']) => folder);
    const folders = readdirSync(`${root}packages/${name}/src`, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !['migrations', 'testing'].includes(entry.name))
      .map((entry) => entry.name);
    assert.deepEqual(named.toSorted(), folders.toSorted());
  });
}

const walks = [
  { heading: "A record, from the vendor's answer to the wire", maxFiles: 12 },
  { heading: 'An action, from the request to the vendor and back', maxFiles: 10 },
  { heading: 'A webhook out', maxFiles: 6 },
];

for (const { heading, maxFiles } of walks) {
  test(`the walk "${heading}" is short, and enters each package once`, () => {
    const section = document.split(`### ${heading}\n`)[1]?.split(/^##/m)[0] ?? '';
    const files = [...section.matchAll(/^\d+\. `([^`]+)`/gm)].map(([, path = '']) => path);
    assert.ok(files.length > 3 && files.length <= maxFiles, `it passes ${files.length} files`);
    const packages = files.map((path) => path.split('/')[0]);
    const entered = packages.filter((name, index) => name !== packages[index - 1]);
    assert.deepEqual(entered, [...new Set(packages)]);
  });
}
