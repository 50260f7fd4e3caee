import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { VendorJson } from '../kit/testing/vendor-json.ts';
import { startRecruiteeSimulator } from './start-recruitee-simulator.ts';
import type { RecruiteeSimulator } from './start-recruitee-simulator.ts';
import { ask, bodyOf, formOf, send } from './testing/recruitee-client.ts';

describe('what is written to the Recruitee simulator', () => {
  let recruitee: RecruiteeSimulator;
  let offer: VendorJson;
  let archived: VendorJson;
  let now = Date.UTC(2027, 0, 1);
  before(async () => {
    recruitee = await startRecruiteeSimulator({ candidates: 120, now: () => (now += 1000) });
    const { offers } = await bodyOf(recruitee, '/offers?kind=job');
    offer = offers.find(({ status }: VendorJson) => status === 'published');
    archived = offers.find(({ status }: VendorJson) => status === 'archived');
  });
  after(() => recruitee.close());

  const post = (path: string, body: unknown) => ask(recruitee, path, { method: 'POST', body });
  const patch = (path: string, body: unknown) => ask(recruitee, path, { method: 'PATCH', body });
  const current = async (id: number): Promise<VendorJson> =>
    (await bodyOf(recruitee, `/candidates/${id}`)).candidate;
  const create = async (body: object): Promise<VendorJson> => {
    const answer = await post('/candidates', body);
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return answer.body.candidate;
  };
  const place = async (): Promise<VendorJson> =>
    (await create({ candidate: { name: 'Ada Example' }, offers: [offer.id] })).placements[0];
  const stageOf = (category: string): number =>
    offer.pipeline_template.stages.find((one: VendorJson) => one.category === category).id;
  const errorOf = ({ status, body }: { status: number; body: VendorJson }) => [status, body.error];

  it('makes a candidate in the first stage of offers that stand at the root', async () => {
    const candidate = { name: 'Ada Example', emails: ['ada@example.com'], cover_letter: 'Hello.' };
    const made = await create({ candidate, offers: [offer.id] });
    assert.deepEqual(
      [made.name, made.emails, made.cover_letter],
      ['Ada Example', ['ada@example.com'], 'Hello.'],
    );
    const [placement] = made.placements;
    assert.deepEqual([placement.offer_id, placement.stage.name], [offer.id, 'Applied']);
    const nested = await create({ candidate: { ...candidate, offer_id: offer.id } });
    assert.deepEqual(nested.placements, [], 'An offer in the candidate is ignored silently.');
    assert.notEqual(nested.id, made.id, 'Nobody is joined by the address.');
    const below = await post(`/offers/${offer.id}/candidates`, {
      candidate: { name: 'Grace', tags: ['Zebra'] },
    });
    assert.equal(below.body.candidate.placements[0].offer_id, offer.id);
  });

  it('refuses candidates without a name, and offers that are archived or unknown', async () => {
    const nameless = await post('/candidates', { candidate: { emails: ['no address'] } });
    assert.deepEqual(errorOf(nameless), [422, ["Name can't be blank", 'Emails is invalid']]);
    assert.deepEqual(nameless.body.error_fields.name, ["can't be blank"]);
    const count = recruitee.company.tables.people.count;
    const candidate = { name: 'Ada' };
    const closed = await post('/candidates', { candidate, offers: [offer.id, archived.id] });
    assert.deepEqual(errorOf(closed), [422, ['Offer is archived']]);
    assert.equal((await post('/candidates', { candidate, offers: [1] })).status, 422);
    assert.equal(recruitee.company.tables.people.count, count, 'Nothing is made by halves.');
  });

  it('takes a candidate with a CV as a form', async () => {
    const cv = new Blob(['%PDF-1.4 sample'], { type: 'application/pdf' });
    const form = formOf({ 'candidate[name]': 'Ada', 'candidate[cv]': cv });
    form.append('candidate[emails][]', 'ada.form@example.com');
    form.append('offers[]', String(offer.id));
    const { status, body } = await post('/candidates', form);
    assert.equal(status, 201);
    const { emails, placements, cv_url: url } = body.candidate;
    assert.deepEqual([emails, placements.length], [['ada.form@example.com'], 1]);
    assert.equal((await send(url)).body, '%PDF-1.4 sample');
  });

  it('assigns once, to exactly one of offer and pool, with flat fields', async () => {
    const { id } = await create({ candidate: { name: 'Ada' } });
    const made = await post('/placements', { candidate_id: id, offer_id: offer.id });
    assert.deepEqual([made.status, made.body.placement.candidate_id], [201, id]);
    const again = await post('/placements', { candidate_id: id, offer_id: offer.id });
    assert.deepEqual(errorOf(again), [422, ['Offer id has already been taken']]);
    const nested = await post('/placements', {
      placement: { candidate_id: id, offer_id: offer.id },
    });
    assert.deepEqual(errorOf(nested), [422, ["Candidate id can't be blank"]]);
    const { talent_pools: pools } = await bodyOf(recruitee, '/talent_pools');
    const both = { candidate_id: id, offer_id: offer.id, talent_pool_id: pools[0].id };
    assert.equal((await post('/placements', both)).status, 422);
    const pooled = await post('/placements', { candidate_id: id, talent_pool_id: pools[0].id });
    assert.deepEqual(
      [pooled.body.placement.offer_id, pooled.body.placement.talent_pool_id],
      [null, pools[0].id],
    );
    const path = `/placements/${made.body.placement.id}`;
    await bodyOf(recruitee, path, { method: 'DELETE' });
    assert.equal((await current(id)).placements.length, 1);
    assert.equal((await ask(recruitee, path, { method: 'DELETE' })).status, 404);
  });

  it('moves to a stage of the pipeline, hires, and asks for an opening where one is needed', async () => {
    const { id, candidate_id: owner } = await place();
    const move = (body: object) => patch(`/placements/${id}/change_stage`, body);
    const moved = await move({ stage_id: stageOf('interview') });
    assert.equal(moved.body.placement.stage_id, stageOf('interview'));
    assert.deepEqual(errorOf(await move({ stage_id: 1 })), [422, ['Stage id is invalid']]);
    recruitee.account.kept.openings.add(String(offer.id));
    const refused = await move({ stage_id: stageOf('hire') });
    assert.deepEqual(errorOf(refused), [422, ["Opening id can't be blank"]]);
    recruitee.account.kept.openings.clear();
    await move({ stage_id: stageOf('hire'), hired_at: '2027-01-05T08:00:00Z' });
    const hired = (await current(owner)).placements[0];
    assert.deepEqual(
      [hired.hired_in_this_placement, hired.hired_at],
      [true, '2027-01-05T08:00:00.000000Z'],
    );
    await move({ stage_id: stageOf('offer') });
    assert.equal((await current(owner)).placements[0].hired_at, null);
  });

  it('disqualifies with a reason alone, and qualifies again, also by a move', async () => {
    const { id, candidate_id: owner } = await place();
    const { disqualify_reasons: reasons } = await bodyOf(recruitee, '/disqualify_reasons');
    const reason = { disqualify_reason_id: reasons[0].id };
    const none = await patch(`/placements/${id}/disqualify`, {});
    assert.deepEqual(errorOf(none), [422, ["Disqualify reason id can't be blank"]]);
    assert.equal(
      (await patch(`/placements/${id}/disqualify`, { disqualify_reason_id: 1 })).status,
      422,
    );
    const { body } = await patch(`/placements/${id}/disqualify`, reason);
    assert.equal(body.placement.disqualify_kind, 'admin');
    assert.equal((await current(owner)).placements[0].disqualify_reason, reasons[0].name);
    const back = await patch(`/placements/${id}/requalify`, {});
    assert.deepEqual(
      [back.body.placement.disqualify_kind, 'disqualified_at' in back.body.placement],
      [null, false],
    );
    await patch(`/placements/${id}/disqualify`, reason);
    await patch(`/placements/${id}/change_stage`, { stage_id: stageOf('evaluation') });
    assert.equal((await current(owner)).placements[0].disqualify_kind, null);
  });

  it('changes a candidate, and ignores fields that it does not know', async () => {
    const { id } = await create({ candidate: { name: 'Ada' } });
    const links = ['https://www.linkedin.com/in/ada-example'];
    const sent = {
      name: 'Ada Lovelace',
      phones: ['+49 1'],
      links,
      tags: ['ignored'],
      sources: ['Fair'],
    };
    const { body } = await patch(`/candidates/${id}`, { candidate: sent });
    const { name, phones, social_links: social, tags, sources } = body.candidate;
    assert.deepEqual([name, phones, social, tags], ['Ada Lovelace', ['+49 1'], links, []]);
    assert.equal(sources[0].name ?? sources[0], 'Fair');
    assert.equal((await patch(`/candidates/${id}`, { candidate: { name: 5 } })).status, 422);
    const { body: gone } = await ask(recruitee, `/candidates/${id}`, { method: 'DELETE' });
    assert.ok(gone.candidate.deleted_at);
    assert.equal((await ask(recruitee, `/candidates/${id}`)).status, 404);
  });

  it('adds and removes tags by name, and counts them', async () => {
    const { id } = await create({ candidate: { name: 'Ada' } });
    const change = (method: string, tags: unknown) =>
      ask(recruitee, `/candidates/${id}/tags`, { method, body: { tags } });
    const named = async () => (await current(id)).tags.map((tag: VendorJson) => tag.name ?? tag);
    await change('POST', ['Zebra', 'VIP', 'VIP']);
    assert.deepEqual(await named(), ['Zebra', 'VIP']);
    await change('DELETE', ['VIP', 'unknown']);
    assert.deepEqual(await named(), ['Zebra']);
    const { tags } = await bodyOf(recruitee, '/tags?query=zeb');
    assert.deepEqual(
      tags.map((tag: VendorJson) => tag.name),
      ['Zebra'],
    );
    assert.equal((await change('POST', [])).status, 200);
    assert.equal((await change('POST', 'VIP')).status, 422);
  });

  it('takes notes as HTML text or as a document, and deletes them', async () => {
    const { id } = await create({ candidate: { name: 'Ada' } });
    const path = `/candidates/${id}/notes`;
    const level = { level: 'private' };
    const first = await post(path, { note: { body: '<b>Hi</b>', visibility: level } });
    assert.deepEqual([first.status, first.body.note.visibility.level], [201, 'private']);
    assert.equal(first.body.note.body_html, '<p><b>Hi</b></p>', 'It is not escaped.');
    const content = [{ type: 'paragraph', content: [{ type: 'text', text: 'A & B' }] }];
    const note = { body_json: { doc: { type: 'doc', content } } };
    const second = await post(path, { note, visibility: { level: 'public' } });
    assert.deepEqual(
      [second.body.note.body, second.body.note.body_html],
      [null, '<p>A &amp; B</p>'],
    );
    const { notes } = await bodyOf(recruitee, `${path}?limit=1`);
    assert.deepEqual(
      notes.map((one: VendorJson) => one.id),
      [second.body.note.id],
    );
    assert.equal((await current(id)).notes_count, 2);
    assert.deepEqual(errorOf(await post(path, { note: {} })), [422, ["Body can't be blank"]]);
    assert.equal(
      (await post(path, { note: { body: 'x', visibility: { level: 'me' } } })).status,
      422,
    );
    recruitee.account.behaviour.refusesNoteTexts = true;
    assert.equal((await post(path, { note: { body: 'x' } })).status, 422);
    assert.equal((await post(path, { note })).status, 201);
    recruitee.account.behaviour.refusesNoteTexts = false;
    const gone = await ask(recruitee, `/notes/${first.body.note.id}`, { method: 'DELETE' });
    assert.equal(gone.status, 204);
    assert.equal((await current(id)).notes_count, 2);
  });

  it('takes attachments in the documented parts, and makes one the CV', async () => {
    const { id } = await create({ candidate: { name: 'Ada' } });
    const sample = new Blob(['sample'], { type: 'text/plain' });
    const parts = { 'attachment[file]': sample, 'attachment[candidate_id]': String(id) };
    const { status, body } = await post('/attachments', formOf(parts));
    assert.deepEqual([status, body.attachment.filename], [201, 'sample.pdf']);
    const { attachments } = await bodyOf(recruitee, `/candidates/${id}/attachments`);
    assert.equal((await send(attachments[0].file_url)).body, 'sample');
    assert.equal((await post('/attachments', formOf({ file: sample }))).status, 500);
    const byAddress = { candidate_id: id, remote_file_url: 'https://files.example.com/report.pdf' };
    const linked = await post('/attachments', { attachment: byAddress });
    assert.equal(linked.body.attachment.filename, 'report.pdf');
    assert.equal((await post('/attachments', { attachment: { candidate_id: id } })).status, 422);
    await patch(`/candidates/${id}/set_as_cv/${attachments[0].id}`, {});
    assert.equal((await send((await current(id)).cv_url)).body, 'sample');
    const cv = formOf({ 'candidate[cv]': new Blob(['newer']) });
    await patch(`/candidates/${id}/update_cv`, cv);
    assert.equal((await send((await current(id)).cv_url)).body, 'newer');
    assert.equal((await patch(`/candidates/${id}/update_cv`, { candidate: {} })).status, 422);
  });

  it('takes fields of a profile one by one, with numbers as text', async () => {
    const { id } = await create({ candidate: { name: 'Ada' } });
    const path = `/custom_fields/candidates/${id}/fields`;
    const values = [{ amount: '18.50', currency: 'EUR' }];
    const made = await post(path, { field: { kind: 'salary', name: 'Wage', values } });
    assert.equal(made.status, 201);
    const number = { kind: 'number', name: 'Years', values: [{ number: 5 }] };
    assert.deepEqual(errorOf(await post(path, { field: number })), [422, ['Values is invalid']]);
    const fieldPath = `/custom_fields/candidates/fields/${made.body.field.id}`;
    await patch(fieldPath, { field: { values: [{ amount: '20.00' }] } });
    const field = (await current(id)).fields.find(
      (one: VendorJson) => one.id === made.body.field.id,
    );
    assert.deepEqual([field.name, field.values], ['Wage', [{ amount: '20.00' }]]);
  });

  it('takes evaluations of a placement', async () => {
    const { candidate_id: id, stage_id: stageId } = await place();
    const path = `/interview/candidates/${id}/results`;
    const result = { kind: 'rating', offer_id: offer.id, rating: 'yes', rating_note: 'Kind.' };
    const blank = await post(path, { interview_result: result });
    assert.deepEqual(errorOf(blank), [422, ["Stage id can't be blank"]]);
    const made = await post(path, { interview_result: { ...result, stage_id: stageId } });
    assert.deepEqual([made.status, made.body.interview_result.rating], [201, 'yes']);
    assert.deepEqual((await current(id)).ratings, { yes: 1 });
  });

  it('takes offers through their states', async () => {
    for (const [verb, status] of [
      ['close', 'closed'],
      ['archive', 'archived'],
      ['draft', 'draft'],
      ['publish', 'published'],
      ['unpublish', 'internal'],
    ]) {
      const { body } = await patch(`/offers/${archived.id}/${verb}`, {});
      assert.equal(body.offer.status, status);
      const { offer: shown } = await bodyOf(recruitee, `/offers/${archived.id}`);
      assert.equal(shown.status, status, verb);
    }
  });
});
