import { execFile } from 'node:child_process';
import { cp, mkdir, realpath, rename, rm, symlink } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

export const run = promisify(execFile);

/**
 * Stands in for the image that the Dockerfile starts from, which no registry of this kind of machine
 * has: Debian's smallest system of that release, with our Node.js and this machine's npm at the
 * places where that image has them. https://github.com/nodejs/docker-node
 */
export async function makeBaseRoot(image: string, cache: string): Promise<string> {
  const major = process.versions.node.split('.')[0];
  const [, version, release = ''] = /^node:(\d+)-([a-z]+)-slim$/.exec(image) ?? [];
  if (version !== major) throw new Error(`${image} does not have Node.js ${major} of Debian slim`);
  const root = path.join(cache, `base-${release}`);
  if (existsSync(root)) return root;
  await mkdir(cache, { recursive: true });
  const partial = `${root}.partial`;
  await rm(partial, { recursive: true, force: true });
  await run('mmdebstrap', ['--quiet', '--variant=minbase', release, partial]);
  await cp(process.execPath, path.join(partial, 'usr/local/bin/node'));
  const npm = await realpath((await run('which', ['npm'])).stdout.trim());
  const modules = path.join(partial, 'usr/local/lib/node_modules');
  await cp(path.resolve(npm, '../..'), path.join(modules, 'npm'), { recursive: true });
  await symlink('../lib/node_modules/npm/bin/npm-cli.js', path.join(partial, 'usr/local/bin/npm'));
  await rename(partial, root);
  return root;
}
