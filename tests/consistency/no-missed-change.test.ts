// Nobody misses a change: neither who polls with `updated_after` nor who follows the change feed,
// whatever syncs, actions, aborted transactions and killed workers do meanwhile.
//
// A run names its seed. `node tests/consistency/no-missed-change.test.ts --seed N` changes the same
// things in the same order again; how the processes interleave is up to the machine.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { SeededRandom } from '@hirewire/simulators';
import { disturbCommits, listStaleRows, skipQueueWaits } from '@hirewire/store/testing';
import type { Mirror } from './mirrors.ts';
import { assertSame, createFollower, createPoller, readEverything } from './mirrors.ts';
import { mutate } from './mutations.ts';
import type { Cluster } from './start-cluster.ts';
import { startCluster } from './start-cluster.ts';

const { values } = parseArgs({ options: { seed: { type: 'string' } }, strict: false });
const seed = typeof values.seed === 'string' ? Number(values.seed) : randomInt(1_000_000);

const pageSizes = [1, 9, 60, 250];

/** How long transactions are held up, and how many fail. */
const disturbed = { maxWaitMs: 12, abortedShare: 0.08 };

/** When enough has happened. */
const wanted = { mutations: 100, acts: 15, kills: 10, aborted: 3, rounds: 3 };

/** The longest pause of those who have done enough. */
const calmMs = 4000;

it(`lets nobody miss a change (seed ${seed})`, async (context) => {
  const cluster = await startCluster({ candidates: 20, seed });
  const enough = new AbortController();
  let working: Promise<unknown> = Promise.resolve();
  try {
    const survivor = await cluster.startWorker();
    assert.equal((await cluster.untilSynced()).state, 'SUCCEEDED');
    const followers = [1000, 5].map((limit) => createFollower(cluster, { limit }));
    const pollers = pageSizes.map((pageSize) => createPoller(cluster, pageSize));
    const clients = [...pollers, ...followers];
    for (const client of clients) await client.begin();
    const disturbance = await disturbCommits(cluster.database.pool, disturbed);
    const work = startWork(cluster, enough.signal);
    const following = clients.map((client) =>
      repeat(
        () => client.round(),
        () => 2,
        enough.signal,
      ),
    );
    working = Promise.all([...work.loops, ...following]);
    const reached = async (): Promise<Record<string, number>> => {
      // A run that failed is tried again at once: what is waited for here is no news.
      await skipQueueWaits(cluster.database.pool);
      return {
        ...work.done,
        aborted: await disturbance.countAborted(),
        rounds: Math.min(...clients.map((client) => client.rounds())),
      };
    };
    await Promise.race([untilEnough(reached, enough.signal), working]);
    enough.abort();
    await working;
    context.diagnostic(JSON.stringify(await reached()));
    await disturbance.stop();

    // Quiet: what the tool has and what was interrupted comes in, and everybody asks once more.
    survivor.signalGroup('SIGKILL');
    await survivor.ended;
    await cluster.startWorker();
    await cluster.untilSynced();
    await cluster.requestSync('FULL');
    // Where much is gone the first full sync doubts it.
    if ((await cluster.untilSynced()).state !== 'SUCCEEDED') await cluster.requestSync('FULL');
    assert.equal((await cluster.untilSynced()).state, 'SUCCEEDED');
    for (const client of clients) await client.round();
    const truth = await readEverything(cluster, 100);
    assertComplete(cluster, truth);
    for (const { what, mirror } of clients) assertSame(what, mirror, truth);
    for (const follower of followers) assertLastWord(follower, truth);
    assert.deepEqual(await listStaleRows(cluster.database, cluster.integrationId), []);
  } finally {
    enough.abort();
    await working.catch(() => undefined);
    await cluster.close();
  }
});

