import assert from 'node:assert/strict';
import type { ModelName } from '../declaration/records.ts';
import { RemoteError } from '../http/remote.ts';
import type { Bench, ConformanceTest } from './bench.ts';
import { isAuthenticationError } from './credential-tests.ts';
import type { RemoteUnderTest, RequestedFault } from './remote-under-test.ts';
import { openSession, takeToken, withRemote } from './session.ts';
import type { ReadPage } from './session.ts';
import type { ConformanceSubject } from './subject.ts';

/** More failures than any client may retry. */
const forever = 100_000;

type FaultOfAll = Pick<RequestedFault, 'kind'> & { isRight: (error: unknown) => boolean };

/** What happens to each model alone, as each has a reader of its own that may get it wrong. */
export const everyModelTests: readonly ConformanceTest[] = [
  {
    name: 'takes an outage for the end of no model',
    run: (bench) =>
      faultEveryModel(bench, {
        kind: '500',
        isRight: (error) => error instanceof RemoteError && error.kind === 'unavailable',
      }),
  },
  {
    name: 'takes refused credentials for the end of no model',
    run: (bench) => faultEveryModel(bench, { kind: '401', isRight: isAuthenticationError }),
  },
  {
    name: 'stops reading whichever model when the run is cancelled',
    async run(bench) {
      const { subject } = bench;
      const models = await askedModels(bench);
      await withRemote(subject, async (remote) => {
        await takeToken(subject, remote);
        for (const model of models) {
          const abort = new AbortController();
          const reason = new Error('The run is cancelled.');
          const session = openSession(subject, remote, { signal: abort.signal });
          abort.abort(reason);
          await assert.rejects(session.read(model), (error) => error === reason, model);
        }
      });
    },
  },
];

/** Models that are asked for: what is the same in every account needs no request. */
async function askedModels({ baseline }: Bench): Promise<ModelName[]> {
  const { requests } = await baseline();
  return [...requests].filter(([, count]) => count > 0).map(([model]) => model);
}

/** From the first request on, so that it is that of the list, or of all that the model is made of. */
async function faultEveryModel(bench: Bench, { kind, isRight }: FaultOfAll): Promise<void> {
  const { subject } = bench;
  const models = await askedModels(bench);
  await withRemote(subject, async (remote) => {
    await takeToken(subject, remote);
    for (const model of models) {
      remote.faults.add({ kind, afterRequests: 0, times: forever });
      const pages: ReadPage[] = [];
      await assert.rejects(
        readInto(pages, { subject, remote, model }),
        (error) => {
          assert.ok(isRight(error), `Reading ${model} fails with ${String(error)}.`);
          return true;
        },
        `Reading ${model} does not fail.`,
      );
      const isWhole = pages.some(({ resumeFrom }) => resumeFrom === null);
      assert.ok(!isWhole, `The read of ${model} has said that it was at its end.`);
      remote.faults.clear();
    }
  });
}

async function readInto(
  pages: ReadPage[],
  {
    subject,
    remote,
    model,
  }: { subject: ConformanceSubject; remote: RemoteUnderTest; model: ModelName },
): Promise<void> {
  for await (const page of openSession(subject, remote).pages(model)) pages.push(page);
}
