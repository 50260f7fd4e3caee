import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '@hirewire/connector-kit';
import { failure, openWorkable, page, readPages, readRecords } from '../fixtures/open-workable.ts';
import type { Routes } from '../fixtures/open-workable.ts';
import { details, job, openJob, stages } from '../fixtures/records.ts';

const stage = (slug: string) => ({ slug, name: slug, kind: 'interview', position: 9 });
const trial = stage('trial-day');

const idsOf = (records: readonly { remote_id: string }[]) => records.map(({ remote_id: id }) => id);

test('stages are those of the account and of jobs that have others, each once', async () => {
  const session = await openWorkable(
    openJob({}, { 'GET /jobs/AB12CD34EF/stages': { stages: [...stages, trial] } }),
  );
  const pages = await readPages(session, 'application_stages');
  const ids = pages.flatMap(({ records }) => idsOf(records));
  assert.deepEqual(ids, [...stages.map(({ slug }) => slug), 'trial-day']);
  const resumeFrom = pages[0]?.resumeFrom ?? null;
  const rest = await readRecords(session.reopen(), 'application_stages', { resumeFrom });
  assert.deepEqual(idsOf(rest), ['trial-day']);
});

/** Three jobs, of which lists with a date have the given ones alone. */
function openAccount(changed: { jobs: string[]; of: string[] }, more: Routes = {}): Routes {
  const all = ['J1', 'J2', 'J3'];
  const ofJobs = all.map((code): [string, Json] => [
    `GET /jobs/${code}/stages`,
    { stages: [...stages, stage(`own-${code}`)] },
  ]);
  return {
    'GET /stages': { stages },
    'GET /jobs': (call) => {
      const codes = call.query['updated_after'] === undefined ? all : changed.jobs;
      return page(
        call,
        'jobs',
        codes.map((shortcode) => job({ shortcode })),
      );
    },
    'GET /candidates': (call) =>
      page(
        call,
        'candidates',
        changed.of.map((shortcode) => details({ job: { shortcode } })),
      ),
    ...Object.fromEntries(ofJobs),
    ...more,
  };
}

test('a delta asks for the stages of jobs that have changed, and of those of changed candidates', async () => {
  const changed = { jobs: [] as string[], of: [] as string[] };
  const first = await openWorkable(openAccount(changed));
  const since = (await readPages(first, 'application_stages')).at(-1)?.since ?? null;
  assert.deepEqual(await readRecords(first.reopen(), 'application_stages', { since }), []);
  changed.jobs.push('J1');
  changed.of.push('J3', 'J3');
  const session = await openWorkable(openAccount(changed));
  const pages = await readPages(session, 'application_stages', { since });
  assert.deepEqual(
    pages.flatMap(({ records }) => idsOf(records)),
    ['own-J1', 'own-J3'],
  );
  assert.ok(pages.every(({ completeness }) => completeness === 'changes'));
  assert.deepEqual(
    session.calls.map(({ route }) => route),
    ['GET /stages', 'GET /jobs', 'GET /jobs/J1/stages', 'GET /candidates', 'GET /jobs/J3/stages'],
  );
  assert.equal(session.calls[3]?.query['updated_after'], '2026-03-19T23:50:00.000Z');
  const resumeFrom = pages.at(-2)?.resumeFrom ?? null;
  const rest = await readRecords(session.reopen(), 'application_stages', { since, resumeFrom });
  assert.deepEqual(idsOf(rest), ['own-J3']);
});

test('other stages in the account, or another name of one, make the next delta a full read', async () => {
  let own = stages;
  const routes = openAccount(
    { jobs: [], of: [] },
    {
      'GET /stages': () => ({ body: { stages: own } }),
    },
  );
  const session = await openWorkable(routes);
  const since = (await readPages(session, 'application_stages')).at(-1)?.since ?? null;
  own = stages.map((one) => (one.slug === 'offer' ? { ...one, name: 'Contract' } : one));
  const pages = await readPages(session.reopen(), 'application_stages', { since });
  assert.equal(pages.at(-1)?.completeness, 'full');
  assert.equal(pages.flatMap(({ records }) => records).length, stages.length + 3);
});

test('a job whose stages fail is asked again by the next delta, until it is gone', async () => {
  let status = 500;
  const routes = openAccount(
    { jobs: [], of: [] },
    {
      'GET /jobs/J2/stages': () =>
        status === 200 ? { body: { stages: [trial] } } : failure(status, 'No'),
    },
  );
  const session = await openWorkable(routes);
  const full = (await readPages(session, 'application_stages')).at(-1);
  // With a job unread, nothing is known to be gone.
  assert.equal(full?.unlistedRecords, 1);
  const since = full.since ?? null;
  status = 200;
  assert.deepEqual(idsOf(await readRecords(session.reopen(), 'application_stages', { since })), [
    'trial-day',
  ]);
  status = 404;
  const gone = (await readPages(session.reopen(), 'application_stages', { since })).at(-1);
  const next = session.reopen();
  next.calls.length = 0;
  await readPages(next, 'application_stages', { since: gone?.since ?? null });
  assert.ok(!next.calls.some(({ route }) => route === 'GET /jobs/J2/stages'));
});
