import assert from 'node:assert/strict';
import { prepareHome } from '../embedded/home.ts';
import { startEmbeddedPostgres } from '../embedded/start-embedded-postgres.ts';
import { programPath } from '../embedded/platform-binaries.ts';
import { readPostmaster } from '../embedded/postmaster.ts';
import { runProgram } from '../embedded/run-program.ts';

/** A PostgreSQL of a test's own, which it may stop and start. */
export interface RestartablePostgres {
  url: string;
  /** `fast` as an administrator does it; `immediate` leaves it as a crash does. */
  stop(mode: 'fast' | 'immediate'): Promise<void>;
  /** On the same port. */
  start(): Promise<void>;
  close(): Promise<void>;
}

const quiet = { info: () => undefined, error: () => undefined };

export async function startRestartablePostgres(
  dataDirectory: string,
): Promise<RestartablePostgres> {
  // The operating system stays up, so that nothing is lost that PostgreSQL has handed to it.
  const settings = { listen_addresses: '127.0.0.1', fsync: 'off', max_connections: '100' };
  const embedded = await startEmbeddedPostgres({ dataDirectory, log: quiet, settings });
  const home = await prepareHome(dataDirectory);
  const postmaster = await readPostmaster(home.cluster);
  assert.ok(postmaster);
  const control = async (command: string, ...options: string[]): Promise<void> => {
    const args = [command, '--pgdata', 'cluster', '--silent', '--wait', ...options];
    const { account, directory } = home;
    const program = programPath(home.binaries, 'pg_ctl');
    const { succeeded, output } = await runProgram(program, args, { account, directory });
    assert.ok(succeeded, output);
  };
  const start = (): Promise<void> =>
    control('start', '--log', 'cluster/server.log', '--options', `-p ${postmaster.port}`);
  // Nobody else may start it again while it is to be away.
  await embedded.close();
  await start();
  return {
    url: embedded.url,
    stop: (mode) => control('stop', '--mode', mode),
    start,
    close: () => control('stop', '--mode', 'fast'),
  };
}
