import assert from 'node:assert/strict';
import { RemoteError } from '../../http/remote.ts';
import type { WriteOutcome } from '../../writing/writes.ts';
import type { ConformanceTest } from '../bench.ts';
import type { RequestedFault } from '../remote-under-test.ts';
import { openSession, takesToken } from '../session.ts';
import type { Session } from '../session.ts';
import { listChanges } from './cases.ts';
import type { ActionCase, PreparedAction } from './cases.ts';
import { openFinder } from './find-made.ts';
import type { Made } from './find-made.ts';
import { withSetup } from './setup.ts';
import type { Setup } from './setup.ts';

/** More failures than any client may retry. */
const forever = 1000;

export const lostAnswerTests: readonly ConformanceTest[] = [
  {
    name: 'does an action at most once when an answer is lost, and says that it may have happened',
    run: (bench) =>
      withSetup(bench, 'any', async (setup) => {
        const traces: string[] = [];
        for (const one of listChanges(setup)) {
          const { requests } = await runCalmly(setup, one);
          for (const [index, kind] of requests.entries()) {
            const isFirst = index === requests.indexOf('once');
            for (const fault of lossesOf(kind, isFirst)) {
              const { prepared, session, result } = await disturb(setup, one, {
                kind: fault,
                afterRequests: index,
                times: 1,
              });
              traces.push(prepared.trace);
              const what = `${one.name}, ${fault} of request ${index + 1} (${describe(session, index)})`;
              if (kind === 'once') assertSentOnce(what, { session, index, result });
              else assert.ok(!('error' in result), `${what}: ${String(errorOf(result))}`);
            }
          }
        }
        const find = await openFinder(setup);
        for (const trace of traces) assertAtMostOnce(await find(trace), trace);
      }),
  },
  {
    name: 'fails as a whole with nothing done, or does the rest and warns',
    run: (bench) =>
      withSetup(bench, 'any', async (setup) => {
        const traces: { trace: string; isMade: boolean; one: ActionCase }[] = [];
        // A token that is refused is renewed, and the request made after all: unless that fails, too.
        const refusals = takesToken(setup.subject, setup.remote) ? 2 : 1;
        for (const one of listChanges(setup)) {
          const calm = await runCalmly(setup, one);
          for (const index of calm.requests.keys()) {
            for (const [kind, times] of [['401', refusals] as const, ['500', forever] as const]) {
              const fault = { kind, times, afterRequests: index };
              const { prepared, session, result } = await disturb(setup, one, fault);
              const what = `${one.name}, ${kind} at request ${index + 1} (${describe(session, index)})`;
              const isMade = await assertCanGoOn(setup, { what, prepared, result, calm });
              traces.push({ trace: prepared.trace, isMade, one });
            }
          }
        }
        const find = await openFinder(setup);
        for (const { trace, isMade, one } of traces) {
          const made = await find(trace);
          assertAtMostOnce(made, trace);
          if (isMade && one.action === 'createApplication') {
            assert.equal(made.applications.length, 1, `Applications of ${trace}.`);
          }
        }
      }),
  },
];

/**
 * How the answer to a request is lost, or is an error although the vendor has acted; a time-out and the
 * error page of a proxy are the same for all.
 */
function lossesOf(kind: CalmRun['requests'][number], isFirst: boolean): RequestedFault['kind'][] {
  if (kind === 'repeatable') return ['reset'];
  const sameForAll = isFirst ? (['timeout', '502-html-after-acting'] as const) : [];
  return ['reset', 'cut-json', 'empty-body', '500-after-acting', ...sameForAll];
}

type Result = { outcome: WriteOutcome } | { error: unknown };

interface CalmRun {
  /** Of each request, whether it may be sent again. */
  requests: ('once' | 'repeatable')[];
  warnings: ReadonlySet<string>;
}

async function runCalmly({ subject, remote }: Setup, one: ActionCase): Promise<CalmRun> {
  const session = openSession(subject, remote);
  const { trace, run } = await one.prepare();
  const { warnings } = await run(session.context);
  const { isIdempotent } = session.journal;
  assert.ok(isIdempotent.length > 0, `${one.name} sends no request.`);
  return {
    requests: isIdempotent.map((is) => (is ? 'repeatable' : 'once')),
    warnings: new Set(warnings.map((text) => text.replaceAll(trace, ''))),
  };
}

async function disturb(
  { subject, remote }: Setup,
  one: ActionCase,
  fault: RequestedFault,
): Promise<{ prepared: PreparedAction; session: Session; result: Result }> {
  const prepared = await one.prepare();
  const session = openSession(subject, remote);
  remote.faults.add({ ...fault, onSilence: session.passTimeouts });
  const result: Result = await prepared.run(session.context).then(
    (outcome) => ({ outcome }),
    (error: unknown) => ({ error }),
  );
  remote.faults.clear();
  const sent = session.journal.attempts.length;
  assert.ok(
    sent > fault.afterRequests,
    `The fault was not met: ${one.name} sent ${sent} requests.`,
  );
  return { prepared, session, result };
}

function assertSentOnce(
  what: string,
  { session, index, result }: { session: Session; index: number; result: Result },
): void {
  const next = session.journal.attempts[index + 1];
  assert.ok((next?.attempt ?? 1) === 1, `${what}: it was sent again.`);
  if (!('error' in result)) return;
  const { error } = result;
  assert.ok(error instanceof RemoteError, `${what}: not a RemoteError: ${String(error)}`);
  assert.ok(error.mayHaveHappened, `${what}: does not say that it may have happened.`);
}

/**
 * What succeeded although a request failed has to say so. What failed without a word of what may
 * have happened will be repeated by the caller, and has to succeed then.
 */
async function assertCanGoOn(
  { subject, remote }: Setup,
  run: { what: string; prepared: PreparedAction; result: Result; calm: CalmRun },
): Promise<boolean> {
  const { what, prepared, result, calm } = run;
  if ('outcome' in result) {
    const { warnings } = result.outcome;
    const isTold = warnings.some((text) => !calm.warnings.has(text.replaceAll(prepared.trace, '')));
    assert.ok(isTold, `${what}: it succeeded, and no warning says what is missing.`);
    return true;
  }
  const { error } = result;
  assert.ok(error instanceof RemoteError, `${what}: not a RemoteError: ${String(error)}`);
  if (error.mayHaveHappened) return false;
  const again = await prepared.run(openSession(subject, remote).context).then(
    () => null,
    (error_: unknown) => String(error_),
  );
  const story = `it failed ("${error.message}"), but something was left, so that it cannot be repeated`;
  assert.equal(again, null, `${what}: ${story}: ${again}`);
  return true;
}

function assertAtMostOnce(made: Made, trace: string): void {
  for (const [kind, found] of Object.entries(made)) {
    assert.ok(found.length <= 1, `${found.length} ${kind} were made of ${trace}.`);
  }
}

function describe({ journal }: Session, index: number): string {
  const { method, path } = journal.attempts[index] ?? { method: '', path: 'not sent' };
  return `${method} ${path}`;
}

function errorOf(result: Result): unknown {
  return 'error' in result ? result.error : null;
}
