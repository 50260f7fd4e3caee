import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from './commands.ts';

const odooPackage = 'odoo-19';

/** Debian's own key: the temporary list trusts nothing else. */
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** What Debian stable calls, or has instead of, a package that sid's Odoo asks for. */
const stableNames: Readonly<Record<string, string>> = {
  'python3-lxml-html-clean': 'python3-lxml', // older lxml still contains html.clean
  'python3-pytz': 'python3-tz',
};

/** Where to download to, how to report, and when to give up. */
export interface Workplace {
  cache: string;
  say(line: string): void;
  signal: AbortSignal;
}

/** Downloads and unpacks Odoo into the cache, unless it is there; returns its root folder. */
export async function fetchOdoo(place: Workplace): Promise<string> {
  const unpacked = path.join(place.cache, 'odoo');
  if (existsSync(unpacked)) return unpacked;
  const archive = await downloadOdoo(place);
  place.say('unpacking Odoo (1.2 GB)');
  const partial = `${unpacked}.partial`;
  await rm(partial, { recursive: true, force: true });
  await run({ program: 'dpkg-deb', args: ['-x', archive, partial], as: 'self', ...place });
  await rename(partial, unpacked);
  return unpacked;
}

/** Installs the Python packages that Odoo's own package names, from the machine's release. */
export async function installPython(place: Workplace): Promise<void> {
  const archive = await downloadOdoo(place);
  const wanted = await pythonDependencies(archive, place);
  const missing = await notInstalled(wanted, place);
  if (missing.length === 0) return;
  place.say(`installing ${missing.length} Python packages with apt-get`);
  const apt = (args: string[]) => run({ program: 'apt-get', args, as: 'root', ...place });
  await apt(['update', '-q']);
  const args = ['install', '-q', '-y', '--no-install-recommends', ...missing];
  await run({
    program: 'env',
    args: ['DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args],
    as: 'root',
    ...place,
  });
}

/** Downloads the package from Debian sid, through lists that the machine's apt never sees. */
async function downloadOdoo(place: Workplace): Promise<string> {
  const folder = path.join(place.cache, 'archive');
  await mkdir(path.join(folder, 'lists/partial'), { recursive: true });
  const present = await findArchive(folder);
  if (present !== null) return present;
  const list = path.join(folder, 'sid.list');
  await writeFile(list, `deb [signed-by=${keyring}] ${await findMirror(place)} sid main\n`);
  const options = [
    `Dir::Etc::sourcelist=${list}`,
    'Dir::Etc::sourceparts=-',
    `Dir::State::lists=${folder}/lists`,
    'Dir::Cache::pkgcache=',
    'Dir::Cache::srcpkgcache=',
    'APT::Sandbox::User=root', // the download account may not enter the cache folder
    'Acquire::Check-Valid-Until=false', // mirrors that are snapshots carry an old date
    'Acquire::Languages=none',
  ].flatMap((option) => ['-o', option]);
  place.say('downloading Odoo 19 from Debian sid (120 MB)');
  const apt = (args: string[]) =>
    run({ program: 'apt-get', args: [...options, ...args], as: 'self', cwd: folder, ...place });
  await apt(['update', '-q']);
  await apt(['download', '-q', odooPackage]);
  const archive = await findArchive(folder);
  if (archive === null) throw new Error(`apt-get left no ${odooPackage} archive in ${folder}`);
  return archive;
}

async function findArchive(folder: string): Promise<string | null> {
  const name = (await readdir(folder)).find((entry) => /^odoo-19_.*\.deb$/.test(entry));
  return name === undefined ? null : path.join(folder, name);
}

/** The Debian mirror that this machine already uses. */
async function findMirror(place: Workplace): Promise<string> {
  const listing = await run({
    program: 'apt-get',
    args: ['indextargets', '--format', '$(ORIGIN)|$(SUITE)|$(REPO_URI)', 'Created-By: Packages'],
    as: 'self',
    ...place,
  });
  const rows = listing.split('\n').map((line) => line.split('|'));
  const plain = rows.filter(([, suite]) => suite !== undefined && !/security/.test(suite));
  const row = plain.find(([origin]) => origin === 'Debian') ?? plain.find((cells) => cells[2]);
  if (!row?.[2]) {
    throw new Error('apt names no Debian mirror: configure one and run `apt-get update` once');
  }
  return row[2];
}

/** First alternative of each Python dependency that this machine's release has. */
async function pythonDependencies(archive: string, place: Workplace): Promise<string[]> {
  const field = await run({
    program: 'dpkg-deb',
    args: ['-f', archive, 'Depends'],
    as: 'self',
    ...place,
  });
  return field
    .split(',')
    .map((dependency) => dependency.trim().split(/[\s:|]/)[0] ?? '')
    .filter((name) => name.startsWith('python3-'))
    .map((name) => stableNames[name] ?? name);
}

async function notInstalled(names: string[], place: Workplace): Promise<string[]> {
  const listing = await run({
    program: 'dpkg-query',
    args: ['-W', '-f', '${db:Status-Abbrev}|${Package}\n'],
    as: 'self',
    ...place,
  });
  const installed = new Set(
    listing
      .split('\n')
      .filter((line) => line.startsWith('ii'))
      .map((line) => line.split('|')[1]),
  );
  return names.filter((name) => !installed.has(name));
}
