import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { startAshbySimulator } from '../start-ashby-simulator.ts';
import type { AshbySimulator } from '../start-ashby-simulator.ts';
import { call, results } from '../testing/ashby-client.ts';
import type { Envelope } from '../testing/ashby-client.ts';
import { applicationWith, changedIds, failureCode } from '../testing/simulated-state.ts';

const writtenAt = '2026-12-24T10:00:00.000Z';
const unknownId = '11111111-1111-4111-8111-111111111111';

describe('writing candidates in the Ashby simulator', () => {
  let simulator: AshbySimulator;
  beforeEach(async () => {
    simulator = await startAshbySimulator({ candidates: 120, now: () => Date.parse(writtenAt) });
  });
  afterEach(() => simulator.close());

  async function write(method: string, body: unknown): Promise<Envelope['results']> {
    return results(simulator, method, body);
  }

  async function refusal(method: string, body: unknown): Promise<string> {
    return failureCode(simulator, method, body);
  }

  it('creates a person with all that was given, and nothing else', async () => {
    const [source] = [...simulator.state.records.sources.values()];
    const made: Envelope['results'][] = [];
    const listed = await changedIds(simulator, 'candidate.list', async () => {
      made.push(
        await write('candidate.create', {
          name: 'Ada Beispiel',
          email: 'ada@example.com',
          phoneNumber: '+49 30 0123',
          linkedInUrl: 'https://www.linkedin.com/in/ada',
          website: 'https://ada.example.com',
          alternateEmailAddresses: ['ada@example.org', 'ada@example.com'],
          sourceId: source?.id,
          location: { city: 'Leipzig', country: 'Germany' },
          createdAt: '2026-01-02T03:04:05.000Z',
        }),
      );
    });
    const [created] = made;
    assert.deepEqual(listed, [created.id]);
    assert.deepEqual(await write('candidate.info', { id: created.id }), created);
    const primary = { value: 'ada@example.com', type: 'Personal', isPrimary: true };
    assert.deepEqual(created.primaryEmailAddress, primary);
    assert.deepEqual(created.emailAddresses, [
      primary,
      { value: 'ada@example.org', type: 'Personal', isPrimary: false },
    ]);
    assert.equal(created.primaryPhoneNumber.value, '+49 30 0123');
    assert.deepEqual(created.socialLinks, [
      { type: 'LinkedIn', url: 'https://www.linkedin.com/in/ada' },
      { type: 'Website', url: 'https://ada.example.com' },
    ]);
    assert.equal(created.location.locationSummary, 'Germany, Leipzig');
    assert.deepEqual(
      [created.createdAt, created.updatedAt, created.source],
      ['2026-01-02T03:04:05.000Z', writtenAt, source],
    );
    assert.deepEqual(
      [created.tags, created.applicationIds, created.creditedToUser],
      [[], [], null],
    );
  });

  it('creates a second person with the same address', async () => {
    const body = { name: 'Ada Beispiel', email: 'twice@example.com' };
    const first = await write('candidate.create', body);
    const second = await write('candidate.create', body);
    assert.notEqual(first.id, second.id);
    const found = await write('candidate.search', { email: 'twice@example.com' });
    assert.equal(found.length, 2);
  });

  const wrong: [string, object, string][] = [
    ['candidate.create', {}, 'invalid_input'],
    ['candidate.create', { name: ' ' }, 'invalid_input'],
    ['candidate.create', { name: 'Ada', email: 'no address' }, 'invalid_input'],
    ['candidate.create', { name: 'Ada', linkedInUrl: 'linkedin/ada' }, 'invalid_input'],
    ['candidate.create', { name: 'Ada', website: 'javascript:alert(1)' }, 'invalid_input'],
    ['candidate.create', { name: 'Ada', location: { town: 'x' } }, 'invalid_input'],
    ['candidate.create', { name: 'Ada', alternateEmailAddresses: ['x'] }, 'invalid_input'],
    ['candidate.create', { name: 'Ada', sourceId: unknownId }, 'source_not_found'],
    ['candidate.create', { name: 'Ada', first_name: 'Ada' }, 'invalid_input'],
    ['candidate.update', { candidateId: unknownId }, 'candidate_not_found'],
    ['candidate.update', { name: 'Ada' }, 'invalid_input'],
    ['candidate.addTag', { candidateId: unknownId, tagId: unknownId }, 'candidate_not_found'],
    ['candidate.createNote', { candidateId: unknownId, note: 'x' }, 'candidate_not_found'],
    ['candidate.createNote', { candidateId: unknownId, note: { type: 'x' } }, 'invalid_input'],
    ['candidate.listNotes', { candidateId: unknownId }, 'candidate_not_found'],
    ['candidate.anonymize', { candidateId: unknownId }, 'candidate_not_found'],
    ['candidateTag.create', { title: '' }, 'invalid_input'],
  ];
  for (const [method, body, code] of wrong) {
    it(`answers ${method} ${JSON.stringify(body)} with ${code}`, async () => {
      const { count } = simulator.state.records.candidates;
      assert.equal(await refusal(method, body), code);
      assert.equal(simulator.state.records.candidates.count, count);
    });
  }

  it('updates a person, whose applications show the new name at once', async () => {
    const { id: applicationId, candidate } = applicationWith(simulator, 'Active');
    const body = {
      candidateId: candidate.id,
      name: 'Neu Benannt',
      email: 'neu@example.com',
      alternateEmail: 'zweit@example.com',
    };
    const listed = await changedIds(simulator, 'candidate.list', () =>
      write('candidate.update', body),
    );
    assert.deepEqual(listed, [candidate.id]);
    const now = await write('candidate.info', { id: candidate.id });
    assert.deepEqual(
      [now.name, now.updatedAt, now.primaryEmailAddress.value, now.emailAddresses.at(-1).value],
      ['Neu Benannt', writtenAt, 'neu@example.com', 'zweit@example.com'],
    );
    const primaries = now.emailAddresses.filter((one: { isPrimary: boolean }) => one.isPrimary);
    assert.equal(primaries.length, 1);
    const application = await write('application.info', { applicationId });
    assert.equal(application.candidate.name, 'Neu Benannt');
    assert.equal(application.candidate.primaryEmailAddress.value, 'neu@example.com');
  });

  it('replaces one link by its address, and all of them by a list', async () => {
    const { id: candidateId } = await write('candidate.create', {
      name: 'Ada',
      linkedInUrl: 'https://www.linkedin.com/in/old',
      githubUrl: 'https://github.com/ada',
    });
    const linkedInUrl = 'https://www.linkedin.com/in/new';
    const updated = await write('candidate.update', { candidateId, linkedInUrl });
    assert.deepEqual(updated.socialLinks, [
      { type: 'GitHub', url: 'https://github.com/ada' },
      { type: 'LinkedIn', url: linkedInUrl },
    ]);
    const socialLinks = [{ type: 'Medium', url: 'https://medium.com/@ada' }];
    const both = { candidateId, socialLinks, linkedInUrl };
    assert.deepEqual((await write('candidate.update', both)).socialLinks, socialLinks);
    const invented = { candidateId, socialLinks: [{ type: 'Mastodon', url: linkedInUrl }] };
    assert.equal(await refusal('candidate.update', invented), 'invalid_input');
  });

  it('leaves alone what an update does not name', async () => {
    const full = [...simulator.state.records.candidates.values()].find(
      ({ emailAddresses, phoneNumbers }) => emailAddresses.length > 1 && phoneNumbers.length > 1,
    )!;
    const before = structuredClone(full);
    const after = await write('candidate.update', { candidateId: full.id, name: 'Other' });
    assert.deepEqual(after, { ...before, name: 'Other', updatedAt: writtenAt });
  });

  it('creates a tag once, and puts it on and off a person', async () => {
    const tag = await write('candidateTag.create', { title: 'Hirewire' });
    assert.deepEqual(await write('candidateTag.create', { title: 'Hirewire' }), tag);
    const listed = await write('candidateTag.list', {});
    assert.equal(listed.filter(({ title }: { title: string }) => title === 'Hirewire').length, 1);
    const { id: candidateId } = await write('candidate.create', { name: 'Ada' });
    const body = { candidateId, tagId: tag.id };
    assert.deepEqual((await write('candidate.addTag', body)).tags, [tag]);
    assert.deepEqual((await write('candidate.addTag', body)).tags, [tag]);
    const shown = await changedIds(simulator, 'candidate.list', () =>
      write('candidate.removeTag', body),
    );
    assert.deepEqual(shown, [candidateId]);
    assert.deepEqual((await write('candidate.info', { id: candidateId })).tags, []);
    const unknown = { candidateId, tagId: unknownId };
    assert.equal(await refusal('candidate.addTag', unknown), 'candidate_tag_not_found');
    assert.equal(await refusal('candidate.removeTag', unknown), 'candidate_tag_not_found');
  });

  it('keeps notes in order, without the elements that the vendor strips', async () => {
    const { id: candidateId } = await write('candidate.create', { name: 'Ada' });
    const html = '<h1>Title</h1><p onclick="x">a <b>b</b> <a href="https://example.com">c</a></p>';
    const notes: unknown[] = ['<b>plain</b>', { type: 'text/plain', value: '<i>plain</i>' }];
    for (const note of [...notes, { type: 'text/html', value: html }]) {
      await write('candidate.createNote', { candidateId, note });
    }
    const listed = await write('candidate.listNotes', { candidateId });
    assert.deepEqual(
      listed.map((one: { content: string }) => one.content),
      ['<b>plain</b>', '<i>plain</i>', 'Titlea <b>b</b> <a href="https://example.com">c</a>'],
    );
    const page = await call(simulator, 'candidate.listNotes', { candidateId, limit: 2 });
    const rest = { candidateId, limit: 2, cursor: page.envelope.nextCursor };
    assert.deepEqual(
      [...page.envelope.results, ...(await write('candidate.listNotes', rest))],
      listed,
    );
  });

  it('keeps private notes from a key without access to private fields', async () => {
    const { id: candidateId } = await write('candidate.create', { name: 'Ada' });
    const secret = { candidateId, note: 'secret', isPrivate: true };
    await write('candidate.createNote', secret);
    await write('candidate.createNote', { candidateId, note: 'open' });
    simulator.access.privateFields = false;
    const listed = await write('candidate.listNotes', { candidateId });
    assert.deepEqual(
      listed.map((one: { content: string }) => one.content),
      ['open'],
    );
    const { status } = await call(simulator, 'candidate.createNote', secret);
    assert.equal(status, 403);
  });

  it('anonymizes a person only when all applications are over', async () => {
    const { records } = simulator.state;
    const open = applicationWith(simulator, 'Active').candidate.id;
    const body = { candidateId: open };
    assert.equal(await refusal('candidate.anonymize', body), 'candidate_has_active_applications');
    const over = [...records.candidates.values()].find(
      ({ applicationIds: ids, phoneNumbers }) =>
        phoneNumbers.length > 0 &&
        ids.length > 0 &&
        ids.every((id) => ['Archived', 'Hired'].includes(records.applications.get(id).status)),
    )!;
    const { id: candidateId, name } = over;
    const [{ value: email } = { value: '' }] = over.emailAddresses;
    const applicationIds = [...over.applicationIds];
    await write('candidate.createNote', { candidateId, note: `About ${name}` });
    const shown = await changedIds(simulator, 'candidate.list', () =>
      write('candidate.anonymize', { candidateId }),
    );
    assert.deepEqual(shown, [candidateId]);
    const now = await write('candidate.info', { id: candidateId });
    assert.deepEqual(now.applicationIds, applicationIds);
    const application = await write('application.info', {
      applicationId: applicationIds[0],
      expand: ['applicationFormSubmissions'],
    });
    const notes = await write('candidate.listNotes', { candidateId });
    const all = JSON.stringify([now, application, notes]);
    for (const trace of [name, email]) assert.ok(!all.includes(trace), trace);
    assert.deepEqual([now.phoneNumbers, now.socialLinks, now.fileHandles], [[], [], []]);
  });
});
