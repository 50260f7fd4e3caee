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
  return await makeRoot(path.join(cache, `node-${release}`), release, [], addNode);
}

/** Debian 12 with the programs that read the other files of `deploy`. */
export async function makeToolsRoot(cache: string): Promise<string> {
  const packages = ['caddy', 'nginx-light', 'systemd'];
  return await makeRoot(path.join(cache, 'tools-bookworm'), 'bookworm', packages, makeCertificate);
}

/** Once; the cache keeps it. */
async function makeRoot(
  root: string,
  release: string,
  packages: readonly string[],
  complete: (root: string) => Promise<void>,
): Promise<string> {
  if (existsSync(root)) return root;
  await mkdir(path.dirname(root), { recursive: true });
  const partial = `${root}.partial`;
  await rm(partial, { recursive: true, force: true });
  const options = ['--quiet', '--variant=minbase', ...packages.map((name) => `--include=${name}`)];
  await run('mmdebstrap', [...options, release, partial]);
  await complete(partial);
  await rename(partial, root);
  return root;
}

/** At the place that nginx.conf names, for a name that nobody has: example.com is reserved. */
async function makeCertificate(root: string): Promise<void> {
  const folder = path.join(root, 'etc/ssl/ats.example.com');
  await mkdir(folder, { recursive: true });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const files = ['-keyout', `${folder}/privkey.pem`, '-out', `${folder}/fullchain.pem`];
  const subject = ['-subj', '/CN=ats.example.com', '-days', '3650'];
  await run('openssl', ['req', '-x509', ...key, ...subject, ...files]);
}

async function addNode(partial: string): Promise<void> {
  await cp(process.execPath, path.join(partial, 'usr/local/bin/node'));
  const npm = await realpath((await run('which', ['npm'])).stdout.trim());
  const modules = path.join(partial, 'usr/local/lib/node_modules');
  await cp(path.resolve(npm, '../..'), path.join(modules, 'npm'), { recursive: true });
  await symlink('../lib/node_modules/npm/bin/npm-cli.js', path.join(partial, 'usr/local/bin/npm'));
}
