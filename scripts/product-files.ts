import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import { parseSync } from 'oxc-parser';

/** What we read of a package.json. */
interface Manifest {
  name: string;
  version: string;
  description: string;
  license: string;
  type: string;
  exports?: Record<string, string>;
  dependencies?: Record<string, string>;
}

/** What the product needs from a source tree, by path from its root. */
export interface ProductFiles {
  /** Modules as JavaScript. */
  modules: Map<string, string>;
  /** Names of the npm packages that they import, and the packages that do. */
  dependencies: Map<string, Set<string>>;
}

/**
 * Follows the imports from the entries, and turns each module into JavaScript: Node.js strips no
 * types below node_modules. Lines stay, so that a stack trace points into our source.
 */
export function collectProductFiles(root: string, entries: readonly string[]): ProductFiles {
  const modules = new Map<string, string>();
  const dependencies = new Map<string, Set<string>>();
  const waiting = [...entries];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (modules.has(toJavaScriptName(file))) continue;
    const { text, imports } = convert(root, file);
    modules.set(toJavaScriptName(file), text);
    for (const { found, name } of imports) {
      if (found !== null) waiting.push(found);
      else if (!name.startsWith('node:')) noteDependency(name, file);
    }
  }
  return { modules, dependencies };

  function noteDependency(specifier: string, file: string): void {
    const name = packageNameOf(specifier);
    const users = dependencies.get(name) ?? new Set();
    dependencies.set(name, users.add(file.split('/')[1] ?? ''));
  }
}

interface FoundImport {
  name: string;
  /** The source file that it names, or null for a package of npm and a part of Node.js. */
  found: string | null;
}

function convert(root: string, file: string): { text: string; imports: FoundImport[] } {
  const source = readFileSync(path.join(root, file), 'utf8');
  const text = stripTypeScriptTypes(source, { mode: 'strip' });
  const imports: FoundImport[] = [];
  let converted = '';
  let end = 0;
  for (const { start, end: stop } of findSpecifiers(file, text)) {
    const name = text.slice(start + 1, stop - 1);
    const found = findSource(root, file, name);
    imports.push({ name, found });
    if (found === null) continue;
    converted += text.slice(end, start + 1) + relativeSpecifier(file, toJavaScriptName(found));
    end = stop - 1;
  }
  return { text: converted + text.slice(end), imports };
}

interface Span {
  start: number;
  end: number;
}

/** Where the names of imported modules stand, with their quotes, in order. */
function findSpecifiers(file: string, text: string): Span[] {
  const { program, module, errors } = parseSync(toJavaScriptName(file), text);
  if (errors[0] !== undefined) throw new Error(`${file} does not parse: ${errors[0].message}`);
  const sources = program.body.flatMap((node) => ('source' in node && node.source) || []);
  const called = module.dynamicImports
    .map(({ moduleRequest }) => moduleRequest)
    // One whose name is computed loads what its user names, such as a connector.
    .filter(({ start }) => `'"`.includes(text[start] ?? ' '));
  return [...sources, ...called].toSorted((one, other) => one.start - other.start);
}

export function findSource(root: string, file: string, name: string): string | null {
  if (name.startsWith('.')) return path.posix.join(path.posix.dirname(file), name);
  if (!name.startsWith('@hirewire/')) return null;
  const [folder = '', ...rest] = name.slice('@hirewire/'.length).split('/');
  const manifest = readManifest(root, `packages/${folder}`);
  const target = manifest.exports?.[['.', ...rest].join('/')];
  if (typeof target !== 'string') throw new Error(`${file} imports ${name}, which has no export`);
  return path.posix.join('packages', folder, target);
}

export function readManifest(root: string, folder: string): Manifest {
  return JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8')) as Manifest;
}

export function relativeSpecifier(from: string, to: string): string {
  const way = path.posix.relative(path.posix.dirname(from), to);
  return way.startsWith('.') ? way : `./${way}`;
}

export const toJavaScriptName = (file: string): string => file.replace(/\.ts$/, '.js');

const packageNameOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
