import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Copies what a build may see of a folder, as .dockerignore has it: the last line that matches
 * decides, `!` takes back. https://docs.docker.com/build/concepts/context/#dockerignore-files
 */
export function copyContext(folder: string, target: string): void {
  const rules = readFileSync(path.join(folder, '.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ isIgnored: !line.startsWith('!'), pattern: line.replace(/^!/, '') }));
  const isIgnored = (file: string): boolean =>
    rules.findLast(({ pattern }) => matches(file, pattern))?.isIgnored ?? false;
  cpSync(folder, target, {
    recursive: true,
    filter: (source) => source === folder || !isIgnored(path.relative(folder, source)),
  });
}

/** A pattern also stands for what is in a folder of that name, and `*` for names with a dot in front. */
function matches(file: string, pattern: string): boolean {
  const [name, glob] = [nameDots(file), nameDots(pattern)];
  return path.matchesGlob(name, glob) || path.matchesGlob(name, `${glob}/**`);
}

const nameDots = (text: string): string => text.replaceAll(/(^|\/)\./g, '$1dot-');
