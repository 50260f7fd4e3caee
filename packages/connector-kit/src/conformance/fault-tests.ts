import assert from 'node:assert/strict';
import { RemoteError } from '../http/remote.ts';
import { findPagedModel } from './bench.ts';
import type { Bench, ConformanceTest } from './bench.ts';
import { assertSameRecords, assertSameWhereRead } from './assert-same-records.ts';
import { isAuthenticationError } from './credential-tests.ts';
import type { RequestedFault } from './remote-under-test.ts';
import { openSession, withRemote } from './session.ts';
import type { ReadOutcome, Session } from './session.ts';

/** More failures than any client may retry. */
const forever = 1000;

export const faultTests: readonly ConformanceTest[] = [
  {
    name: 'waits as long as Retry-After says after a 429',
    run: (bench) =>
      survive(bench, { kind: '429', times: 1 }, (session) => {
        const waits = session.sleeps.filter((milliseconds) => milliseconds >= 1000);
        assert.ok(waits.length > 0, 'Nothing waited for a second after a 429.');
      }),
  },
  {
    name: 'backs off after a 429 without Retry-After',
    run: (bench) =>
      survive(bench, { kind: '429-without-retry-after', times: 2 }, (session) => {
        assert.ok(session.sleeps.length > 0, 'Nothing waited after a 429.');
      }),
  },
  {
    name: 'gets over errors of the server',
    run: (bench) => survive(bench, { kind: '500', times: 3 }),
  },
  {
    name: 'gets over the error page of a proxy',
    run: (bench) => survive(bench, { kind: '502-html', times: 1 }),
  },
  {
    name: 'gets over an answer that is cut',
    run: (bench) => survive(bench, { kind: 'cut-json', times: 1 }),
  },
  {
    name: 'gets over a connection that breaks',
    run: (bench) => survive(bench, { kind: 'reset', times: 1 }),
  },
  {
    name: 'gets over an answer that does not come in time',
    run: (bench) => survive(bench, { kind: 'timeout', times: 1 }),
  },
  {
    name: 'never takes an empty answer for the end',
    run: (bench) =>
      disturb(bench, { kind: 'empty-body', times: 1 }, async (read, reference) => {
        try {
          assertSameWhereRead((await read()).records, reference.records, 'The disturbed read');
        } catch (error) {
          // Giving up is right as well: the run goes on from the last page.
          if (!(error instanceof RemoteError)) throw error;
        }
      }),
  },
  {
    name: 'gives up an outage as unavailable after a few attempts',
    run: (bench) =>
      disturb(bench, { kind: '500', times: forever }, async (read, _reference, session) => {
        await assert.rejects(read(), (error) => {
          assert.ok(error instanceof RemoteError, `Not a RemoteError: ${String(error)}`);
          assert.equal(error.kind, 'unavailable', error.message);
          return true;
        });
        const attempts = session.journal.attempts.filter(({ status }) => status === 500).length;
        assert.ok(attempts <= 10, `${attempts} attempts were made.`);
      }),
  },
  {
    name: 'reports credentials that stop working in the middle of a read',
    run: (bench) =>
      disturb(bench, { kind: '401', times: forever }, async (read) => {
        await assert.rejects(read(), isAuthenticationError);
      }),
  },
];

type Fault = Omit<RequestedFault, 'afterRequests'>;
type Check = (
  read: () => Promise<ReadOutcome>,
  reference: ReadOutcome,
  session: Session,
) => Promise<void>;

/** The read under the fault must end with exactly what an undisturbed read finds. */
function survive(bench: Bench, fault: Fault, check?: (session: Session) => void): Promise<void> {
  return disturb(bench, fault, async (read, reference, session) => {
    assertSameRecords((await read()).records, reference.records, `A read with ${fault.kind}`);
    check?.(session);
  });
}

/** Reads one model with the fault at the first, a middle and the last request of its list. */
async function disturb(bench: Bench, fault: Fault, check: Check): Promise<void> {
  const { subject } = bench;
  const { model } = await findPagedModel(bench);
  const sideCalls = (subject.sideCalls ?? []).filter((call) => call.model === model);
  await withRemote(subject, async (remote) => {
    const undisturbed = openSession(subject, remote);
    // So that the access token is there, which all sessions share.
    await undisturbed.checkCredentials();
    const before = undisturbed.journal.attempts.length;
    const reference = await undisturbed.read(model);
    const ofList = undisturbed.journal.attempts
      .slice(before)
      .flatMap(({ path }, index) =>
        sideCalls.some(({ matching }) => path.includes(matching)) ? [] : [index],
      );
    const places = new Set([0, Math.floor(ofList.length / 2), -1].map((at) => ofList.at(at) ?? 0));
    for (const afterRequests of places) {
      remote.faults.clear();
      const session = openSession(subject, remote);
      remote.faults.add({ ...fault, afterRequests, onSilence: session.passTimeouts });
      await check(() => session.read(model), reference, session);
      const sent = session.journal.attempts.length;
      assert.ok(sent > afterRequests, `The fault was not met: only ${sent} requests were sent.`);
    }
  });
}
