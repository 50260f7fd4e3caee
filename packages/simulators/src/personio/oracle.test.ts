import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startPersonioSimulator } from './start-personio-simulator.ts';
import type { PersonioSimulator } from './start-personio-simulator.ts';
import { errorCodes, oracleSkip, validator, wordsOf } from './testing/oracle.ts';
import { apply, publishedJob, send, upload } from './testing/personio-client.ts';

/** Bodies that the document refuses, as changes of a right one. */
const refusedBodies: Record<string, unknown>[] = [
  { first_name: '' },
  { last_name: 5 },
  { email: 'mara' },
  { job_position_id: '4103' },
  { job_position_id: undefined },
  { recruiting_channel_id: 'one' },
  { external_posting_id: 5 },
  { message: null },
  { application_date: '1.5.2026' },
  { phase: { type: 'own', id: 'offer' } },
  { phase: { id: 'offer' } },
  { phase: { type: 'system', id: 1.5 } },
  { tags: 'one' },
  { files: [{ original_filename: 'cv.pdf', category: 'cv' }] },
  { attributes: [{ id: 'phone', value: 5 }] },
  { attributes: [{ value: 'x' }] },
];

describe('the Personio simulator beside the OpenAPI documents', { skip: oracleSkip }, () => {
  let personio: PersonioSimulator;
  before(async () => {
    personio = await startPersonioSimulator({ candidates: 20 });
  });
  after(() => personio.close());

  it('takes an application with every documented field', async () => {
    const [source] = personio.company.tables.sources.values();
    const { uuid } = (await upload(personio, 'cv.pdf', 'x')).body;
    const whole = {
      first_name: 'Mara',
      last_name: 'Lindqvist',
      email: 'mara.lindqvist@example.com',
      job_position_id: Number(publishedJob(personio)),
      recruiting_channel_id: Number(source?.id),
      external_posting_id: personio.account.posting,
      message: 'I build ships.',
      application_date: '2026-05-04',
      phase: { type: 'system', id: 'offer' },
      tags: ['Shipyard'],
      files: [{ uuid, original_filename: 'cv.pdf', category: 'cv' }],
      attributes: [{ id: 'location', value: 'Kiel' }],
    };
    assert.deepEqual(validator('recruiting', 'submit_application')(whole), []);
    assert.equal((await apply(personio, whole)).status, 201);
  });

  it('refuses what the document refuses, with codes that it has', async () => {
    const complaints = validator('recruiting', 'submit_application');
    const complaintsAboutError = validator('recruiting', 'error_response');
    const codes = errorCodes();
    assert.ok(codes.length > 15);
    for (const change of refusedBodies) {
      const right = { first_name: 'A', last_name: 'B', email: 'a@example.com', job_position_id: 1 };
      const sent: object = JSON.parse(JSON.stringify({ ...right, ...change }));
      assert.notDeepEqual(complaints(sent), [], JSON.stringify(change));
      const { status, body } = await apply(personio, change);
      assert.equal(status, 400, JSON.stringify(change));
      assert.deepEqual(complaintsAboutError(body), []);
      for (const { errors } of body.errors) {
        for (const { reason } of errors) assert.ok(codes.includes(reason), reason);
      }
    }
  });

  it('describes an uploaded file as documented', async () => {
    const complaints = validator('recruiting', 'uploaded_document');
    const extensions = wordsOf('uploaded_document', 'extension');
    for (const extension of extensions) {
      // A misprint of the document for ppt.
      const name = `file.${extension === 'ptt' ? 'ppt' : extension}`;
      const { status, body } = await upload(personio, name, 'x');
      assert.equal(status, 200, name);
      if (extension !== 'ptt') assert.deepEqual(complaints(body), [], name);
    }
  });

  it('answers failures of the gateway in the form of the common components', async () => {
    const { status, body } = await send(personio, '/v2/recruiting/jobs');
    assert.equal(status, 401);
    assert.deepEqual(validator('common', 'ErrorResponse')(body), []);
    assert.match(
      body.errors[0].type,
      /^https:\/\/developer\.personio\.de\/reference\/errors#common\./,
    );
  });

  it('has only words in the feed that the document has', async () => {
    const { body: feed } = await send(personio, '/xml?language=en');
    for (const name of ['employmentType', 'seniority', 'schedule', 'yearsOfExperience']) {
      const words = wordsOf('JobPosting', name);
      const found = [...feed.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))];
      assert.ok(found.length > 0, name);
      for (const [, word] of found) assert.ok(words.includes(word), word);
    }
  });
});
