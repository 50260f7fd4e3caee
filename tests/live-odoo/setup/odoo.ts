import { mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { giveToUnprivileged, run, startDaemon } from './commands.ts';
import type { Command } from './commands.ts';
import type { Workplace } from './packages.ts';

/** Where one Odoo keeps its things. */
export interface OdooHome {
  /** The unpacked package. */
  program: string;
  socketFolder: string;
  /** Attachments and sessions; belongs to the unprivileged account. */
  filestore: string;
}

export interface ApiKeys {
  administrator: string;
  officer: string;
  outsider: string;
}

export const databaseName = 'hirewire';

/** Creates the database with the recruitment application and Odoo's own demo data. */
export async function initialiseOdoo(home: OdooHome, place: Workplace): Promise<void> {
  await mkdir(home.filestore, { recursive: true });
  await giveToUnprivileged(home.filestore);
  const extra = ['-i', 'hr_recruitment', '--with-demo', '--stop-after-init', '--no-http'];
  await run({ ...odooCommand(home, [...commonArgs(home), ...extra]), signal: place.signal });
}

/** Makes an account per level of rights, each with an API key. */
export async function createKeys(home: OdooHome, place: Workplace): Promise<ApiKeys> {
  const script = await readFile(path.join(import.meta.dirname, 'create-keys.py'), 'utf8');
  const args = ['shell', ...commonArgs(home), '--no-http', '--shell-interface', 'python'];
  const output = await run({ ...odooCommand(home, args), input: script, signal: place.signal });
  const line = output.split('\n').find((text) => text.includes('KEYS='));
  if (line === undefined) throw new Error(`odoo shell gave no API keys:\n${output.slice(-2000)}`);
  return JSON.parse(line.slice(line.indexOf('KEYS=') + 5)) as ApiKeys;
}

/** Starts the web server on a free loopback port; disposing stops it. */
export async function startOdoo(home: OdooHome, place: Workplace) {
  const port = await freePort();
  const logFile = path.join(home.filestore, '../odoo.log');
  const listen = ['--http-interface', '127.0.0.1', '--http-port', String(port)];
  const daemon = startDaemon(odooCommand(home, [...commonArgs(home), ...listen]), logFile);
  const baseUrl = `http://127.0.0.1:${port}`;
  const deadline = AbortSignal.any([place.signal, AbortSignal.timeout(300_000)]);
  while (!(await answers(`${baseUrl}/web/version`))) {
    if (deadline.aborted || daemon.exitCode() !== null) {
      await daemon[Symbol.asyncDispose]();
      place.signal.throwIfAborted();
      const log = await readFile(logFile, 'utf8');
      throw new Error(`Odoo did not start:\n${log.split('\n').slice(-20).join('\n')}`);
    }
    await sleep(100);
  }
  return { baseUrl, [Symbol.asyncDispose]: () => daemon[Symbol.asyncDispose]() };
}

function commonArgs(home: OdooHome): string[] {
  const options = {
    database: databaseName,
    // Tests make copies of the database, named after it.
    'db-filter': `^${databaseName}`,
    db_host: home.socketFolder,
    db_user: 'odoo',
    'data-dir': home.filestore,
    'addons-path': path.join(pythonPath(home), 'odoo/addons'),
    workers: 0,
    'max-cron-threads': 0,
  };
  return Object.entries(options).map(([name, value]) => `--${name}=${value}`);
}

/** Odoo under Debian's own Python, whatever other Python the caller's path has first. */
function odooCommand(home: OdooHome, args: string[]): Omit<Command, 'signal'> {
  const environment = [
    'PATH=/usr/bin:/bin',
    'LANG=C.UTF-8',
    `HOME=${home.filestore}`,
    `PYTHONPATH=${pythonPath(home)}`,
  ];
  const odoo = path.join(home.program, 'usr/bin/odoo');
  return {
    program: 'env',
    args: ['-i', ...environment, '/usr/bin/python3', odoo, ...args],
    as: 'unprivileged',
    cwd: home.filestore,
  };
}

function pythonPath(home: OdooHome): string {
  return path.join(home.program, 'usr/lib/python3/dist-packages');
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(30_000) })).ok;
  } catch {
    return false; // not listening yet
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no free port'));
        else resolve(address.port);
      });
    });
  });
}
