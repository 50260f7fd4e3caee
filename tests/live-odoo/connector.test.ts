import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import {
  silentLog,
  createContext,
  createLocalLimiter,
  createOutgoingGuard,
  createRemoteClient,
  systemClock,
} from '@hirewire/connector-kit';
import type { ConnectorContext, Json, RecordByModel } from '@hirewire/connector-kit';
import { connectors } from '@hirewire/connectors';
import { changeOdoo } from './setup/change-odoo.ts';
import type { Changes } from './setup/change-odoo.ts';
import { byText, findChanges, readFacts } from './setup/facts.ts';
import type { ComparedModel, Facts } from './setup/facts.ts';
import { ageRecords, findLiveOdoo, noOdoo } from './setup/live-odoo.ts';
import type { LiveOdoo } from './setup/live-odoo.ts';
import { recordFacts } from './setup/record-facts.ts';

const live = findLiveOdoo();
const connector = connectors.find(({ tool }) => tool.id === 'odoo')!;
const models = Object.keys(recordFacts) as ComparedModel[];

interface Outcome {
  /** By remote id. */
  facts: Map<string, Facts>;
  tombstones: string[];
  completeness: string;
  since: Json;
}

describe('reading a real Odoo', { skip: live === null ? noOdoo : false }, () => {
  const issues: unknown[] = [];
  const first = new Map<ComparedModel, Outcome>();
  let changes: Changes;
  let context: ConnectorContext;
  before(async () => {
    await ageRecords(live!);
    context = openContext(live!, issues);
  });

  test('the key of an officer is enough', async () => {
    const check = await connector.checkCredentials(context);
    assert.deepEqual(check, { missingPermissions: [], accountLabel: 'YourCompany' });
  });

  test('a full read tells what Odoo holds, record by record', async (suite) => {
    const expected = await readFacts(live!);
    for (const model of models) {
      await suite.test(model, async () => {
        const outcome = await read(context, model, null);
        first.set(model, outcome);
        assert.equal(outcome.completeness, 'full');
        assert.ok(expected[model].size > 0 || model === 'interviews', 'Odoo has none');
        assert.deepEqual(sorted(outcome.facts), sorted(expected[model]));
      });
    }
  });

  test('a delta finds exactly what is different in Odoo', async (suite) => {
    const before = await readFacts(live!);
    changes = await changeOdoo(live!);
    const now = await readFacts(live!);
    for (const model of models) {
      await suite.test(model, async () => {
        const { facts, completeness } = await read(context, model, first.get(model)!.since);
        assert.equal(completeness, 'changes');
        const different = findChanges(before[model], now[model]);
        for (const id of changes.changed[model]) assert.ok(different.includes(id), id);
        assert.deepEqual([...facts.keys()].toSorted(byText), different);
        for (const [id, fact] of facts) assert.deepEqual(fact, now[model].get(id));
      });
    }
  });

  test('a full read no longer tells of what was deleted', async () => {
    const id = changes.deletedApplication;
    assert.ok(first.get('applications')!.facts.has(id));
    const { facts } = await read(context, 'applications', null);
    assert.ok(!facts.has(id));
    assert.deepEqual(sorted(facts), sorted((await readFacts(live!)).applications));
  });

  test('a change of the pipeline is told by reading jobs and applications in full', async () => {
    const since = (await read(context, 'jobs', null)).since;
    const [job] = await live!.list('hr.job', {});
    const stage = await live!.create('hr.recruitment.stage', {
      name: 'Trial day',
      sequence: 1,
      job_ids: [[6, 0, [job?.id]]],
    });
    const added = await read(context, 'jobs', since);
    assert.equal(added.completeness, 'full');
    assert.deepEqual(sorted(added.facts), sorted((await readFacts(live!)).jobs));
    await live!.call('hr.recruitment.stage', 'unlink', { ids: [stage] });
    const removed = await read(context, 'jobs', added.since);
    assert.equal(removed.completeness, 'full');
    assert.deepEqual(sorted(removed.facts), sorted((await readFacts(live!)).jobs));
  });

  test('links lead to archived records as well', async () => {
    const [user] = await live!.list('res.users', {}, [['login', '=', 'demo']]);
    const [job] = await live!.list('hr.job', {}, [['active', '=', false]]);
    const vals = { interviewer_ids: [[6, 0, [user?.id]]] };
    await live!.call('hr.job', 'write', { ids: [job?.id], vals });
    await live!.call('res.users', 'write', { ids: [user?.id], vals: { active: false } });
    const { facts } = await read(context, 'jobs', null);
    assert.deepEqual(facts.get(String(job?.id))?.['interviewers'], [String(user?.id)]);
    assert.deepEqual(sorted(facts), sorted((await readFacts(live!)).jobs));
    const users = await read(context, 'users', null);
    assert.equal(users.facts.get(String(user?.id))?.['status'], 'INACTIVE');
  });

  test('an application whose refusal is taken back is pending again', async () => {
    const { refusedApplication: id } = changes;
    await live!.call('hr.applicant', 'action_unarchive', { ids: [Number(id)] });
    const { facts } = await read(context, 'applications', null);
    const { outcome, reason, rejectedAt } = facts.get(id)!;
    assert.deepEqual(
      { outcome, reason, rejectedAt },
      {
        outcome: 'PENDING',
        reason: null,
        rejectedAt: null,
      },
    );
  });

  test('an applicant who gets an address becomes another candidate', async () => {
    const [job] = await live!.list('hr.job', {});
    const id = await live!.create('hr.applicant', {
      partner_name: 'Nora Noaddress',
      job_id: job?.id,
    });
    const before = await read(context, 'candidates', null);
    assert.equal(before.facts.get(`applicant:${id}`)?.['name'], 'Nora Noaddress');
    const vals = { email_from: 'nora@example.org' };
    await live!.call('hr.applicant', 'write', { ids: [id], vals });
    const delta = await read(context, 'candidates', before.since);
    assert.ok(delta.tombstones.includes(`applicant:${id}`));
    const [row] = await live!.list('hr.applicant', { partner_id: {} }, [['id', '=', id]]);
    const { emails } = delta.facts.get(`partner:${String(row?.['partner_id'])}`)!;
    assert.deepEqual(emails, ['nora@example.org']);
  });

  test('a note that somebody logs is in the next delta, and a message to followers is none', async () => {
    const before = await readNotes(context, null);
    const [applicant] = await live!.list('hr.applicant', {}, [['active', '=', true]]);
    const post = (body: string, subtype_xmlid: string): Promise<unknown> =>
      live!.call('hr.applicant', 'message_post', {
        ids: [applicant?.id],
        body,
        body_is_html: true,
        message_type: 'comment',
        subtype_xmlid,
      });
    await post('<p>Logged by the test</p>', 'mail.mt_note');
    await post('<p>Sent by the test</p>', 'mail.mt_comment');
    const { notes } = await readNotes(context, before.since);
    const posted = notes.filter(({ content_html: body }) => body?.includes('by the test'));
    assert.deepEqual(
      posted.map((note) => [note.content_html, note.application_remote_id]),
      [['<p>Logged by the test</p>', String(applicant?.id)]],
    );
    assert.ok(posted[0]?.author_remote_id, 'its author is no user');
  });

  test('a private meeting of somebody else is left out', async () => {
    const [applicant] = await live!.list('hr.applicant', {}, [['active', '=', true]]);
    const id = await live!.create('calendar.event', {
      name: 'Between us',
      start: '2031-07-08 12:00:00',
      stop: '2031-07-08 13:00:00',
      applicant_id: applicant?.id,
      privacy: 'private',
    });
    const { facts } = await read(context, 'interviews', null);
    assert.ok(!facts.has(String(id)));
  });

  test('nothing that Odoo sent was unusable', () => assert.deepEqual(issues, []));
});

