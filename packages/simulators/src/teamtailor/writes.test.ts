import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { VendorJson } from '../kit/testing/vendor-json.ts';
import { startTeamtailorSimulator } from './start-teamtailor-simulator.ts';
import type { TeamtailorSimulator } from './start-teamtailor-simulator.ts';
import { ask, documentOf, readAll, write } from './testing/teamtailor-client.ts';

const now = Date.UTC(2027, 0, 1);

describe('writing to the Teamtailor simulator', () => {
  let teamtailor: TeamtailorSimulator;
  before(async () => {
    teamtailor = await startTeamtailorSimulator({ candidates: 80, now: () => now });
  });
  after(() => teamtailor.close());

  type Draft = Parameters<typeof write>[2];

  async function made(type: string, draft: Draft): Promise<VendorJson> {
    const { status, body } = await write(teamtailor, type, draft);
    assert.equal(status, draft.id === undefined ? 201 : 200, JSON.stringify(body));
    return body.data;
  }

  /** What is wrong with which part. */
  async function complaint(type: string, draft: Draft): Promise<[title: string, pointer: string]> {
    const { status, body } = await write(teamtailor, type, draft);
    assert.equal(status, 422, JSON.stringify(body));
    const [{ code, title, source }] = body.errors;
    assert.equal(code, '100');
    return [title, source.pointer];
  }

  /** An open job, and the ids of its stages. */
  function openJob(): { jobId: string; stages: string[] } {
    const { company } = teamtailor;
    const job = [...company.tables.jobs.values()].find(({ status }) => status === 'open');
    assert.ok(job);
    return { jobId: job.id, stages: company.stagesOf(job.id).map(({ id }) => id) };
  }

  async function applied(): Promise<{ id: string; jobId: string; stages: string[] }> {
    const candidate = await made('candidates', { attributes: { 'first-name': 'Mara' } });
    const { jobId, stages } = openJob();
    const { id } = await made('job-applications', {
      relationships: { candidate: ['candidates', candidate.id], job: ['jobs', jobId] },
    });
    return { id, jobId, stages };
  }

  it('makes a candidate with places and tags, once for each e-mail address', async () => {
    const [location] = (await documentOf(teamtailor, '/locations')).data;
    const attributes = { 'first-name': 'Ada', email: 'ada@example.com', tags: ['VIP', 'New'] };
    const { id, attributes: shown } = await made('candidates', {
      attributes: { ...attributes, 'send-welcome-message': true, sourced: true },
      relationships: { locations: ['locations', location.id] },
    });
    assert.deepEqual(
      [shown.email, shown.tags, shown.sourced],
      ['ada@example.com', ['VIP', 'New'], true],
    );
    const { data } = await documentOf(teamtailor, `/candidates/${id}?include=locations`);
    assert.deepEqual(data.relationships.locations.data, [{ type: 'locations', id: location.id }]);
    const again = { ...attributes, email: 'ADA@example.com', 'last-name': 'Example' };
    assert.deepEqual(await complaint('candidates', { attributes: again }), [
      'has already been taken',
      '/data/attributes/email',
    ]);
    const merged = await made('candidates', { attributes: { ...again, merge: true } });
    assert.deepEqual([merged.id, merged.attributes['last-name']], [id, 'Example']);
    const found = await readAll(teamtailor, '/candidates?filter[email]=ada@example.com');
    assert.equal(found.length, 1);
  });

  it('changes what a request names of a candidate, and nothing else', async () => {
    const attributes = { 'first-name': 'Ada', phone: '+1 555 0100', pitch: 'Builds engines' };
    const { id } = await made('candidates', { attributes });
    const tagged = await made('candidates', { id, attributes: { tags: ['Relocation OK'] } });
    const changed = await made('candidates', { id, attributes: { phone: null, tags: [] } });
    assert.deepEqual(tagged.attributes.tags, ['Relocation OK']);
    const { 'first-name': name, phone, pitch, tags } = changed.attributes;
    assert.deepEqual([name, phone, pitch, tags], ['Ada', null, 'Builds engines', []]);
  });

  it('puts a candidate on a job once, and on no archived one', async () => {
    const { id, jobId, stages } = await applied();
    const { data } = await documentOf(
      teamtailor,
      `/job-applications/${id}?include=candidate,stage`,
    );
    assert.equal(data.relationships.stage.data.id, stages[0]);
    const candidate = ['candidates', data.relationships.candidate.data.id] as const;
    assert.deepEqual(
      await complaint('job-applications', { relationships: { candidate, job: ['jobs', jobId] } }),
      ['has already been taken', '/data/relationships/candidate'],
    );
    const { jobs, stages: all } = teamtailor.company.tables;
    const archived = [...jobs.values()].find(({ status }) => status === 'archived');
    assert.ok(archived);
    assert.deepEqual(
      await complaint('job-applications', {
        relationships: { candidate, job: ['jobs', archived.id] },
      }),
      ['is archived', '/data/relationships/job'],
    );
    const foreign = [...all.values()].find((stage) => stage.jobId === archived.id);
    assert.ok(foreign);
    assert.deepEqual(
      await complaint('job-applications', { id, relationships: { stage: ['stages', foreign.id] } }),
      ['must belong to the job', '/data/relationships/stage'],
    );
    const unknown = { relationships: { stage: ['stages', '1'] as const } };
    assert.equal((await complaint('job-applications', { id, ...unknown }))[0], 'must exist');
  });

  it('moves, rejects and takes back, and hires by the stage', async () => {
    const { id, stages } = await applied();
    const state = async () => {
      const { data } = await documentOf(
        teamtailor,
        `/job-applications/${id}?include=stage,reject-reason`,
      );
      const { stage, 'reject-reason': reason } = data.relationships;
      return [stage.data.id, data.attributes['rejected-at'], reason.data?.id ?? null];
    };
    const stage = (index: number) => ({ stage: ['stages', stages[index] ?? ''] as const });
    await made('job-applications', { id, relationships: stage(2) });
    assert.deepEqual(await state(), [stages[2], null, null]);
    const [reason] = (await documentOf(teamtailor, '/reject-reasons')).data;
    await made('job-applications', {
      id,
      attributes: { 'rejected-at': '2027-01-01T12:00:00Z' },
      relationships: { 'reject-reason': ['reject-reasons', reason.id] },
    });
    assert.deepEqual(await state(), [stages[2], '2027-01-01T13:00:00.000+01:00', reason.id]);
    await made('job-applications', { id, attributes: { 'rejected-at': null } });
    assert.deepEqual(await state(), [stages[2], null, null]);
    await made('job-applications', { id, relationships: stage(5) });
    const { applications } = teamtailor.company.tables;
    assert.equal(applications.get(id).status, 'hired');
    await made('job-applications', { id, relationships: stage(1) });
    assert.equal(applications.get(id).status, 'active');
    assert.equal(applications.get(id).history.length, 4);
    const wrong = { id, attributes: { 'rejected-at': 'now' } };
    assert.equal((await complaint('job-applications', wrong))[1], '/data/attributes/rejected-at');
  });

  it('takes notes of a user about a candidate, as texts that can be changed and deleted', async () => {
    const candidate = await made('candidates', { attributes: { 'first-name': 'Ada' } });
    const [user] = (await documentOf(teamtailor, '/users')).data;
    const attributes = { note: 'Called back', 'private-note': true };
    const relationships = {
      candidate: ['candidates', candidate.id],
      user: ['users', user.id],
    } as const;
    assert.deepEqual(
      await complaint('notes', {
        attributes,
        relationships: { candidate: relationships.candidate },
      }),
      ['must exist', '/data/relationships/user'],
    );
    // As in the vendor's sample: without types, and with ids as numbers.
    const data = {
      type: 'notes',
      attributes,
      relationships: {
        candidate: { data: { id: Number(candidate.id) } },
        user: { data: { id: Number(user.id) } },
      },
    };
    const { body } = await ask(teamtailor, '/notes', { method: 'POST', body: { data } });
    const { id } = body.data;
    assert.equal(body.data.attributes['candidate-id'], Number(candidate.id));
    const changed = await made('notes', { id, attributes: { note: 'No answer' } });
    assert.deepEqual(
      [changed.attributes.note, changed.attributes['private-note']],
      ['No answer', true],
    );
    const removed = await ask(teamtailor, `/notes/${id}`, { method: 'DELETE' });
    assert.deepEqual([removed.status, removed.body], [204, '']);
    assert.equal((await ask(teamtailor, `/notes/${id}`)).status, 404);
  });

  it('takes one answer of a candidate to a question, as the question wants it', async () => {
    const candidate = await made('candidates', { attributes: { 'first-name': 'Ada' } });
    const questions = await readAll(teamtailor, '/questions');
    const values: Record<string, Record<string, unknown>> = {
      Boolean: { boolean: true },
      Choice: { choices: [1, 3] },
      Date: { date: '2027-05-01' },
      Number: { number: 60 },
      Range: { range: 7 },
      Text: { text: 'Yes & no' },
    };
    for (const { id, attributes: question } of questions) {
      const relationships = {
        candidate: ['candidates', candidate.id],
        question: ['questions', id],
      } as const;
      const attributes = values[question['question-type']] ?? { text: 'x' };
      if (values[question['question-type']] === undefined) {
        assert.match(
          (await complaint('answers', { attributes, relationships }))[0],
          /does not fit/,
        );
        continue;
      }
      const answer = await made('answers', { attributes, relationships });
      for (const [name, value] of Object.entries(attributes)) {
        assert.deepEqual(answer.attributes[name], value);
      }
      assert.equal((await made('answers', { attributes, relationships })).id, answer.id);
      if (question['question-type'] !== 'Choice') continue;
      const other = { attributes: { choices: [9] }, relationships };
      assert.equal((await complaint('answers', other))[1], '/data/attributes/choices');
      // Its alternative was taken out.
      const gone = { attributes: { choices: [2] }, relationships };
      assert.equal((await complaint('answers', gone))[1], '/data/attributes/choices');
    }
  });

  it('fetches files from the address that a request names', async (test) => {
    const server = createServer(({ url }, response) => {
      response.writeHead(url === '/cv.pdf' ? 200 : 404, { 'content-type': 'text/plain' });
      response.end('Ada can weld.');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    test.after(() => server.close());
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const attributes = { 'first-name': 'Ada', resume: `${address}/cv.pdf` };
    const candidate = await made('candidates', { attributes });
    const resume = await fetch(candidate.attributes.resume);
    assert.equal(await resume.text(), 'Ada can weld.');
    const relationships = { candidate: ['candidates', candidate.id] } as const;
    const named = { url: `${address}/cv.pdf`, 'file-name': 'Zeugnis.pdf' };
    const upload = await made('uploads', { attributes: named, relationships });
    assert.equal(upload.attributes['file-name'], 'Zeugnis.pdf');
    assert.equal(await (await fetch(upload.attributes.url)).text(), 'Ada can weld.');
    const lost = { attributes: { url: `${address}/lost.pdf` }, relationships };
    assert.equal((await complaint('uploads', lost))[0], 'could not be downloaded');
  });

  it('takes a file by itself, and forgets its address in time', async () => {
    const { access, url, company } = teamtailor;
    const send = async (name: string): Promise<{ status: number; uri: string }> => {
      const body = new FormData();
      body.append(name, new Blob(['Ada can weld.'], { type: 'text/plain' }), 'Lebenslauf Ä.txt');
      const headers = {
        authorization: `Token token=${access.apiKey}`,
        'x-api-version': '20240904',
      };
      const response = await fetch(`${url}/v1/files`, { method: 'POST', headers, body });
      const { uri } = (await response.json()) as { uri: string };
      return { status: response.status, uri };
    };
    assert.equal((await send('upload')).status, 400);
    const { status, uri } = await send('file');
    assert.equal(status, 201);
    const attributes = { 'first-name': 'Ada', resume: uri };
    const candidate = await made('candidates', { attributes });
    assert.equal(await (await fetch(candidate.attributes.resume)).text(), 'Ada can weld.');
    const relationships = { candidate: ['candidates', candidate.id] } as const;
    const upload = await made('uploads', { attributes: { url: uri }, relationships });
    assert.equal(upload.attributes['file-name'], 'Lebenslauf Ä.txt');
    const sent = teamtailor.account.kept.sentFiles.get(uri);
    assert.ok(sent);
    sent.expiresAt = company.now();
    const late = { attributes: { url: uri }, relationships };
    assert.equal((await complaint('uploads', late))[0], 'could not be downloaded');
  });

  it('keeps one value of a custom field for each owner', async () => {
    const candidate = await made('candidates', { attributes: { 'first-name': 'Ada' } });
    const [field] = (await documentOf(teamtailor, '/custom-fields')).data;
    const relationships = {
      'custom-field': ['custom-fields', field.id],
      owner: ['candidates', candidate.id],
    } as const;
    const { id } = await made('custom-field-values', { attributes: { value: 'a' }, relationships });
    const again = await made('custom-field-values', { attributes: { value: 'b' }, relationships });
    assert.deepEqual([again.id, again.attributes.value], [id, 'b']);
    const changed = await made('custom-field-values', { id, attributes: { value: 'c' } });
    assert.equal(changed.attributes.value, 'c');
    await ask(teamtailor, `/custom-field-values/${id}`, { method: 'DELETE' });
    const { data } = await documentOf(
      teamtailor,
      `/candidates/${candidate.id}?include=custom-field-values`,
    );
    assert.deepEqual(data.relationships['custom-field-values'].data, []);
  });

  it('makes, renames and deletes reject reasons', async () => {
    const attributes = { reason: 'Not a fit', 'rejected-by-company': false };
    const { id, attributes: shown } = await made('reject-reasons', { attributes });
    assert.deepEqual(shown, attributes);
    const changed = await made('reject-reasons', { id, attributes: { reason: 'Too far away' } });
    assert.deepEqual(changed.attributes, { ...attributes, reason: 'Too far away' });
    assert.equal(
      (await ask(teamtailor, `/reject-reasons/${id}`, { method: 'DELETE' })).status,
      204,
    );
    assert.deepEqual(await complaint('reject-reasons', { attributes: {} }), [
      "can't be blank",
      '/data/attributes/reason',
    ]);
  });
});
