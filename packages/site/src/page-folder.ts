import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from './markdown.ts';

/** Where pages lie on their way to the site: VitePress reads files. */
export const pageFolder = fileURLToPath(new URL('../pages/', import.meta.url));

export function storePages(pages: readonly Page[]): void {
  rmSync(pageFolder, { recursive: true, force: true });
  for (const { path, text } of pages) {
    const file = join(pageFolder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

export function readPages(): Page[] {
  const paths = globSync('**/*.md', { cwd: pageFolder });
  return paths.map((path) => ({ path, text: readFileSync(join(pageFolder, path), 'utf8') }));
}
