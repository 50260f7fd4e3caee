import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '@hirewire/connector-kit';
import type { Row } from '../fixtures/open-greenhouse.ts';
import { failure, openGreenhouse } from '../fixtures/open-greenhouse.ts';
import { application, candidate, references } from '../fixtures/records.ts';
import { bodyOf, cv, made, openJob, remoteFields, sentTo, target } from '../fixtures/writes.ts';
import { greenhouse } from '../index.ts';

const write = greenhouse.write!;

test('a move names the stage of the job that the application is in, and where to', async () => {
  const session = await openGreenhouse({
    '/applications': [application()],
    'POST /applications/100/move': () => ({ status: 204, body: null }),
  });
  const move = (stageRemoteId: string) =>
    write.moveApplicationToStage!(session.context, {
      application: target,
      stageRemoteId,
      remoteFields,
    });
  const { changed } = await move('52');
  assert.deepEqual(changed, [{ model: 'applications', remoteId: '100' }]);
  assert.deepEqual(bodyOf(session, 'POST /applications/100/move'), {
    from_stage_id: 51,
    to_stage_id: 52,
  });
  await move('51');
  assert.equal(sentTo(session, 'POST /applications/100/move').length, 1, 'it is there already');
});

test('a refused stage of a move is tried as the id of the stay in it', async () => {
  const session = await openGreenhouse({
    '/applications': [application()],
    'POST /applications/100/move': ({ body }) =>
      Object(body).from_stage_id === 900
        ? { status: 204, body: null }
        : failure(422, 'from_stage_id does not match'),
  });
  const move = { application: target, stageRemoteId: '52', remoteFields };
  await write.moveApplicationToStage!(session.context, move);
  const tried = sentTo(session, 'POST /applications/100/move').map(
    ({ body }) => Object(body).from_stage_id,
  );
  assert.deepEqual(tried, [51, 900]);
});

test('if both are refused, the first refusal is reported; a rejected application is not moved', async () => {
  const refused = await openGreenhouse({
    '/applications': [application()],
    'POST /applications/100/move': ({ body }) =>
      failure(422, `no stage ${Object(body).from_stage_id}`),
  });
  const move = { application: target, stageRemoteId: '52', remoteFields };
  await assert.rejects(write.moveApplicationToStage!(refused.context, move), /no stage 51/);
  const rejected = await openGreenhouse({ '/applications': [application({ status: 'rejected' })] });
  await assert.rejects(write.moveApplicationToStage!(rejected.context, move), { kind: 'input' });
});

test('a rejection sends an e-mail only if the caller says which', async () => {
  const session = await openGreenhouse({
    'POST /applications/100/reject': () => ({ status: 204, body: null }),
  });
  const reject = (note: string | null, fields: Row) =>
    write.rejectApplication!(session.context, {
      application: target,
      rejectionReasonRemoteId: '6',
      note,
      remoteFields: fields,
    });
  await reject(null, {});
  await reject('Too far', { rejection_email: { email_template_id: 2 } });
  const bodies = sentTo(session, 'POST /applications/100/reject').map(({ body }) => body);
  assert.deepEqual(bodies, [
    { rejection_reason_id: 6 },
    { rejection_reason_id: 6, notes: 'Too far', rejection_email: { email_template_id: 2 } },
  ]);
});

test('a change is made by the user of the action, of the setting, or of the credentials', async () => {
  const routes = { ...openJob, '/applications': [application()] };
  const noteAs = async (fields: Row, settings: Record<string, Json> = {}) => {
    const session = await openGreenhouse(routes, settings);
    await write.addApplicationNote!(session.context, {
      application: target,
      content: 'Fine',
      remoteFields: fields,
    });
    return sentTo(session, 'POST /notes')[0]?.authorization;
  };
  const onBehalfOf = (id: Json) => ({ post_headers: { 'On-Behalf-Of': id } });
  assert.equal(await noteAs({}), 'Bearer token-of-7');
  assert.equal(await noteAs({}, { perform_as: '8' }), 'Bearer token-of-8');
  assert.equal(await noteAs({ perform_as: '5' }, { perform_as: '8' }), 'Bearer token-of-5');
  assert.equal(await noteAs(onBehalfOf('9'), { perform_as: '8' }), 'Bearer token-of-9');
  assert.equal(await noteAs(onBehalfOf(null), { perform_as: '8' }), 'Bearer token-of-8');
  await assert.rejects(noteAs(onBehalfOf('ada@example.com')), { kind: 'input' });
});

