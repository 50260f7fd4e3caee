import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { VendorJson } from '../kit/testing/vendor-json.ts';
import { startRecruiteeSimulator } from './start-recruitee-simulator.ts';
import type { RecruiteeSimulator } from './start-recruitee-simulator.ts';
import { startReceiver } from './testing/receiver.ts';
import { loadSample, oracleSkip, rowValidator, shortcomings } from './testing/oracle.ts';
import { ask, bodyOf, formOf, readCandidates } from './testing/recruitee-client.ts';

/** Operations that the simulator has not, and why. */
const leftOut: Readonly<Record<string, string>> = {
  'GET /offers/{id}/candidates/{candidate_id}/placement': 'seen in a mock only',
  'PATCH /bulk/candidates/change_stage': 'a twin of /placements/{id}/change_stage',
  'PATCH /bulk/candidates/disqualify': 'a twin of /placements/{id}/disqualify',
  'PATCH /bulk/candidates/requalify': 'a twin of /placements/{id}/requalify',
  'PATCH /bulk/candidates/tags': 'a twin of /candidates/{id}/tags',
};

/** Names of fields that the simulator shows nowhere, or not in this place, and why. */
const unseen: Readonly<Record<string, string>> = {
  sources: 'only in details, as recorded in 2023',
  gdpr_expires_at: 'nobody is asked for consent',
  'root-level sibling array': 'a remark',
};

