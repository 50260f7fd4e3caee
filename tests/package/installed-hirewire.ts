import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const run = promisify(execFile);

export const root = fileURLToPath(new URL('../../', import.meta.url));

export interface InstalledHirewire {
  /** What was packed, before it was installed. */
  packageFolder: string;
  /** A folder outside of the repository, with nothing but the installed package. */
  folder: string;
  /** The command that npm put there. */
  command: string;
  remove(): Promise<void>;
}

/** Packs the server as it would be published, and installs that into an empty folder. */
export async function installHirewire(): Promise<InstalledHirewire> {
  const parent = await mkdtemp(path.join(tmpdir(), 'hirewire-package-'));
  // PostgreSQL's user passes through when the tests run as root.
  await chmod(parent, 0o711);
  const folder = path.join(parent, 'installed');
  await run('npm', ['run', '--silent', 'pack', '--', '--folder', parent], { cwd: root });
  const { version } = await readJson<{ version: string }>(`${parent}/hirewire/package.json`);
  await run('mkdir', [folder]);
  await writeFile(path.join(folder, 'package.json'), '{ "private": true }\n');
  const tarball = path.join(parent, `hirewire-${version}.tgz`);
  // Some machines run no install scripts; Hirewire must do without them.
  const flags = ['--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
  await run('npm', ['install', ...flags, tarball], { cwd: folder });
  return {
    packageFolder: path.join(parent, 'hirewire'),
    folder,
    command: path.join(folder, 'node_modules/.bin/hirewire'),
    remove: () => rm(parent, { recursive: true, force: true }),
  };
}

export async function readJson<T>(file: string): Promise<T> {
  const { default: content } = (await import(file, { with: { type: 'json' } })) as { default: T };
  return content;
}
