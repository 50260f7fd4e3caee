import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findSource, relativeSpecifier, toJavaScriptName } from './product-files.ts';

/** Of what the kit exports; TypeScript does not follow it into another package by itself. */
const others = ['packages/contract/src/index.ts'];

/**
 * The types of our modules that connectors outside of this repository import, by the path of their
 * declaration file: the package has JavaScript, which has none.
 */
export function collectDeclarations(root: string, entries: readonly string[]): Map<string, string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hirewire-types-'));
  try {
    emit(root, [...entries, ...others], folder);
    const files = globSync('packages/**/*.d.ts', { cwd: folder }).toSorted();
    return new Map(
      files.map((file) => {
        const text = readFileSync(path.join(folder, file), 'utf8');
        return [file, nameJavaScript(root, file, text)];
      }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function emit(root: string, entries: readonly string[], folder: string): void {
  const config = path.join(folder, 'tsconfig.json');
  const compilerOptions = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: root,
    outDir: folder,
    typeRoots: [path.join(root, 'node_modules/@types')],
  };
  const files = entries.map((entry) => path.join(root, entry));
  const extended = path.join(root, 'tsconfig.json');
  writeFileSync(config, JSON.stringify({ extends: extended, compilerOptions, include: [], files }));
  execFileSync(path.join(root, 'node_modules/.bin/tsc'), ['-p', config], { stdio: 'inherit' });
}

/** `./a.ts` becomes `./a.js`, and the name of one of our packages the path to its module. */
function nameJavaScript(root: string, file: string, text: string): string {
  return text.replaceAll(
    /((?:from |import\()['"])(\.[^'"]+\.ts|@hirewire\/[^'"]+)(?=['"])/g,
    (_, before: string, name: string) => {
      const found = findSource(root, file, name);
      if (found === null) throw new Error(`${file} names ${name}, which is not there`);
      return before + relativeSpecifier(file, toJavaScriptName(found));
    },
  );
}
