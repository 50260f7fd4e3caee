import { readFile, symlink } from 'node:fs/promises';
import path from 'node:path';

interface Link {
  /** Both from the package's folder. */
  source: string;
  target: string;
}

/**
 * Gives the programs' libraries the names that they are loaded by. An npm package cannot contain
 * symbolic links, so its install script makes them, and npm 12 runs no install script that was not
 * approved (https://docs.npmjs.com/cli/v11/commands/npm-install-scripts).
 */
export async function createLibraryLinks(directory: string): Promise<void> {
  const file = path.join(directory, 'pg-symlinks.json');
  const links = JSON.parse(await readFile(file, 'utf8').catch(() => '[]')) as Link[];
  for (const { source, target } of links) {
    const link = path.join(path.dirname(directory), target);
    // It is there, or the folder is read-only; what is then missing, the programs say.
    await symlink(path.relative(path.dirname(target), source), link).catch(() => undefined);
  }
}
