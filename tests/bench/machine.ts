import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Database } from '@hirewire/store';
import { migrate, openDatabase, startEmbeddedPostgres } from '@hirewire/store';

/** A PostgreSQL in a folder that is removed at the end, and processes of the bench. */
export interface Machine {
  directory: string;
  /** The main database; `url` names it. */
  database: Database;
  url: string;
  /** Runs a script of this folder; yields the lines of JSON that it prints. */
  run<T>(
    script: string,
    parameters: readonly string[],
    flags?: readonly string[],
  ): AsyncGenerator<T>;
  /** Starts a script that stays; resolves with its first line. */
  start<T>(script: string, parameters: readonly string[]): Promise<T>;
  /** Each first sync begins in empty tables, as the floor does. */
  withEmptyDatabase<T>(work: (url: string) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const nothing = (): void => undefined;

export async function openMachine(folder = tmpdir()): Promise<Machine> {
  const directory = await mkdtemp(path.join(folder, 'hirewire-bench-'));
  // PostgreSQL's user may enter, so that root's cluster stays in it and is removed with it.
  await chmod(directory, 0o711);
  const log = { info: nothing, error: nothing };
  const postgres = await startEmbeddedPostgres({ dataDirectory: directory, log });
  const database = openDatabase({ url: postgres.url });
  const children: ChildProcess[] = [];
  await migrate(database);

  function launch(script: string, parameters: readonly string[], flags: readonly string[]) {
    const file = path.join(import.meta.dirname, script);
    const child = spawn(process.execPath, [...flags, file, ...parameters], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    return { child, lines: createInterface({ input: child.stdout }) };
  }

  return {
    directory,
    database,
    url: postgres.url,
    async *run<T>(script: string, parameters: readonly string[], flags: readonly string[] = []) {
      const { child, lines } = launch(script, parameters, flags);
      const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
      for await (const line of lines) yield JSON.parse(line) as T;
      if ((await ended) !== 0) throw new Error(`${script} has failed`);
    },
    async start<T>(script: string, parameters: readonly string[]) {
      const { lines } = launch(script, parameters, []);
      for await (const line of lines) return JSON.parse(line) as T;
      throw new Error(`${script} ended without a line`);
    },
    async withEmptyDatabase(work) {
      const url = new URL(postgres.url);
      url.pathname = 'empty';
      await database.pool.query('create database empty');
      const empty = openDatabase({ url: url.href });
      await migrate(empty);
      await empty.close();
      const result = await work(url.href);
      await database.pool.query('drop database empty with (force)');
      return result;
    },
    async close() {
      for (const child of children) child.kill();
      await database.close();
      await postgres.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