function openContext({ baseUrl, keys, database }: LiveOdoo, issues: unknown[]): ConnectorContext {
  const log = silentLog;
  const { signal } = new AbortController();
  const clock = systemClock;
  const remote = createRemoteClient({
    declaration: connector.remote,
    credentials: connector.credentials.schema.parse({
      base_url: baseUrl,
      database,
      api_key: keys.officer,
    }),
    guard: createOutgoingGuard({ allowedNetworks: ['127.0.0.1'] }),
    limiter: createLocalLimiter(clock),
    clock,
    log,
    signal,
  });
  const reportIssue = (issue: unknown) => void issues.push(issue);
  return createContext({ remote, clock, log, signal, reportIssue });
}

async function read(
  context: ConnectorContext,
  model: ComparedModel,
  since: Json,
): Promise<Outcome> {
  const outcome: Outcome = { facts: new Map(), tombstones: [], completeness: '', since: null };
  const toFacts = recordFacts[model] as (record: RecordByModel[ComparedModel]) => Facts;
  for await (const page of connector.read[model]!(context, { since, resumeFrom: null })) {
    for (const record of page.records) {
      if ('deleted' in record) outcome.tombstones.push(record.remote_id);
      else outcome.facts.set(record.remote_id, toFacts(record));
    }
    outcome.completeness = page.completeness;
    outcome.since = page.since ?? null;
  }
  return outcome;
}

async function readNotes(
  context: ConnectorContext,
  since: Json,
): Promise<{ notes: RecordByModel['notes'][]; since: Json }> {
  const notes: RecordByModel['notes'][] = [];
  let next: Json = null;
  for await (const page of connector.read.notes!(context, { since, resumeFrom: null })) {
    for (const record of page.records) if (!('deleted' in record)) notes.push(record);
    next = page.since ?? null;
  }
  return { notes, since: next };
}

function sorted(facts: ReadonlyMap<string, Facts>): [string, Facts][] {
  return [...facts].toSorted(([one], [other]) => byText(one, other));
}
