import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readSourceTree } from './project.ts';
import type { SourceTree } from './project.ts';

/** The packages that a new read model goes through; connectors come in addition. */
const core = ['contract', 'connector-kit', 'store', 'engine', 'server', 'sdk', 'site'];
const maxFiles = 8;
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Files of the core that name a model, without tests, their helpers, and what is generated. */
function listFilesNaming(tree: SourceTree, word: RegExp): string[] {
  const folders = core.map((name) => `packages/${name}/src/`);
  return [...tree].flatMap(([path, text]) => {
    const isOfCore = folders.some((folder) => path.startsWith(folder));
    const isLeftOut = /\/(?:generated|testing|self-test)\/|\.test\.ts$|\.json$/.test(path);
    return isOfCore && !isLeftOut && (word.test(path) || word.test(text)) ? [path] : [];
  });
}

// Scorecards are the newest model, and no other word of the code is like their name.
const files = listFilesNaming(readSourceTree(root), /scorecard/i);

test('a read model is written down in at most eight files of the core', () => {
  assert.ok(files.includes('packages/contract/src/models/scorecard.ts'), files.join('\n'));
  assert.ok(files.length <= maxFiles, `a read model takes ${files.length}:\n${files.join('\n')}`);
});

test('ARCHITECTURE.md names each of them', () => {
  const text = readFileSync(new URL('../../ARCHITECTURE.md', import.meta.url), 'utf8');
  const unnamed = files
    .map((path) =>
      path
        .replace('packages/', '')
        .replace(/\d{6}-/, '<number>-')
        .replace('scorecard', '<model>'),
    )
    .filter((path) => !text.includes(`\`${path}\``));
  assert.deepEqual(unnamed, []);
});

test('a file that names a model is counted wherever it lies, and a test is not', () => {
  const tree = new Map([
    ['packages/engine/src/records/to-row.ts', 'if (model === "scorecards") return;'],
    ['packages/store/src/migrations/000021-scorecards.sql', ''],
    ['packages/sdk/src/generated/models.ts', 'Scorecard'],
    ['packages/engine/src/to-row.test.ts', 'scorecards'],
    ['packages/connectors/src/ashby/read/scorecards.ts', 'scorecards'],
    ['packages/server/src/routes.ts', 'jobs'],
  ]);
  assert.deepEqual(listFilesNaming(tree, /scorecard/i), [
    'packages/engine/src/records/to-row.ts',
    'packages/store/src/migrations/000021-scorecards.sql',
  ]);
});
