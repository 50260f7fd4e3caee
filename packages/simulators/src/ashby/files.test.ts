import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { startAshbySimulator } from './start-ashby-simulator.ts';
import type { AshbySimulator } from './start-ashby-simulator.ts';
import { call, results, send } from './testing/ashby-client.ts';
import { changedIds, failureCode } from './testing/simulated-state.ts';
import { uploaded, uploadForm } from './testing/uploads.ts';

const start = Date.UTC(2027, 0, 1);
const tenMinutes = 600_000;
const bytes = Buffer.from([0, 255, 13, 10, 45, 45, 128, 0]);

interface UploadTarget {
  url: string;
  handle: string;
  fields: Record<string, string>;
}

describe('files in the Ashby simulator', () => {
  let simulator: AshbySimulator;
  let now = start;
  beforeEach(async () => {
    now = start;
    simulator = await startAshbySimulator({ candidates: 60, now: () => now });
  });
  afterEach(() => simulator.close());

  async function announce(contentLength = bytes.length): Promise<UploadTarget> {
    return results(simulator, 'file.createFileUploadHandle', {
      fileUploadContext: 'CandidateFiles',
      filename: 'Zeugnis “B”.pdf',
      contentType: 'application/pdf',
      contentLength,
    });
  }

  async function post(
    { url, fields }: UploadTarget,
    form = uploadForm(fields, bytes),
  ): Promise<number> {
    const response = await fetch(url, { method: 'POST', body: form });
    const body = await response.text();
    assert.equal(body === '', response.status === 204);
    return response.status;
  }

  async function newPerson(): Promise<string> {
    return (await results(simulator, 'candidate.create', { name: 'Ada' })).id;
  }

  it('come back byte by byte, under their name, in the next sync', async () => {
    const target = await announce();
    assert.ok(target.url.startsWith(`${simulator.url}/`));
    assert.equal(await post(target), 204);
    const candidateId = await newPerson();
    const listed = await changedIds(simulator, 'candidate.list', () =>
      results(simulator, 'candidate.uploadFile', { candidateId, fileHandle: target.handle }),
    );
    assert.deepEqual(listed, [candidateId]);
    const { fileHandles, resumeFileHandle } = await results(simulator, 'candidate.info', {
      id: candidateId,
    });
    assert.deepEqual([fileHandles.length, resumeFileHandle], [1, null]);
    assert.equal(fileHandles[0].name, 'Zeugnis “B”.pdf');
    const { url } = await results(simulator, 'file.info', { fileHandle: fileHandles[0].handle });
    const response = await fetch(url);
    assert.equal(response.headers.get('content-type'), 'application/pdf');
    assert.deepEqual(Buffer.from(await response.arrayBuffer()), bytes);
  });

  it('become the résumé in place of an earlier one, which stays a file', async () => {
    const candidateId = await newPerson();
    for (const filename of ['first.pdf', 'second.pdf']) {
      const resumeHandle = await uploaded(simulator, 'CandidateResume', { filename });
      await results(simulator, 'candidate.uploadResume', { candidateId, resumeHandle });
    }
    const now = await results(simulator, 'candidate.info', { id: candidateId });
    assert.equal(now.resumeFileHandle.name, 'second.pdf');
    assert.deepEqual(
      now.fileHandles.map(({ name }: { name: string }) => name),
      ['first.pdf', 'second.pdf'],
    );
  });

  it('are refused without a complete form, with the file last', async () => {
    const target = await announce();
    const { fields } = target;
    const { key: _key, ...incomplete } = fields;
    const fileFirst = new FormData();
    fileFirst.append('file', new Blob([bytes]), 'upload.pdf');
    for (const [name, value] of Object.entries(fields)) fileFirst.append(name, value);
    const asText = new FormData();
    for (const [name, value] of Object.entries({ ...fields, file: 'x' }))
      asText.append(name, value);
    const wrong: [FormData, number][] = [
      [uploadForm(incomplete, bytes), 403],
      [uploadForm({ ...fields, more: 'x' }, bytes), 403],
      [uploadForm({ ...fields, 'Content-Type': 'text/html' }, bytes), 403],
      [fileFirst, 400],
      [asText, 400],
      [new FormData(), 400],
      [uploadForm(fields, bytes.subarray(1)), 400],
      [uploadForm(fields, Buffer.concat([bytes, bytes])), 400],
    ];
    for (const [form, status] of wrong) assert.equal(await post(target, form), status);
    const candidateId = await newPerson();
    const body = { candidateId, fileHandle: target.handle };
    assert.equal(await failureCode(simulator, 'candidate.uploadFile', body), 'invalid_input');
    assert.equal(await post(target), 204);
    assert.equal(await failureCode(simulator, 'candidate.uploadFile', body), 'no failure');
  });

  it('cannot be uploaded after ten minutes, or to another address', async () => {
    const target = await announce();
    now += tenMinutes + 1;
    assert.equal(await post(target), 403);
    const url = `${simulator.url}/uploads/${crypto.randomUUID()}`;
    assert.equal(await post({ ...target, url }), 403);
  });

  it('are refused by a handle of another context', async () => {
    const candidateId = await newPerson();
    const resumeHandle = await uploaded(simulator, 'CandidateFiles');
    const body = { candidateId, resumeHandle };
    assert.equal(await failureCode(simulator, 'candidate.uploadResume', body), 'invalid_input');
  });

  it('of seeded people can be read too, as a PDF that names the file', async () => {
    const person = [...simulator.state.records.candidates.values()].find(
      ({ resumeFileHandle }) => resumeFileHandle !== null,
    )!;
    const fileHandle = person.resumeFileHandle!.handle;
    const { url } = await results(simulator, 'file.info', { fileHandle });
    const text = await (await fetch(url)).text();
    assert.match(text, /^%PDF-1\.4/);
    assert.ok(text.includes(person.resumeFileHandle!.name));
    const tables = Number(/startxref\n(\d+)/.exec(text)?.[1]);
    assert.equal(text.slice(tables, tables + 4), 'xref');
    simulator.state.deleteCandidate(person.id);
    assert.equal(await failureCode(simulator, 'file.info', { fileHandle }), 'file_not_found');
  });

  it('among the answers to a form can be read, and those of hidden jobs cannot', async () => {
    const { submissions, applications } = simulator.state.records;
    const own = [...submissions].flatMap(([id, [submission]]) =>
      Object.values(submission!.submittedValues).flatMap((value) => {
        const { handle } = Object(value) as { handle?: string };
        return handle === undefined ? [] : [{ id, handle }];
      }),
    );
    const { id, handle: fileHandle } = own[0]!;
    const jobId = applications.get(id).job.id;
    simulator.state.updateJob(jobId, { confidential: true });
    assert.equal(await failureCode(simulator, 'file.info', { fileHandle }), 'no failure');
    simulator.access.confidentialJobs = false;
    assert.equal(await failureCode(simulator, 'file.info', { fileHandle }), 'file_not_found');
  });

  it('have links that expire and cannot be forged', async () => {
    const { fileHandles } = [...simulator.state.records.candidates.values()].find(
      (one) => one.fileHandles.length > 0,
    )!;
    const fileHandle = fileHandles[0]!.handle;
    const { url } = await results(simulator, 'file.info', { fileHandle });
    const forged = url.replace(/.$/, (last: string) => (last === 'A' ? 'B' : 'A'));
    const statusOf = async (address: string): Promise<number> => (await fetch(address)).status;
    assert.deepEqual([await statusOf(url), await statusOf(forged)], [200, 403]);
    assert.equal(await statusOf(`${simulator.url}/files/x/y`), 403);
    now += tenMinutes + 1;
    assert.equal(await statusOf(url), 403);
  });

  it('show in the log of requests by their size alone', async () => {
    await post(await announce());
    const { path, body, status } = simulator.requests().at(-1)!;
    assert.match(path, /^\/uploads\//);
    assert.equal(status, 204);
    assert.deepEqual((body as object[]).at(-1), {
      name: 'file',
      filename: 'upload.pdf',
      bytes: bytes.length,
    });
  });

  it('cannot be sent as forms to the methods themselves', async () => {
    const form = new FormData();
    form.append('candidateId', await newPerson());
    form.append('file', new Blob([bytes]), 'upload.pdf');
    const { headers, body } = new Request('http://localhost', { method: 'POST', body: form });
    const type = { 'content-type': headers.get('content-type') ?? '' };
    const text = await new Response(body).text();
    const answer = await send(simulator, 'candidate.uploadFile', { headers: type, body: text });
    assert.equal(answer.status, 415);
    const damaged = { headers: type, body: 'no form at all' };
    assert.equal((await send(simulator, 'candidate.uploadFile', damaged)).status, 415);
    assert.equal((await call(simulator, 'user.list')).status, 200);
  });

  it('suffer faults like every other request', async () => {
    simulator.faults.add({ kind: '500', matching: '/uploads/' });
    const target = await announce();
    const response = await fetch(target.url, { method: 'POST', body: new FormData() });
    assert.equal(response.status, 500);
    assert.equal(await post(target), 204);
  });
});
