import { execFile } from 'node:child_process';

/** A user of this machine, by number. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

export interface ProgramResult {
  succeeded: boolean;
  /** What the program wrote to standard output and standard error. */
  output: string;
}

/**
 * Runs a program to its end; null as account means our own user.
 *
 * The environment is not passed on: it may hold the secret key, which is none of PostgreSQL's
 * business, and `PG…` variables would change what the programs do.
 */
export function runProgram(
  file: string,
  args: readonly string[],
  run: { account: Account | null; directory: string },
): Promise<ProgramResult> {
  const identity = run.account === null ? {} : { uid: run.account.uid, gid: run.account.gid };
  const environment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' };
  return new Promise((resolve) => {
    execFile(
      file,
      args,
      { ...identity, cwd: run.directory, env: environment, windowsHide: true },
      (error, stdout, stderr) => {
        const reason = error !== null && stderr === '' ? error.message : '';
        resolve({ succeeded: error === null, output: `${stdout}${stderr}${reason}`.trim() });
      },
    );
  });
}