/** Those who change something: the tool's own users, syncs, actions, and who kills workers. */
function startWork(cluster: Cluster, signal: AbortSignal) {
  let attempts = 0;
  const random = new SeededRandom(seed);
  const done = { mutations: 0, acts: 0, kills: 0 };
  const changeTool = async (): Promise<void> => {
    mutate(cluster.ashby.state, random, done.mutations);
    done.mutations += 1;
  };
  const sync = (): Promise<void> => cluster.requestSync(random.chance(0.3) ? 'FULL' : 'DELTA');
  const actOnce = async (): Promise<void> => {
    // Another choice after each attempt: what a tool refuses once, it refuses again.
    attempts += 1;
    if (await act(cluster, new SeededRandom(seed + attempts))) done.acts += 1;
  };
  const killWorker = async (): Promise<void> => {
    const victim = await cluster.startWorker();
    await pause(randomInt(200, 900));
    victim.signalGroup('SIGKILL');
    await victim.ended;
    done.kills += 1;
  };
  // Who reads one record at a time on a busy machine would never see the end of a list otherwise.
  const pauseAfter = (what: keyof typeof done, pauseMs: number) => (): number =>
    done[what] >= wanted[what] ? calmMs : pauseMs;
  const loops = [
    repeat(changeTool, pauseAfter('mutations', 60), signal),
    repeat(sync, pauseAfter('kills', 200), signal),
    repeat(actOnce, pauseAfter('acts', 60), signal),
    repeat(actOnce, pauseAfter('acts', 60), signal),
    repeat(killWorker, pauseAfter('kills', 1), signal),
  ];
  return { done, loops };
}

/** Repeats work, with a pause of at most so many milliseconds, until enough has happened. */
async function repeat(
  work: () => Promise<unknown>,
  maxPauseMs: () => number,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await work();
    await pause(randomInt(maxPauseMs()));
  }
}

/** Has no time limit of its own: how long it takes is up to the machine. */
async function untilEnough(
  reached: () => Promise<Record<string, number>>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const counts = await reached();
    if (Object.entries(wanted).every(([what, count]) => (counts[what] ?? 0) >= count)) return;
    await pause(50);
  }
}

/** A change through the API, to a record that a list shows; whether it succeeded. */
async function act(cluster: Cluster, chance: SeededRandom): Promise<boolean> {
  const kind = chance.pick(['move', 'tag', 'untag'] as const);
  const list = kind === 'move' ? 'applications' : 'candidates';
  const answer = await cluster.call(`/v1/ats/${list}?page_size=250`);
  const { results } = answer.json.data as {
    results: { id: string; job?: { id: string } | null; tags?: { name: string }[] }[];
  };
  const { id, job, tags = [] } = chance.pick(results);
  if (kind === 'move') {
    const jobs = await cluster.call(`/v1/ats/jobs?ids=${job?.id}`);
    const found = jobs.json.data as { results: { stages: { id: string }[] }[] };
    const stages = found.results[0]?.stages ?? [];
    if (stages.length === 0) return false;
    const body = { stage_id: chance.pick(stages).id };
    const path = `/v1/ats/applications/${id}/stage`;
    return (await cluster.call(path, { method: 'PUT', body })).status === 200;
  }
  const name = tags[0]?.name ?? `Tag ${chance.integer(1, 5)}`;
  const method = kind === 'tag' ? 'POST' : 'DELETE';
  const body = { tag: { name } };
  const path = `/v1/ats/candidates/${id}/tags`;
  return (await cluster.call(path, { method, body })).status === 200;
}

/** The lists show as many living records as the tool has. */
function assertComplete({ ashby }: Cluster, truth: Mirror): void {
  const { records } = ashby.state;
  for (const list of ['candidates', 'applications', 'offers'] as const) {
    const living = [...truth[list].values()].filter((one) => one.remote_deleted_at === null);
    assert.equal(living.length, records[list].count, `living ${list}`);
  }
}

/** What the feed said last of a record is how it stands. */
function assertLastWord({ what, last }: ReturnType<typeof createFollower>, truth: Mirror): void {
  for (const { model, id, change } of last.values()) {
    const isGone = truth[model].get(id)?.remote_deleted_at !== null;
    assert.equal(change === 'deleted', isGone, `${what}: ${model} ${id} ${change}`);
  }
}