describe('the Recruitee simulator against what was recorded', { skip: oracleSkip }, () => {
  let recruitee: RecruiteeSimulator;
  before(async () => {
    recruitee = await startRecruiteeSimulator({ candidates: 200 });
  });
  after(() => recruitee.close());

  const details = async (list: VendorJson[], path: string, name: string): Promise<VendorJson[]> => {
    const all: VendorJson[] = [];
    for (const { id } of list) all.push((await bodyOf(recruitee, `${path}/${id}`))[name]);
    return all;
  };
  const offersOf = async (): Promise<VendorJson[]> =>
    (await bodyOf(recruitee, '/offers?kind=job')).offers;

  it('shows rows of lists as the schemas have them, with all of their fields', async () => {
    const { streams } = loadSample('list-schemas-tap-recruitee-2023.json');
    const rows: Record<string, VendorJson[]> = {
      candidates: await readCandidates(recruitee),
      offers: await offersOf(),
      departments: (await bodyOf(recruitee, '/departments')).departments,
    };
    for (const [stream, schema] of Object.entries<VendorJson>(streams)) {
      const validate = rowValidator(stream);
      const complaints = rows[stream]!.flatMap(validate);
      assert.deepEqual(complaints.slice(0, 5), [], stream);
      const shown = new Set(rows[stream]!.flatMap((row) => Object.keys(row)));
      const lacking = Object.keys(schema.properties).filter((name) => !shown.has(name));
      assert.deepEqual(lacking, [], stream);
    }
    const placement = Object.keys(streams.candidates.properties.placements.items.properties);
    const own = rows['candidates']!.flatMap(({ placements }) => placements);
    assert.deepEqual(
      placement.filter((name) => !own.some((one) => name in one)),
      [],
    );
  });

  it('shows every field that working clients read', async () => {
    const collected = loadSample('fields-collected-2025.json');
    const candidates = await readCandidates(recruitee);
    const full = await details(candidates, '/candidates', 'candidate');
    const offers = await details(await offersOf(), '/offers', 'offer');
    const places: Record<string, VendorJson[]> = {
      candidate_list_item: candidates,
      placement: full.flatMap(({ placements }) => placements),
      candidate_detail_extra: full,
      offer_detail_extra: offers,
    };
    for (const [place, rows] of Object.entries(places)) {
      const names: string[] = collected[place].fields.map((text: string) => text.split(/[:.[]/)[0]);
      const lacking = names.filter((name) => !rows.some((row) => name in row) && !(name in unseen));
      assert.deepEqual(lacking, [], place);
    }
    const kinds = new Set(full.flatMap(({ fields }) => fields).map(({ kind }) => kind));
    for (const kind of ['education', 'experience', 'address']) assert.ok(kinds.has(kind), kind);
  });

  it('refuses in the bodies that are known', async (t) => {
    const { errors } = loadSample('error-bodies-mlh-2020.json');
    const [forbidden, invalid, token] = errors;
    const limited = await startRecruiteeSimulator({ candidates: 5, abilities: [] });
    t.after(() => limited.close());
    const refused = await ask(limited, '/candidates');
    assert.deepEqual([refused.status, refused.body], [forbidden.status, forbidden.body]);
    const authorization = 'Bearer d3Jvbmc=';
    const wrong = await ask(recruitee, '/admin', { headers: { authorization } });
    assert.deepEqual([wrong.status, wrong.body], [token.status, token.body]);
    const body = { candidate: {} };
    const blank = await ask(recruitee, '/candidates', { method: 'POST', body });
    assert.equal(blank.status, invalid.status);
    assert.deepEqual(Object.keys(blank.body), Object.keys(invalid.body));
    assert.deepEqual(blank.body.error_fields.name, invalid.body.error_fields.name);
  });

  it('takes every documented request, and answers with every documented field', async () => {
    const { operations } = loadSample('recruitee-contract-2026.derived.json');
    const requests = await documentedRequests(recruitee);
    for (const { m, p, resp } of operations) {
      const [path] = p.split('?');
      const name = `${m} ${path}`;
      if (name in leftOut) continue;
      const sent = requests[name];
      assert.ok(sent, `${name} is neither asked for nor left out.`);
      for (const { at, body } of sent) {
        const answer = await ask(recruitee, at, { method: m, ...(body !== undefined && { body }) });
        assert.ok(answer.status < 300, `${name}: ${answer.status} ${JSON.stringify(answer.body)}`);
        if (typeof resp !== 'object') continue;
        assert.deepEqual(shortcomings(resp, answer.body).slice(0, 5), [], name);
      }
    }
    for (const name of Object.keys(leftOut)) {
      assert.ok(
        operations.some(({ m, p }: VendorJson) => `${m} ${p}` === name),
        `${name} is left out, and not documented.`,
      );
    }
  });

  it('sends webhooks with every documented field', async (t) => {
    const { webhook } = loadSample('recruitee-contract-2026.derived.json');
    const receiver = await startReceiver();
    t.after(() => receiver.close());
    await recruitee.setUpWebhook(receiver.url);
    const { applications, stages } = recruitee.company.tables;
    const [active] = [...applications.values()].filter(({ status }) => status === 'active');
    const [other] = [...stages.values()].filter(({ id }) => id !== active!.stageId);
    recruitee.company.addApplication({ personId: active!.personId, jobId: active!.jobId });
    recruitee.company.moveApplication(active!.id, other!.id);
    await recruitee.webhooks.settled();
    const [test, ...sent] = recruitee.webhooks.deliveries();
    assert.deepEqual(JSON.parse(test!.body), webhook.test_body);
    const bodies = sent.map(({ body }) => JSON.parse(body));
    const { event_type: types, event_subtype: subtypes, payload } = webhook.body;
    for (const { event_type: type, event_subtype: subtype } of bodies) {
      assert.ok(types.split('|').includes(type), type);
      assert.ok(subtype === null || subtypes.split('|').includes(subtype), subtype);
    }
    const [assigned, moved] = bodies;
    assert.ok(Array.isArray(assigned.payload.offers), 'Offers in place of one offer.');
    const { offers: _offers, ...single } = payload;
    assert.deepEqual(shortcomings({ ...webhook.body, payload: single }, moved), []);
  });
});

interface Sent {
  at: string;
  body?: unknown;
}

/** One request or more for each operation, in the order of the documents. */
async function documentedRequests(
  recruitee: RecruiteeSimulator,
): Promise<Readonly<Record<string, Sent[]>>> {
  const { account, company } = recruitee;
  const { applications, feedback, rejectionReasons } = company.tables;
  const [evaluated] = [...feedback.values()].filter(({ submittedAt }) => submittedAt !== null);
  const { personId, jobId } = applications.get(evaluated!.applicationId);
  const active = [...applications.values()].filter(
    (one) => one.status === 'active' && one.personId !== personId && !account.isPool(one.jobId),
  );
  const [moved, ended, removed, deleted] = active;
  const [job] = [...company.tables.jobs.values()].filter(({ isPublished }) => isPublished);
  const [reason] = rejectionReasons.values();
  const person = company.addPerson({ name: 'Ada Example', emails: ['ada@example.com'] });
  const [noted, unnoted] = ['A', 'B'].map((text) => {
    const fields = { personId, applicationId: null, userId: account.owner.id, isPrivate: false };
    return company.add('notes', { ...fields, text });
  });
  const file = { id: company.newId(), name: 'a.pdf', handle: 'file-a', kind: 'other' } as const;
  company.change('people', personId, { files: [file] });
  const stage = account.pipelineOf({ id: moved!.jobId! }).at(-1);
  const candidate = { name: 'Ada', emails: ['a@example.com'], phones: ['1'], cover_letter: 'Hi' };
  const made = { ...candidate, links: [], social_links: [], sources: ['Fair'] };
  const own = `/candidates/${personId}`;
  const content = [{ type: 'paragraph', content: [{ type: 'text', text: 'text' }] }];
  const document = {
    note: { body_json: { doc: { type: 'doc', content } } },
    visibility: { level: 'public' },
  };
  const text = { note: { body: 'text', visibility: { level: 'private' } } };
  const { offer } = await bodyOf(recruitee, `/offers/${job!.id}`);
  const parts = { 'attachment[file]': new Blob(['a']), 'attachment[candidate_id]': personId };
  const byAddress = { remote_file_url: 'https://files.example.com/a.pdf', candidate_id: personId };
  const rated = {
    kind: 'rating',
    offer_id: jobId,
    stage_id: stage!.id,
    rating: 'yes',
    rating_note: '',
  };
  assert.ok(noted && unnoted);
  return {
    'GET /admin': [{ at: '/admin' }],
    'GET /admins': [{ at: '/admins' }],
    'GET /offers': [{ at: '/offers?page=1&limit=1000&statuses[]=published&offer_ids[]=' }],
    'GET /offers/{id}': [{ at: `/offers/${job!.id}` }],
    'GET /offers/{id}/placements': [{ at: `/offers/${job!.id}/placements` }],
    'GET /pipeline_templates/{id}': [{ at: `/pipeline_templates/${offer.pipeline_template_id}` }],
    'GET /candidates': [{ at: '/candidates?limit=60&offset=0&sort=by_date&qualified=true' }],
    'GET /candidates/{id}': [{ at: own }],
    'GET /search/new/candidates': [
      { at: '/search/new/candidates?filters_json=[]&page=1&limit=100' },
    ],
    'POST /candidates': [{ at: '/candidates', body: { candidate: made, offers: [job!.id] } }],
    'POST /offers/{id}/candidates': [
      { at: `/offers/${job!.id}/candidates`, body: { candidate: { ...candidate, tags: ['x'] } } },
    ],
    'PATCH /candidates/{id}': [{ at: own, body: { candidate } }],
    'PATCH /candidates/{id}/update_cv': [
      { at: `${own}/update_cv`, body: { candidate: { remote_cv_url: byAddress.remote_file_url } } },
    ],
    'DELETE /candidates/{id}': [{ at: `/candidates/${deleted!.personId}` }],
    'POST /placements': [
      { at: '/placements', body: { candidate_id: person.id, offer_id: job!.id } },
    ],
    'PATCH /placements/{id}/change_stage': [
      { at: `/placements/${moved!.id}/change_stage`, body: { stage_id: stage!.id, proceed: true } },
    ],
    'PATCH /placements/{id}/disqualify': [
      {
        at: `/placements/${ended!.id}/disqualify`,
        body: { disqualify_reason_id: Number(reason!.id) },
      },
    ],
    'PATCH /placements/{id}/requalify': [{ at: `/placements/${ended!.id}/requalify`, body: {} }],
    'DELETE /placements/{id}': [{ at: `/placements/${removed!.id}` }],
    'POST /candidates/{id}/tags': [{ at: `${own}/tags`, body: { tags: ['name'] } }],
    'DELETE /candidates/{id}/tags': [{ at: `${own}/tags`, body: { tags: ['name'] } }],
    'GET /tags': [{ at: '/tags?query=&sort_by=name&sort_order=asc' }],
    'GET /disqualify_reasons': [{ at: '/disqualify_reasons' }],
    'GET /departments': [{ at: '/departments' }],
    'GET /locations': [{ at: '/locations?page=1&limit=10' }],
    'GET /candidates/{id}/notes': [{ at: `${own}/notes` }],
    'POST /candidates/{id}/notes': [
      { at: `${own}/notes`, body: document },
      { at: `${own}/notes`, body: text },
    ],
    'DELETE /notes/{id}': [{ at: `/notes/${noted.id}` }],
    'POST /attachments': [
      { at: '/attachments', body: { attachment: byAddress } },
      { at: '/attachments', body: formOf(parts) },
    ],
    'GET /candidates/{id}/attachments': [{ at: `${own}/attachments` }],
    'PATCH /candidates/{id}/set_as_cv/{attachment_id}': [
      { at: `${own}/set_as_cv/${file.id}`, body: {} },
    ],
    'POST /custom_fields/candidates/{id}/fields': [
      {
        at: `/custom_fields/candidates/${personId}/fields`,
        body: { field: { kind: 'salary', name: 'Wage', values: [{ amount: '18.50' }] } },
      },
    ],
    'GET /interview/events': [{ at: '/interview/events?page=1&limit=1000' }],
    'GET /interview/results': [
      { at: `/interview/results?candidate_id=${personId}&offer_id=${jobId}` },
    ],
    'POST /interview/candidates/{id}/results': [
      { at: `/interview/candidates/${personId}/results`, body: { interview_result: rated } },
    ],
    'GET /tracking/activities': [
      { at: '/tracking/activities?start_date=2020-01-01&page=1&limit=500' },
    ],
  };
}
