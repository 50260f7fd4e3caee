import assert from 'node:assert/strict';
import { RemoteError } from '../../http/remote.ts';
import type { ConformanceTest } from '../bench.ts';
import { isAuthenticationError } from '../credential-tests.ts';
import { assertWithout, failureOf, listSecrets } from '../secrets.ts';
import { openDryRun, openSession } from '../session.ts';
import type { Session } from '../session.ts';
import { listCases, listChanges } from './cases.ts';
import { openFinder } from './find-made.ts';
import { withSetup } from './setup.ts';
import { listUnknown } from './unknown-records.ts';

/** More failures than any client may retry. */
const forever = 1000;

export const refusalTests: readonly ConformanceTest[] = [
  {
    name: 'sends an action again when it was told to wait',
    run: (bench) =>
      withSetup(bench, 'any', async (setup) => {
        const { subject, remote } = setup;
        for (const one of listCases(setup)) {
          const { run } = await one.prepare();
          const session = openSession(subject, remote);
          remote.faults.add({ kind: '429', afterRequests: 0, times: 1 });
          await run(session.context);
          assert.ok(
            session.sleeps.some((waitMs) => waitMs >= 1000),
            `${one.name} did not wait.`,
          );
        }
      }),
  },
  {
    name: 'refuses an action with an authentication error when its credentials are refused',
    run: (bench) =>
      withSetup(bench, 'any', async (setup) => {
        const { subject, remote } = setup;
        for (const one of listCases(setup)) {
          const { run } = await one.prepare();
          remote.faults.add({ kind: '401', afterRequests: 0, times: forever });
          const error = await failureOf(run(openSession(subject, remote).context));
          remote.faults.clear();
          assert.ok(isAuthenticationError(error));
          const { mayHaveHappened } = error as RemoteError;
          assert.ok(!mayHaveHappened, `${one.name} may have happened, although it was refused.`);
        }
      }),
  },
  {
    name: 'gives up an action at the error page of a proxy',
    run: (bench) =>
      withSetup(bench, 'any', async (setup) => {
        const { subject, remote } = setup;
        for (const one of listCases(setup)) {
          const { run } = await one.prepare();
          remote.faults.add({ kind: '502-html', afterRequests: 0, times: forever });
          const error = await failureOf(run(openSession(subject, remote).context));
          remote.faults.clear();
          assert.ok(
            error instanceof RemoteError,
            `${one.name}: not a RemoteError: ${String(error)}`,
          );
          assert.equal(error.kind, 'unavailable', `${one.name}: ${error.message}`);
          assert.doesNotMatch(error.message, /<html/i, `${one.name} passes the page on.`);
        }
      }),
  },
  {
    name: 'refuses an action on what the remote does not have',
    run: (bench) =>
      withSetup(bench, 'any', async (setup) => {
        const { subject, remote } = setup;
        const attempts = listUnknown(setup);
        for (const { what, run } of attempts) {
          const { context } = openSession(subject, remote);
          const error: unknown = await run(context).then(
            () => null,
            (error_: unknown) => error_,
          );
          assert.notEqual(error, null, `${what}: it succeeded.`);
          assert.ok(error instanceof RemoteError, `${what}: not a RemoteError: ${String(error)}`);
          const isRefusal = error.kind === 'not-found' || error.kind === 'input';
          assert.ok(isRefusal, `${what}: it is a '${error.kind}' error: ${error.message}`);
        }
        const find = await openFinder(setup);
        for (const { what, trace } of attempts) {
          const made = Object.values(await find(trace)).flat();
          assert.equal(made.length, 0, `${what}: something was left at the remote.`);
        }
      }),
  },
  {
    name: 'sends nothing in a dry run, and says what it would send',
    run: (bench) =>
      withSetup(bench, 'any', async (setup) => {
        const { subject, remote } = setup;
        for (const one of listChanges(setup)) {
          const { run } = await one.prepare();
          const before = remote.requests().length;
          const { context, planned } = openDryRun(subject, remote);
          await run(context);
          assert.equal(
            remote.requests().length,
            before,
            `A dry run of ${one.name} sent something.`,
          );
          assert.ok(planned.length > 0, `A dry run of ${one.name} names no request.`);
          assertWithout(listSecrets(subject, remote), [planned], 'A dry run');
        }
      }),
  },
  {
    name: 'keeps secrets out of everything that an action leaves',
    run: (bench) =>
      withSetup(bench, 'any', async (setup) => {
        const { subject, remote } = setup;
        const secrets = listSecrets(subject, remote);
        assert.ok(secrets.length > 0, 'No credential is marked as secret.');
        for (const one of listCases(setup)) {
          const calm = openSession(subject, remote);
          assertWithout(secrets, [await (await one.prepare()).run(calm.context)], 'An outcome');
          const refused = openSession(subject, remote, { credentials: remote.badCredentials });
          const { run } = await one.prepare();
          assertWithout(secrets, [await failureOf(run(refused.context))], 'An error');
          const [down, { run: again }] = [openSession(subject, remote), await one.prepare()];
          remote.faults.add({ kind: '500', afterRequests: 0, times: forever });
          assertWithout(secrets, [await failureOf(again(down.context))], 'An error');
          remote.faults.clear();
          for (const session of [calm, refused, down]) assertJournalWithout(secrets, session);
        }
      }),
  },
];

function assertJournalWithout(secrets: readonly string[], { journal }: Session): void {
  assertWithout(secrets, journal.logLines, 'The log');
  const exchanges = journal.attempts.map((attempt) => ({ ...attempt, bodies: attempt.bodies() }));
  assertWithout(secrets, exchanges, 'A recorded request');
}
