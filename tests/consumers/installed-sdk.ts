import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const run = promisify(execFile);

export interface InstalledSdk {
  /** A folder outside of the repository: the projects, and the SDK as npm installs it. */
  folder: string;
  tarball: Uint8Array;
  /** Paths in the package, from its root. */
  files: string[];
  remove(): Promise<void>;
}

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Packs the SDK as it would be published, and installs that into a project of its own. */
export async function installSdk(): Promise<InstalledSdk> {
  const folder = await mkdtemp(join(tmpdir(), 'hirewire-consumer-'));
  const pack = ['pack', '--json', '--pack-destination', folder, '-w', '@hirewire/sdk'];
  const { stdout } = await run('npm', pack, { cwd: root });
  const [packed] = JSON.parse(stdout) as { filename: string; files: { path: string }[] }[];
  if (packed === undefined) throw new Error('npm packed nothing');
  await cp(new URL('projects/', import.meta.url), folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  const tarball = join(folder, packed.filename);
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], { cwd: folder });
  return {
    folder,
    tarball: await readFile(tarball),
    files: packed.files.map(({ path }) => path),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
