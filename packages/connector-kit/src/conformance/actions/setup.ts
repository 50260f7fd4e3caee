import assert from 'node:assert/strict';
import type { ApplicationTarget, WriteFunctions } from '../../writing/writes.ts';
import type { Baseline, Bench } from '../bench.ts';
import type { RemoteUnderTest } from '../remote-under-test.ts';
import { takeToken, withRemote } from '../session.ts';
import type { ActionRecords, ConformanceSubject } from '../subject.ts';
import { chooseRecords } from './choose-records.ts';

/** A fresh remote, with the records there that actions are tried on. */
export interface Setup {
  subject: ConformanceSubject;
  remote: RemoteUnderTest;
  records: ActionRecords;
  baseline: Baseline;
  write: Readonly<WriteFunctions>;
  /** The application that everything but a rejection happens to. */
  application: ApplicationTarget;
  candidateRemoteId: string;
  /** An application for the next rejection. */
  takeApplication(): ApplicationTarget;
  /** A word that nothing at the remote has yet. */
  newTrace(): string;
  /** Makes the tag where the connector cannot. */
  provideTag(name: string): Promise<void>;
}

/** Starts a remote for a connector that has at least one of the actions; does nothing for others. */
export async function withSetup(
  bench: Bench,
  actions: readonly (keyof WriteFunctions)[] | 'any',
  use: (setup: Setup) => Promise<void>,
): Promise<void> {
  const { write = {} } = bench.subject.connector;
  const isConcerned =
    actions === 'any' ? Object.keys(write).length > 0 : actions.some((name) => name in write);
  if (!isConcerned) return;
  const baseline = await bench.baseline();
  await withRemote(bench.subject, async (remote) => {
    await takeToken(bench.subject, remote);
    const records = await chooseRecords(bench, remote);
    const [application, ...others] = records.applications;
    assert.ok(application?.candidateRemoteId, 'The first application has no candidate.');
    let traces = 0;
    await use({
      subject: bench.subject,
      remote,
      records,
      baseline,
      write,
      application,
      candidateRemoteId: application.candidateRemoteId,
      takeApplication() {
        const next = others.shift();
        assert.ok(next, 'Give the remote under test more applications that are under way.');
        return next;
      },
      newTrace() {
        traces += 1;
        return `trace-${String(traces).padStart(4, '0')}`;
      },
      async provideTag(name) {
        await bench.subject.scenarios.makeTag?.(remote, name);
      },
    });
  });
}

/** The function of an action that the connector is known to have. */
export function functionOf<Name extends keyof WriteFunctions>(
  { write }: Pick<Setup, 'write'>,
  name: Name,
): NonNullable<WriteFunctions[Name]> {
  const action = write[name];
  assert.ok(action, `The connector has no ${name}.`);
  return action as NonNullable<WriteFunctions[Name]>;
}
