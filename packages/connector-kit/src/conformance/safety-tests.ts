import assert from 'node:assert/strict';
import { findPagedModel } from './bench.ts';
import type { ConformanceTest } from './bench.ts';
import { assertWithout, failureOf, listSecrets } from './secrets.ts';
import { openSession, takeToken, withRemote } from './session.ts';
import type { Session } from './session.ts';
import type { ConformanceSubject } from './subject.ts';

export const safetyTests: readonly ConformanceTest[] = [
  {
    name: 'keeps secrets out of logs, errors and everything that is stored',
    async run(bench) {
      const { subject } = bench;
      const { model } = await findPagedModel(bench);
      const { outcomes, session: calm } = await bench.baseline();
      await withRemote(subject, async (remote) => {
        const good = openSession(subject, remote);
        const bad = openSession(subject, remote, { credentials: remote.badCredentials });
        const errors = [await failureOf(bad.checkCredentials())];
        remote.faults.add({ kind: '500', afterRequests: 0, times: 1 });
        remote.faults.add({ kind: '401', afterRequests: 1, times: 1000 });
        errors.push(await failureOf(good.read(model)));
        const written = [calm, good, bad].flatMap(({ journal }) => journal.logLines);
        assert.ok(written.length > 0, 'Nothing was logged, not even that a request is sent again.');
        const secrets = listSecrets(subject, remote);
        assert.ok(secrets.length > 0, 'No credential is marked as secret.');
        assertWithout(secrets, errors, 'An error');
        assertWithout(secrets, written, 'The log');
        assertWithout(secrets, [...outcomes.values()], 'A page');
        assertWithout(secrets, [good.context.remote.credentials], 'What a connector is told');
      });
    },
  },
  {
    name: 'sends every request through the limiter, and keeps to the declared limit',
    async run(bench) {
      const { subject } = bench;
      const { model } = await findPagedModel(bench);
      const { session: everything } = await bench.baseline();
      assertKeepsLimit(subject, everything);
      await withRemote(subject, async (remote) => {
        // An access token is asked for outside of the limit.
        await takeToken(subject, remote);
        const before = remote.requests().length;
        const session = openSession(subject, remote);
        await session.checkCredentials();
        await session.read(model);
        const arrived = remote.requests().length - before;
        const admitted = session.journal.admittedAt.length;
        assert.ok(admitted > 0, 'No request was sent.');
        assert.equal(arrived, admitted, 'Requests that arrived, against those let through.');
      });
    },
  },
  {
    // Or the limit of an account that has a lower one is learnt by refusals alone.
    name: 'heeds how many requests are left, where answers tell it',
    async run({ baseline }) {
      const { limitsTold, limitsLearnt } = (await baseline()).session.journal;
      const names = [...limitsTold].join(', ');
      assert.ok(
        limitsTold.size === 0 || limitsLearnt > 0,
        `Answers have ${names}: name what stands before '-remaining' in 'limitHeaders'.`,
      );
    },
  },
];

function assertKeepsLimit({ connector }: ConformanceSubject, { journal }: Session): void {
  const { requests, windowMs, concurrency } = connector.remote.limit;
  const { admittedAt, maxConcurrent } = journal;
  assert.ok(
    maxConcurrent <= concurrency,
    `${maxConcurrent} requests at once, ${concurrency} allowed.`,
  );
  for (const [index, admitted] of admittedAt.entries()) {
    const earlier = admittedAt[index - requests];
    const isInWindow = earlier !== undefined && admitted - earlier < windowMs;
    assert.ok(!isInWindow, `More than ${requests} requests in ${windowMs} ms.`);
  }
}
