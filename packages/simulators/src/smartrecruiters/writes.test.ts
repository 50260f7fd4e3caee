import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { VendorJson } from '../kit/testing/vendor-json.ts';
import { startSmartRecruitersSimulator } from './start-smartrecruiters-simulator.ts';
import type { SmartRecruitersSimulator } from './start-smartrecruiters-simulator.ts';
import { activeAssignment, ask, bodyOf, refusal } from './testing/smartrecruiters-client.ts';

const ada = { firstName: 'Ada', lastName: 'Example', email: 'Ada.Example@example.com' };

describe('writes of the SmartRecruiters simulator', () => {
  let remote: SmartRecruitersSimulator;
  beforeEach(async () => {
    remote = await startSmartRecruitersSimulator({ candidates: 80 });
  });
  afterEach(() => remote.close());

  const post = (body: unknown) => ({ method: 'POST', body });
  const put = (body: unknown) => ({ method: 'PUT', body });
  const openJob = async (): Promise<string> =>
    (await bodyOf(remote, '/jobs?status=SOURCING')).content[0].id;
  const reasonOf = async (kind: 'rejection' | 'withdrawal'): Promise<VendorJson> =>
    (await bodyOf(remote, `/configuration/${kind}-reasons`)).content[0];

  it('adds a candidate to a job, once', async () => {
    const jobId = await openJob();
    const path = `/jobs/${jobId}/candidates`;
    const web = { linkedin: 'https://www.linkedin.com/in/ada-example' };
    const given = { ...ada, phoneNumber: '+49 30 1', web, tags: ['Sailor & cook'] };
    const { status, body } = await ask(remote, path, post(given));
    assert.equal(status, 201);
    const { primaryAssignment: assignment, ...candidate } = await bodyOf(
      remote,
      `/candidates/${body.id}`,
    );
    assert.deepEqual(
      [candidate.email, candidate.phoneNumber, candidate.web, candidate.tags],
      [ada.email, '+49 30 1', web, ['Sailor & cook']],
    );
    const { status: stage, source, job } = assignment;
    assert.deepEqual([stage, source, job.id], ['NEW', 'API', jobId]);
    const again = post({ ...ada, email: ada.email.toLowerCase() });
    assert.deepEqual(await refusal(remote, path, again), [409, 'CANDIDATE_ALREADY_APPLIED']);
    const { body: other } = await ask(remote, '/candidates', again);
    assert.equal(other.id, body.id, 'An address is one candidate.');
  });

  it('adds a candidate who is in no job, who shows in no list', async () => {
    const { status, body } = await ask(remote, '/candidates', post(ada));
    assert.equal(status, 201);
    assert.equal((await bodyOf(remote, `/candidates/${body.id}`)).firstName, 'Ada');
    assert.equal((await bodyOf(remote, '/candidates?q=Ada.Example')).totalFound, 0);
  });

  it('refuses candidates that lack something, or have what it does not know', async () => {
    const path = `/jobs/${await openJob()}/candidates`;
    const { email: _email, ...nameless } = ada;
    for (const body of [
      nameless,
      { ...ada, firstName: ' ' },
      { ...ada, web: { linkedIn: 'https://www.linkedin.com/in/ada' } },
      { ...ada, education: [{ institution: 'Example School' }] },
      { ...ada, salary: 1 },
    ]) {
      assert.deepEqual(await refusal(remote, path, post(body)), [400, 'INVALID_REQUEST']);
    }
    const source = { sourceTypeId: 'JOB_BOARD', sourceId: 'nothing' };
    const wrong = post({ ...ada, sourceDetails: source });
    assert.deepEqual(await refusal(remote, path, wrong), [400, 'SOURCE_NOT_FOUND']);
    const [cancelled] = (await bodyOf(remote, '/jobs?status=CANCELLED')).content;
    const closed = `/jobs/${cancelled.id}/candidates`;
    assert.deepEqual(await refusal(remote, closed, post(ada)), [404, 'JOB_NOT_FOUND']);
    assert.equal((await bodyOf(remote, '/candidates?q=Ada.Example')).totalFound, 0);
  });

  it('keeps the source that a request names', async () => {
    const { content } = await bodyOf(remote, '/configuration/sources/SOURCING/values');
    const [{ id: sourceId, label }] = content;
    const sourceDetails = { sourceTypeId: 'SOURCING', sourceId };
    const path = `/jobs/${await openJob()}/candidates`;
    const made = await bodyOf(remote, path, post({ ...ada, sourceDetails }));
    assert.equal(made.primaryAssignment.source, label);
    const { job } = made.primaryAssignment;
    const other = (await bodyOf(remote, '/configuration/sources/REFERRALS/values')).content[0];
    const changed = { sourceTypeId: 'REFERRALS', sourceId: other.id };
    const source = `/candidates/${made.id}/jobs/${job.id}/source`;
    assert.equal((await ask(remote, source, put(changed))).status, 204);
    const { primaryAssignment } = await bodyOf(remote, `/candidates/${made.id}`);
    assert.equal(primaryAssignment.source, other.label);
  });

  it('moves an application, ends it with a reason, and takes it back', async () => {
    const path = activeAssignment(remote);
    const move = async (body: object): Promise<VendorJson> => {
      assert.equal((await ask(remote, `${path}/status`, put(body))).status, 204);
      const one = await bodyOf(remote, path);
      return [one.status, one.subStatus, one.reasonOfRejection?.id];
    };
    const review = { status: 'IN_REVIEW', subStatus: 'Phone Screen' };
    assert.deepEqual(await move(review), ['IN_REVIEW', 'Phone Screen', undefined]);
    const { id: reason } = await reasonOf('rejection');
    const rejected = ['REJECTED', undefined, reason];
    assert.deepEqual(await move({ status: 'REJECTED', reason }), rejected);
    assert.deepEqual(await move({ status: 'INTERVIEW' }), ['INTERVIEW', undefined, undefined]);
    const { id: withdrawal } = await reasonOf('withdrawal');
    assert.equal((await move({ status: 'WITHDRAWN', reason: withdrawal }))[0], 'WITHDRAWN');
    assert.equal((await move({ status: 'LEAD' }))[0], 'LEAD');
    const startsOn = '2027-02-01T00:00:00.000Z';
    assert.equal((await move({ status: 'HIRED', startsOn }))[0], 'HIRED');
    assert.equal((await bodyOf(remote, path)).startsOn, startsOn);
    const { content } = await bodyOf(remote, `${path}/status/history`);
    assert.equal(content[0].status, 'HIRED');
  });

  it('refuses statuses, sub-statuses and reasons that do not fit', async () => {
    const path = `${activeAssignment(remote)}/status`;
    const { id: rejection } = await reasonOf('rejection');
    const cases: [object, string][] = [
      [{ status: 'REJECTED', reason: 'nothing' }, 'REASON_NOT_FOUND'],
      [{ status: 'WITHDRAWN', reason: rejection }, 'REASON_NOT_FOUND'],
      [{ status: 'INTERVIEW', reason: rejection }, 'NO_REASON_SUPPORT_FOR_STATUS'],
      [{ status: 'INTERVIEW', subStatus: 'Phone Screen' }, 'INVALID_REQUEST'],
      [{ status: 'OFFER' }, 'INVALID_REQUEST'],
      [{ subStatus: 'Phone Screen' }, 'INVALID_REQUEST'],
    ];
    for (const [body, code] of cases) {
      assert.deepEqual(await refusal(remote, path, put(body)), [400, code], JSON.stringify(body));
    }
    remote.account.behaviour.requiredStageId = 'IN_REVIEW/Phone Screen';
    const skipped = [400, 'REQUIRED_SUB_STATUS_OMITTED'];
    assert.deepEqual(await refusal(remote, path, put({ status: 'OFFERED' })), skipped);
    await bodyOf(remote, path, put({ status: 'IN_REVIEW', subStatus: 'Phone Screen' }));
    assert.equal((await ask(remote, path, put({ status: 'OFFERED' }))).status, 204);
    const [, , id] = path.split('/');
    const other = `/candidates/${id}/jobs/${crypto.randomUUID()}/status`;
    assert.deepEqual(await refusal(remote, other, put({ status: 'NEW' })), [404, 'JOB_NOT_FOUND']);
  });

  it('counts a move as a change of the candidate, unless told otherwise', async () => {
    const path = activeAssignment(remote);
    const [, , id = ''] = path.split('/');
    const updatedOn = async () => (await bodyOf(remote, `/candidates/${id}`)).updatedOn;
    const before = await updatedOn();
    await bodyOf(remote, `${path}/status`, put({ status: 'INTERVIEW' }));
    assert.ok((await updatedOn()) > before);
    remote.account.behaviour.moveUpdates = false;
    assert.ok((await updatedOn()) <= before);
  });

  it('adds, replaces and removes tags', async () => {
    const { id } = (await bodyOf(remote, '/candidates')).content[0];
    const path = `/candidates/${id}/tags`;
    await bodyOf(remote, path, { method: 'DELETE' });
    assert.equal((await ask(remote, path, post({ tags: ['b', 'a'] }))).status, 201);
    assert.deepEqual(await bodyOf(remote, path, post({ tags: ['a', 'c'] })), {
      tags: ['b', 'a', 'c'],
    });
    assert.deepEqual(await bodyOf(remote, path, put({ tags: ['c'] })), { tags: ['c'] });
    assert.deepEqual((await bodyOf(remote, `/candidates/${id}`)).tags, ['c']);
    const many = { tags: Array.from({ length: 101 }, (_one, index) => `tag ${index}`) };
    assert.deepEqual(await refusal(remote, path, post(many)), [400, 'TOO_MANY_TAGS']);
    const long = { tags: ['x'.repeat(51)] };
    assert.deepEqual(await refusal(remote, path, post(long)), [400, 'INVALID_REQUEST']);
    assert.deepEqual((await bodyOf(remote, path)).tags, ['c']);
  });

  it('attaches files to an application, each name once', async () => {
    const path = `${activeAssignment(remote)}/attachments`;
    const form = (type: string | null, name = 'letter.pdf', content = 'Hello'): FormData => {
      const parts = new FormData();
      if (type !== null) parts.append('attachmentType', type);
      parts.append('file', new Blob([content], { type: 'application/pdf' }), name);
      return parts;
    };
    const { status, body } = await ask(remote, path, post(form('COVER_LETTER')));
    assert.deepEqual([status, body.type, body.name], [201, 'COVER_LETTER', 'letter.pdf']);
    const file = new URL(body.actions.download.url).pathname;
    assert.equal((await ask(remote, file)).body, 'Hello');
    const twice = post(form('COVER_LETTER'));
    assert.deepEqual(await refusal(remote, path, twice), [400, 'FILE_ALREADY_EXIST']);
    const empty = post(form('RESUME', 'cv.pdf', ''));
    assert.deepEqual(await refusal(remote, path, empty), [400, 'INVALID_FILE']);
    const program = post(form('RESUME', 'cv.exe'));
    assert.deepEqual(await refusal(remote, path, program), [400, 'INVALID_FILE']);
    const untyped = post(form(null, 'other.pdf'));
    assert.deepEqual(await refusal(remote, path, untyped), [400, 'INVALID_REQUEST']);
    assert.equal((await ask(remote, file, { method: 'DELETE' })).status, 204);
    assert.deepEqual(await refusal(remote, file), [404, 'FILE_NOT_FOUND']);
  });

  it('keeps notes as they were written, and mails those who are mentioned', async () => {
    const [{ id }] = (await bodyOf(remote, '/candidates')).content;
    const path = '/messages/shares';
    const content = `Called back #[CANDIDATE:${id}]`;
    const shared = post({ content, shareWith: { openNote: true } });
    const { status, body } = await ask(remote, path, shared);
    assert.deepEqual([status, body.shareRequired], [201, false]);
    const [message] = await bodyOf(remote, `/messages?candidateId=${id}&limit=100`);
    assert.deepEqual([message.content, message.visibility], [content, 'OPEN']);
    assert.deepEqual(remote.account.kept.mailed, []);
    const user = remote.account.keyUser().id;
    await bodyOf(remote, path, post({ content: `@[USER:${user}] ${content}` }));
    assert.deepEqual(remote.account.kept.mailed, [user]);
    for (const [given, code] of [
      [{ content: 'Hi #[CANDIDATE:nobody]' }, 'NO_ACCESS_TO_CANDIDATE'],
      [{ content: 'Hi @[USER:nobody]' }, 'MENTIONED_USERS_NOT_FOUND'],
      [{ content, shareWith: { hiringTeamOf: ['nothing'] } }, 'JOB_NOT_FOUND'],
      [{ content, shareWith: { openNote: true, everyone: true } }, 'INVALID_VISIBILITY_OPTIONS'],
      [{ content: '' }, 'INVALID_REQUEST'],
    ] as const) {
      assert.deepEqual(await refusal(remote, path, post(given)), [400, code]);
    }
    assert.equal((await ask(remote, `${path}/${body.id}`, { method: 'DELETE' })).status, 204);
  });

  it('adds, changes and deletes reviews', async () => {
    const [, , candidateId, , jobId] = activeAssignment(remote).split('/');
    const review = { candidateId, jobId, overallRating: 5, comment: 'Great' };
    const { status, body } = await ask(remote, '/reviews', post(review));
    assert.deepEqual([status, body.overallRating, body.comment], [201, 5, 'Great']);
    const path = `/reviews/${body.id}`;
    const { reviewerId } = body;
    const change = { method: 'PATCH', body: { reviewerId, overallRating: 2 } };
    assert.equal((await ask(remote, path, change)).status, 204);
    const { overallRating, comment } = await bodyOf(remote, path);
    assert.deepEqual([overallRating, comment], [2, 'Great']);
    const high = post({ ...review, overallRating: 6 });
    assert.deepEqual(await refusal(remote, '/reviews', high), [422, 'VALIDATION_FAILED']);
    const elsewhere = post({ ...review, jobId: crypto.randomUUID() });
    assert.deepEqual(await refusal(remote, '/reviews', elsewhere), [422, 'JOB_NOT_FOUND']);
    const remove = { method: 'DELETE' };
    const mismatch = [422, 'REVIEWER_ID_DOES_NOT_MATCH'];
    assert.deepEqual(await refusal(remote, `${path}?reviewerId=other`, remove), mismatch);
    assert.equal((await ask(remote, `${path}?reviewerId=${reviewerId}`, remove)).status, 204);
    assert.deepEqual(await refusal(remote, path), [404, 'REVIEW_NOT_FOUND']);
  });

  it('changes what is said of a candidate, and leaves the rest', async () => {
    const [{ id, firstName }] = (await bodyOf(remote, '/candidates')).content;
    const change = { method: 'PATCH', body: { lastName: 'Newman', email: 'new@example.com' } };
    const changed = await bodyOf(remote, `/candidates/${id}`, change);
    const { lastName, email } = await bodyOf(remote, `/candidates/${id}`);
    assert.deepEqual([lastName, email], ['Newman', 'new@example.com']);
    assert.equal(changed.firstName, firstName);
    const tags = { method: 'PATCH', body: { tags: [] } };
    assert.deepEqual(await refusal(remote, `/candidates/${id}`, tags), [400, 'INVALID_REQUEST']);
  });

  it('deletes candidates and applications, and shows neither the merged nor the erased', async () => {
    const { content } = await bodyOf(remote, '/candidates');
    const [first, kept, merged, erased] = content.map(({ id }: VendorJson) => id);
    const remove = { method: 'DELETE' };
    assert.equal((await ask(remote, `/candidates/${first}`, remove)).status, 204);
    const jobs = ({ primaryAssignment: one, secondaryAssignments: others }: VendorJson) =>
      [one, ...(others ?? [])].map(({ job }) => job.id);
    const moved = jobs(await bodyOf(remote, `/candidates/${merged}`));
    remote.company.mergePeople(kept, merged);
    remote.company.erasePerson(erased);
    for (const id of [first, merged, erased]) {
      assert.deepEqual(await refusal(remote, `/candidates/${id}`), [404, 'CANDIDATE_NOT_FOUND']);
    }
    const held = jobs(await bodyOf(remote, `/candidates/${kept}`));
    for (const job of moved) assert.ok(held.includes(job), 'Applications move with a merge.');
    const path = activeAssignment(remote);
    const { applicationId } = await bodyOf(remote, path);
    const own = `/job-applications-api/v202112/job-applications/${applicationId}`;
    assert.equal((await ask(remote, own, remove)).status, 204);
    assert.deepEqual(await refusal(remote, own), [404, 'JOB_APPLICATION_NOT_FOUND']);
    assert.deepEqual(await refusal(remote, path), [404, 'JOB_NOT_FOUND']);
  });
});
