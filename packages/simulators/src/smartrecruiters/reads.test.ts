import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { VendorJson } from '../kit/testing/vendor-json.ts';
import { startSmartRecruitersSimulator } from './start-smartrecruiters-simulator.ts';
import type { SmartRecruitersSimulator } from './start-smartrecruiters-simulator.ts';
import { candidateStatuses } from './stages.ts';
import { ask, bodyOf, readAll, refusal } from './testing/smartrecruiters-client.ts';

describe('reads of the SmartRecruiters simulator', () => {
  let remote: SmartRecruitersSimulator;
  let candidates: VendorJson[];
  before(async () => {
    remote = await startSmartRecruitersSimulator({ candidates: 300 });
    candidates = await readAll(remote, '/candidates', { limit: '100' });
  });
  after(() => remote.close());

  const assignedPath = ({ id, primaryAssignment: { job } }: VendorJson) =>
    `/candidates/${id}/jobs/${job.id}`;

  it('shows secondary assignments without a status in the list, and with one in the details', async () => {
    const several = candidates.find((one) => one.secondaryAssignments?.length > 0);
    for (const { job, ...rest } of several.secondaryAssignments) {
      assert.deepEqual([Object.keys(job), rest], [['id', 'actions'], {}]);
    }
    const detail = await bodyOf(remote, `/candidates/${several.id}`);
    for (const { status, job } of detail.secondaryAssignments) {
      assert.ok(candidateStatuses.includes(status));
      assert.equal(typeof job.title, 'string');
    }
    const { status } = await bodyOf(remote, assignedPath(several));
    assert.equal(status, several.primaryAssignment.status);
  });

  it('has empty lists that are empty, null and absent, and odd contact details', async () => {
    const lone = candidates.filter((one) => (one.secondaryAssignments ?? []).length === 0);
    const kinds = lone.map((one) => JSON.stringify(one.secondaryAssignments));
    assert.deepEqual(new Set(kinds), new Set(['[]', 'null', undefined]));
    assert.ok(
      candidates.some((one) => !('email' in one)),
      'Somebody has no e-mail address.',
    );
    assert.ok(
      candidates.some(({ lastName }) => lastName === ''),
      'Somebody has one name.',
    );
    const phones: string[] = [];
    for (const { id } of candidates) {
      phones.push((await bodyOf(remote, `/candidates/${id}`)).phoneNumber ?? '');
    }
    assert.ok(
      phones.some((phone) => /[a-z]/.test(phone)),
      'A phone number is a text.',
    );
  });

  it('leaves out those who are in no job, but shows them by their id', async () => {
    const listed = new Set(candidates.map(({ id }) => id));
    const idle = [...remote.company.tables.people.values()].find(({ id }) => !listed.has(id));
    const detail = await bodyOf(remote, `/candidates/${idle?.id}`);
    assert.equal(detail.primaryAssignment, undefined);
    assert.deepEqual(await refusal(remote, '/candidates/nobody'), [404, 'CANDIDATE_NOT_FOUND']);
  });

  it('knows all statuses, with sub-statuses of the hiring process', async () => {
    const statuses = new Set(candidates.map((one) => one.primaryAssignment.status));
    assert.deepEqual(statuses, new Set(candidateStatuses));
    const { content } = await bodyOf(remote, '/configuration/hiring-processes');
    const known = content.flatMap((one: VendorJson) => Object.values(one.subStatuses)).flat();
    const held = candidates.flatMap((one) => one.primaryAssignment.subStatus ?? []);
    assert.ok(held.length > 0);
    for (const subStatus of held) assert.ok(known.includes(subStatus), subStatus);
  });

  it('filters candidates by job, status, tag and date of change', async () => {
    const { primaryAssignment: primary, tags } = candidates.find((one) => one.tags.length > 0);
    const ids = async (query: Record<string, string>) =>
      (await readAll(remote, '/candidates', { limit: '100', ...query })).map(({ id }) => id);
    const expected = (test: (one: VendorJson) => boolean) =>
      candidates.filter(test).map(({ id }) => id);
    const inJob = (one: VendorJson) =>
      [one.primaryAssignment, ...(one.secondaryAssignments ?? [])].some(
        ({ job }) => job.id === primary.job.id,
      );
    assert.deepEqual(await ids({ jobId: primary.job.id }), expected(inJob));
    const tagged = expected((one) => one.tags.includes(tags[0]));
    assert.deepEqual(await ids({ tag: tags[0].toUpperCase() }), tagged);
    const moments: string[] = candidates.map(({ updatedOn }) => updatedOn);
    const moment = moments.toSorted()[200] ?? '';
    const changed = expected(({ updatedOn }) => updatedOn > moment);
    assert.ok(changed.length > 0);
    assert.deepEqual(await ids({ updatedAfter: moment }), changed);
    const offered = await ids({ status: 'OFFERED', subStatus: 'Verbal Offer' });
    const primaries = expected((one) => one.primaryAssignment.subStatus === 'Verbal Offer');
    assert.ok(primaries.length > 0 && primaries.every((id) => offered.includes(id)));
  });

  it('has reasons of both kinds, history, and the application by its own id', async () => {
    const ended = candidates.find((one) => one.primaryAssignment.status === 'WITHDRAWN');
    const one = await bodyOf(remote, assignedPath(ended));
    const { content: reasons } = await bodyOf(remote, '/configuration/withdrawal-reasons');
    assert.ok(reasons.some(({ id }: VendorJson) => id === one.reasonOfWithdrawal.id));
    assert.equal(one.reasonOfRejection, undefined);
    const { content } = await bodyOf(remote, `${assignedPath(ended)}/status/history`);
    assert.deepEqual([content[0].status, content.at(-1).status], ['WITHDRAWN', 'NEW']);
    const path = `/job-applications-api/v202112/job-applications/${one.applicationId}`;
    const application = await bodyOf(remote, path);
    const { id, primaryAssignment } = ended;
    assert.deepEqual(
      [application.profileId, application.jobId, application.status],
      [id, primaryAssignment.job.id, 'WITHDRAWN'],
    );
  });

  it('shows answers by question and field, and properties only where there are some', async () => {
    const answers: VendorJson[] = [];
    const properties: VendorJson[] = [];
    for (const one of candidates.slice(0, 100)) {
      answers.push(...(await bodyOf(remote, `${assignedPath(one)}/screening-answers`)).content);
      properties.push(await bodyOf(remote, `${assignedPath(one)}/properties`));
    }
    for (const type of ['text', 'textarea', 'radio', 'select', 'checkbox', 'files']) {
      const answer = answers.find((one) => one.type === type);
      assert.ok(answer.records[0].fields[0].values[0].label !== undefined, type);
    }
    assert.ok(properties.some((one) => Object.keys(one).length === 0));
    assert.ok(
      properties.some((one) => one.content?.some(({ type }: VendorJson) => type === 'CURRENCY')),
    );
  });

  it('shows files in the context of a job, and their content', async () => {
    const files: VendorJson[] = [];
    for (const one of candidates.slice(0, 20)) {
      files.push(...(await bodyOf(remote, `${assignedPath(one)}/attachments`)).content);
    }
    const resume = files.find(({ type }) => type === 'RESUME');
    const path = new URL(resume.actions.download.url).pathname;
    const { headers, body } = await ask(remote, path);
    assert.equal(headers.get('content-type'), resume.contentType);
    assert.match(body, /^%PDF/);
    remote.account.kept.malware.add(resume.id);
    assert.deepEqual(await refusal(remote, path), [403, 'MALWARE_DETECTED']);
  });

  it('shows jobs in all statuses, with ads, and a team whose ids are partly in addresses', async () => {
    const jobs = await readAll(remote, '/jobs', { sort: 'job_id' });
    const statuses = new Set(jobs.map(({ status }) => status));
    for (const status of ['CREATED', 'SOURCING', 'FILLED', 'CANCELLED']) {
      assert.ok(statuses.has(status), status);
    }
    const posted = jobs.filter(({ postingStatus }) => postingStatus === 'PUBLIC');
    const { content: postings } = await bodyOf(
      remote,
      '/v1/companies/ExampleCompany/postings?limit=100',
    );
    const adIds: string[] = [];
    for (const { id } of posted) {
      const ads = await bodyOf(remote, `/jobs/${id}/jobads`);
      assert.ok(ads.every((ad: VendorJson) => ad.postingStatus === 'PUBLISHED'));
      adIds.push(...ads.map((ad: VendorJson) => ad.id));
    }
    const posting = postings.map(({ jobAdId }: VendorJson) => jobAdId);
    assert.deepEqual(posting.toSorted(), adIds.toSorted());
    const { department, location } = postings[0];
    const query = new URLSearchParams({ department: department.id, region: location.region });
    const narrow = await bodyOf(
      remote,
      `/v1/companies/ExampleCompany/postings?${query.toString()}`,
    );
    const alike = postings.filter(
      (one: VendorJson) =>
        one.department?.id === department.id && one.location.region === location.region,
    );
    assert.equal(narrow.totalFound, alike.length);
    const detail = await bodyOf(remote, `/v1/companies/ExampleCompany/postings/${postings[0].id}`);
    assert.equal(detail.uuid, postings[0].uuid);
    const { content: team } = await bodyOf(remote, `/jobs/${posted[0].id}/hiring-team`);
    const ids = team.map(
      ({ id, actions }: VendorJson) => id ?? actions.details.url.split('/').at(-1),
    );
    assert.ok(team.some(({ id }: VendorJson) => id === undefined));
    for (const id of ids) assert.notEqual(remote.company.tables.users.find(id), null);
  });

  it('has interviews by application alone, without cancelled ones', async () => {
    const { interviews } = remote.company.tables;
    const held = [...interviews.values()];
    const cancelled = held.find(({ status }) => status === 'cancelled');
    const done = held.find(({ status }) => status === 'done');
    const path = '/interviews-api/v201904/interviews';
    const { content } = await bodyOf(remote, `${path}?applicationId=${done?.applicationId}`);
    const shown = content.find(({ id }: VendorJson) => id === done?.id);
    assert.equal(shown.timeslots[0].startsOn, new Date(done?.startsAt ?? 0).toJSON());
    const gone = await bodyOf(remote, `${path}?applicationId=${cancelled?.applicationId}`);
    assert.ok(gone.content.every(({ id }: VendorJson) => id !== cancelled?.id));
    assert.deepEqual(await refusal(remote, path), [400, 'INVALID_REQUEST']);
    const nobody = `${path}?applicationId=${crypto.randomUUID()}`;
    assert.deepEqual(await refusal(remote, nobody), [404, 'APPLICATION_NOT_FOUND']);
  });

  it('has offers that say by addresses alone whose they are', async () => {
    const { content, totalFound } = await bodyOf(remote, '/offers?limit=100');
    assert.equal(totalFound, remote.company.tables.offers.count);
    assert.ok(content.some(({ actions }: VendorJson) => actions.job === undefined));
    for (const { actions, status } of content.slice(0, 5)) {
      const own = await bodyOf(remote, new URL(actions.details.url).pathname);
      assert.equal(own.status, status);
    }
    const accepted = (await bodyOf(remote, '/offers?status=ACCEPTED')).content;
    assert.ok(accepted.every(({ status }: VendorJson) => status === 'ACCEPTED'));
    const none = await bodyOf(remote, '/offers?createdAfter=2030-01-01T00:00:00.000Z');
    assert.equal(none.totalFound, 0);
  });

  it('shows messages without ids, page by page in a Link, and reviews with ratings', async () => {
    const person = remote.account
      .candidates()
      .find((one) => remote.account.notes.of(one.id).length > 2);
    const path = `/messages?candidateId=${person?.id}`;
    const { body, headers } = await ask(remote, `${path}&limit=2`);
    assert.deepEqual(
      body.map((message: VendorJson) => Object.keys(message).toSorted()),
      Array(2).fill(['authorId', 'content', 'context', 'createdOn', 'visibility']),
    );
    assert.ok(body[0].createdOn >= body[1].createdOn, 'The newest first.');
    const next = /<([^>]+)>/.exec(headers.get('link') ?? '')?.[1] ?? '';
    assert.ok((await bodyOf(remote, next)).length > 0);
    assert.deepEqual(await refusal(remote, '/messages?candidateId=1'), [
      400,
      'CANDIDATE_NOT_FOUND',
    ]);
    const review = [...remote.company.tables.feedback.values()].find((one) => one.submittedAt);
    const one = remote.company.tables.applications.get(review?.applicationId ?? '');
    const query = `candidateId=${one.personId}&jobId=${one.jobId}`;
    const reviews = await bodyOf(remote, `/reviews?${query}`);
    const shown = reviews.find(({ id }: VendorJson) => id === review?.id);
    assert.equal(shown.overallRating ?? null, review?.rating);
    assert.deepEqual(await bodyOf(remote, `/reviews-api/v201910/reviews?${query}`), reviews);
  });

  it('does not list a user who was deleted and still has interviews', async () => {
    const users = await readAll(remote, '/user-api/v201804/users');
    const ids = new Set(users.map(({ id }) => id));
    const [gone] = [...remote.company.tables.users.values()].filter(({ id }) => !ids.has(id));
    const own = [...remote.company.tables.interviews.values()].filter(({ interviewerIds }) =>
      interviewerIds.includes(gone?.id ?? ''),
    );
    assert.ok(own.length > 0);
    const path = `/user-api/v201804/users/${gone?.id}`;
    assert.deepEqual(await refusal(remote, path), [404, 'USER_NOT_FOUND']);
    const roles = new Set(users.map(({ systemRole }) => systemRole.id));
    const { content } = await bodyOf(remote, '/user-api/v201804/system-roles');
    const known = new Set(content.map(({ id }: VendorJson) => id));
    for (const role of roles) assert.ok(known.has(role), role);
  });
});