test('a note is public unless the caller says otherwise, and follows a merged candidate', async () => {
  const session = await openGreenhouse({
    ...openJob,
    '/applications': [application({ candidate_id: 11 })],
  });
  const note = (fields: Row) =>
    write.addApplicationNote!(session.context, {
      application: target,
      content: 'Fine',
      remoteFields: fields,
    });
  const { changed } = await note({ visibility: 'admin_only' });
  assert.deepEqual(changed, [{ model: 'notes', remoteId: '400' }]);
  const body = Object(bodyOf(session, 'POST /notes'));
  assert.deepEqual([body.candidate_id, body.visibility], [11, 'admin_only']);
  await assert.rejects(note({ visibility: 'secret' }), { kind: 'input' });
});

test('a result link is a note with its label, its address and the key figures', async () => {
  const session = await openGreenhouse(openJob);
  const attributes = [{ key: 'Score', value: '91' }];
  await write.addCandidateResultLink!(session.context, {
    candidate: { remoteId: '10' },
    link: {
      label: 'Assessment',
      url: 'https://example.com/r/1',
      details: { customFieldNamePrefix: 'Example', attributes },
    },
    remoteFields,
  });
  assert.deepEqual(bodyOf(session, 'POST /notes'), {
    candidate_id: 10,
    body: 'Assessment: https://example.com/r/1\nExample Score: 91',
    note_type: 'NOTE',
    visibility: 'public',
  });
});

test('a tag is found in whatever case, made where it is missing, and applied once', async () => {
  const routes = {
    ...references,
    '/candidates': [candidate()],
    'POST /applied_candidate_tags': made({ id: 1 }),
  };
  const tag = (tagName: string) => ({ candidate: { remoteId: '10' }, tagName, remoteFields });
  const known = await openGreenhouse(routes);
  await write.addCandidateTag!(known.context, tag(' sailor'));
  assert.deepEqual(bodyOf(known, 'POST /applied_candidate_tags'), {
    candidate_id: 10,
    candidate_tag_id: 8,
  });
  const fresh = await openGreenhouse({ ...routes, 'POST /candidate_tags': made({ id: 9 }) });
  const { changed } = await write.addCandidateTag!(fresh.context, tag('Cook'));
  assert.deepEqual(bodyOf(fresh, 'POST /candidate_tags'), { name: 'Cook' });
  assert.deepEqual(changed[0], { model: 'tags', remoteId: '9' });
  const applied = await openGreenhouse({
    ...routes,
    '/applied_candidate_tags': [{ id: 1, candidate_id: 10, candidate_tag_id: 8 }],
  });
  await write.addCandidateTag!(applied.context, tag('Sailor'));
  assert.deepEqual(sentTo(applied, 'POST /applied_candidate_tags'), []);
});

test('nothing is made for a candidate who is not there', async () => {
  const session = await openGreenhouse({ ...references });
  const tag = { candidate: { remoteId: '10' }, tagName: 'Cook', remoteFields };
  const { addCandidateTag, removeCandidateTag, getCandidateAttachments } = write;
  await assert.rejects(addCandidateTag!(session.context, tag), { kind: 'not-found' });
  await assert.rejects(removeCandidateTag!(session.context, tag), { kind: 'not-found' });
  await assert.rejects(getCandidateAttachments!(session.context, tag), { kind: 'not-found' });
  const application = { application: target };
  await assert.rejects(write.getApplicationAttachments!(session.context, application), {
    kind: 'not-found',
  });
  assert.deepEqual(sentTo(session, 'POST /candidate_tags'), []);
});

test('a tag whose name is taken meanwhile is looked for again', async () => {
  let lists = 0;
  const session = await openGreenhouse({
    '/candidates': [candidate()],
    'GET /candidate_tags': () => {
      lists += 1;
      return { body: lists === 1 ? [] : [{ id: 9, name: 'Cook' }] };
    },
    'POST /candidate_tags': () => failure(422, { name: 'has already been taken' }),
    'POST /applied_candidate_tags': made({ id: 1 }),
  });
  const tag = { candidate: { remoteId: '10' }, tagName: 'Cook', remoteFields };
  await write.addCandidateTag!(session.context, tag);
  assert.equal(Object(bodyOf(session, 'POST /applied_candidate_tags')).candidate_tag_id, 9);
});

test('a tag is taken from the candidate, and never from everybody', async () => {
  const session = await openGreenhouse({
    ...references,
    '/candidates': [candidate()],
    '/applied_candidate_tags': [{ id: 31, candidate_id: 10, candidate_tag_id: 8 }],
    'DELETE /applied_candidate_tags/31': () => ({ status: 204, body: null }),
  });
  const remove = (tagName: string) =>
    write.removeCandidateTag!(session.context, {
      candidate: { remoteId: '10' },
      tagName,
      remoteFields,
    });
  assert.equal((await remove('SAILOR')).changed.length, 1);
  assert.equal((await remove('Nobody has it')).changed.length, 0);
  const deleted = session.calls.filter(({ route }) => route.startsWith('DELETE'));
  assert.deepEqual(
    deleted.map(({ route }) => route),
    ['DELETE /applied_candidate_tags/31'],
  );
});

test('files are listed with their kind, and opened at an address that is asked for anew', async () => {
  const session = await openGreenhouse({
    '/attachments': [
      {
        id: 1,
        application_id: 100,
        candidate_id: 10,
        filename: 'cv.pdf',
        type: 'resume',
        url: null,
      },
      { id: 2, application_id: 101, candidate_id: 10, filename: 'x.png', type: 'take_home_test' },
    ],
  });
  const files = await write.getCandidateAttachments!(session.context, {
    candidate: { remoteId: '10' },
  });
  assert.deepEqual(
    files.map((one) => [one.remote_id, one.type, one.content_type, one.application_remote_id]),
    [
      ['1', 'CV', 'application/pdf', '100'],
      ['2', 'OTHER', 'image/png', '101'],
    ],
  );
  const own = await write.getApplicationAttachments!(session.context, { application: target });
  assert.deepEqual(
    own.map(({ remote_id: id }) => id),
    ['1'],
  );
  const open = greenhouse.openAttachment!;
  await assert.rejects(open(session.context, files[0]!.reference), { kind: 'not-found' });
});

test('a file for a candidate goes to the application that goes on', async () => {
  const session = await openGreenhouse({
    ...openJob,
    '/applications': [application({ id: 105, status: 'rejected' }), application()],
  });
  const add = { candidate: { remoteId: '10' }, attachment: cv, remoteFields };
  await write.addCandidateAttachment!(session.context, add);
  assert.equal(Object(bodyOf(session, 'POST /attachments')).application_id, 100);
});

test('a refusal is reported in the words of Greenhouse, in every form that they have', async () => {
  const session = await openGreenhouse({
    'POST /applications/100/reject': () =>
      failure(422, 'Already rejected.', { rejection_reason_id: ['is invalid', 'is old'] }),
  });
  const reject = { application: target, rejectionReasonRemoteId: '6', note: null, remoteFields };
  await assert.rejects(
    write.rejectApplication!(session.context, reject),
    /Already rejected\.; rejection_reason_id: is invalid; rejection_reason_id: is old/,
  );
});

test('a tracked application is named by its id', () => {
  const toRemoteId = write.importTrackedApplication!;
  assert.equal(toRemoteId({ id_type: 'application_id', application_id: '100' }), '100');
  assert.equal(toRemoteId({ id_type: 'other', application_id: '100' }), null);
});
