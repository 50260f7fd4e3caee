import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startPersonioSimulator } from './start-personio-simulator.ts';
import type { PersonioSimulator } from './start-personio-simulator.ts';
import {
  apply,
  ask,
  keyOf,
  publishedJob,
  readAll,
  readOne,
  reasons,
  send,
  upload,
} from './testing/personio-client.ts';

const applications = '/v2/recruiting/applications';

describe('applying at a simulated Personio', () => {
  let personio: PersonioSimulator;
  before(async () => {
    personio = await startPersonioSimulator({ candidates: 20 });
    personio.account.readsBeforeArrival = 0;
  });
  after(() => personio.close());

  let people = 0;
  const newAddress = (): string => `applicant${(people += 1)}@example.com`;

  const foundBy = (email: string) =>
    readAll(personio, `${applications}?candidate.email=${encodeURIComponent(email)}`);

  it('answers 201 without a body, and shows the application in v2', async () => {
    const email = newAddress();
    const [source] = personio.company.tables.sources.values();
    const answer = await apply(personio, {
      email,
      recruiting_channel_id: Number(source?.id),
      application_date: '2026-05-04',
      message: 'I build ships.',
      tags: ['Shipyard'],
      attributes: [
        { id: 'gender', value: 'diverse' },
        { id: 'phone', value: '+49 30 5550123' },
        { id: 'custom_attribute_702', value: 'Referral' },
      ],
    });
    assert.deepEqual([answer.status, answer.body], [201, '']);
    const [shown, ...others] = await foundBy(email);
    assert.deepEqual(others, []);
    assert.equal(shown.job.id, publishedJob(personio));
    assert.equal(shown.application_date, '2026-05-04');
    assert.equal(shown.channel.name, source?.name);
    assert.equal(shown.current_stage.id, 'unassigned');
    assert.equal(shown.candidate.gender, 'diverse');
    const person = await readOne(personio, `/v2/recruiting/candidates/${shown.candidate.id}`);
    assert.deepEqual([person.first_name, person.phone], ['Mara', '+49 30 5550123']);
    assert.equal(personio.account.kept.sent.get(shown.id)?.message, 'I build ships.');
  });

  it('refuses a second application of the same address for the job, and takes one for another', async () => {
    const email = newAddress();
    assert.equal((await apply(personio, { email })).status, 201);
    const again = apply(personio, { email: email.toUpperCase() });
    assert.deepEqual(await reasons(again), [400, { email: 'errors.applicant-already-exists' }]);
    const { account, company } = personio;
    const jobs = [...company.tables.jobs.values()].filter((job) => account.isPublished(job));
    const other = Number(jobs.at(-1)?.id);
    assert.equal((await apply(personio, { email, job_position_id: other })).status, 201);
    const found = await foundBy(email);
    assert.equal(found.length, 2);
    assert.equal(new Set(found.map(({ candidate }) => candidate.id)).size, 1);
  });

  it('refuses jobs that are not published, or not there', async () => {
    const { account, company } = personio;
    const hidden = [...company.tables.jobs.values()].find((job) => !account.isPublished(job));
    for (const job_position_id of [Number(hidden?.id), 7]) {
      const refused = await reasons(apply(personio, { job_position_id, email: newAddress() }));
      assert.deepEqual(refused, [400, { job_position_id: 'errors.job-position.not-published' }]);
    }
  });

  it('names every field that is wrong, and why, and takes nothing', async () => {
    const before = personio.company.tables.applications.count;
    const code = (name: string): string => `errors.attribute-validation.${name}`;
    const wrong: [sent: object, field: string, reason: string][] = [
      [{ first_name: ' ' }, 'first_name', code('required-attribute')],
      [{ last_name: null }, 'last_name', code('required-attribute')],
      [{ email: 'mara' }, 'email', code('invalid-email-format')],
      [{ job_position_id: publishedJob(personio) }, 'job_position_id', code('invalid-type')],
      [{ phone: '1' }, 'phone', code('unknown')],
      [{ constructor: '1' }, 'constructor', code('unknown')],
      [{ message: 5 }, 'message', code('invalid-type')],
      [{ application_date: '2026-02-30' }, 'application_date', code('invalid-date-format')],
      [
        { application_date: '2999-01-01' },
        'application_date',
        'errors.date-validation.date-in-the-future',
      ],
      [
        { recruiting_channel_id: 7 },
        'recruiting_channel_id',
        'errors.posting-validation.channel-not-found',
      ],
      [
        { external_posting_id: 'x' },
        'external_posting_id',
        'errors.posting-validation.posting-not-found',
      ],
      [{ tags: 'one' }, 'tags', code('invalid-type')],
      [{ tags: [5] }, 'tags', code('invalid-type')],
      [{ phase: 'offer' }, 'phase', code('invalid-type')],
      [{ phase: { type: 'system' } }, 'phase.id', code('required-attribute')],
      [
        { phase: { type: 'system', id: 'hired' } },
        'phase.id',
        'errors.phase-validation.invalid-system-phase',
      ],
      [{ files: [null] }, 'files[0]', code('invalid-type')],
      [
        { files: [{ uuid: 'x', original_filename: 'cv.pdf', category: 'cv' }] },
        'files[0].uuid',
        'errors.file-validation.file-not-exists',
      ],
      [{ attributes: {} }, 'attributes', code('invalid-type')],
      [{ attributes: [{ id: 'shoes', value: '1' }] }, 'attributes.shoes', code('unknown')],
      [
        { attributes: [{ id: 'birthday', value: '4.5.1990' }] },
        'attributes.birthday',
        code('invalid-date-format'),
      ],
      [
        { attributes: [{ id: 'gender', value: 'f' }] },
        'attributes.gender',
        code('unknown-attribute-option'),
      ],
    ];
    for (const [sent, field, reason] of wrong) {
      const refused = await reasons(apply(personio, { email: newAddress(), ...sent }));
      assert.deepEqual(refused, [400, { [field]: reason }], JSON.stringify(sent));
    }
    const [, several] = await reasons(apply(personio, { first_name: '', email: 'x' }));
    assert.deepEqual(Object.keys(several), ['first_name', 'email']);
    assert.equal(personio.company.tables.applications.count, before);
  });

  it('begins in the phase that is asked for, and in the first where the job lacks it', async () => {
    const { company } = personio;
    const custom = [...company.tables.stages.values()].find(({ name }) => name === 'Interview');
    const phases: [phase: object, expected: string | undefined][] = [
      [{ type: 'custom', id: Number(custom?.id) }, custom?.id],
      [{ type: 'custom', id: 7 }, 'unassigned'],
      [{ type: 'custom', id: 'offer' }, 'unassigned'],
      [{ type: 'system', id: 'offer' }, 'offer'],
      [{ type: 'system', id: 'rejected' }, 'rejected'],
      [{ type: 'system', id: 'withdrawn' }, 'withdrawn'],
      [{ type: 'system', id: 'accepted' }, 'accepted'],
    ];
    for (const [phase, expected] of phases) {
      const email = newAddress();
      assert.equal((await apply(personio, { email, phase })).status, 201);
      const [{ current_stage: stage }] = await foundBy(email);
      assert.equal(stage.id, expected, JSON.stringify(phase));
    }
  });

  it('shows a new application only after as many lists as a test says', async () => {
    personio.account.readsBeforeArrival = 2;
    const email = newAddress();
    assert.equal((await apply(personio, { email })).status, 201);
    assert.deepEqual(await reasons(apply(personio, { email })), [
      400,
      { email: 'errors.applicant-already-exists' },
    ]);
    const candidates = `/v2/recruiting/candidates?email=${email}`;
    assert.deepEqual(await foundBy(email), []);
    assert.deepEqual(await readAll(personio, candidates), []);
    assert.deepEqual(await foundBy(email), []);
    assert.equal((await foundBy(email)).length, 1);
    assert.equal((await readAll(personio, candidates)).length, 1);
    personio.account.readsBeforeArrival = 0;
  });

  it('takes files first, and shows them among the documents of the applicant', async () => {
    const { status, body } = await upload(personio, 'Lebenslauf.PDF', '%PDF-1.4 Mara');
    assert.equal(status, 200);
    const { uuid, ...described } = body;
    assert.deepEqual(described, {
      size: 13,
      mimetype: 'application/pdf',
      original_filename: 'Lebenslauf.PDF',
      extension: 'pdf',
    });
    const email = newAddress();
    const files = [{ uuid, original_filename: 'cv.pdf', category: 'cv' }];
    const unknown = await reasons(
      apply(personio, { email, files: [{ ...files[0], category: 'photo' }] }),
    );
    const reason = 'errors.file-validation.unknown-file-category';
    assert.deepEqual(unknown, [400, { 'files[0].category': reason }]);
    assert.equal((await apply(personio, { email, files })).status, 201);
    const [{ candidate }] = await foundBy(email);
    const documents = '/v2/document-management/documents';
    const [document] = await readAll(personio, `${documents}?owner_id=${candidate.id}`);
    assert.equal(document.name, 'cv.pdf');
    const { body: content } = await ask(personio, `${documents}/${document.id}/download`);
    assert.equal(content, '%PDF-1.4 Mara');
  });

  it('refuses files of other types, above 20 MB, and forms without one', async () => {
    const refused = (name: string, content: string | Uint8Array<ArrayBuffer> = 'x') =>
      reasons(upload(personio, name, content));
    assert.deepEqual(await refused('cv.exe'), [422, { file: 'errors.invalid-file-type' }]);
    assert.deepEqual(await refused('cv'), [422, { file: 'errors.invalid-file-type' }]);
    const missing = { file: 'errors.attribute-validation.required-attribute' };
    const documents = '/v1/recruiting/applications/documents';
    const empty = { method: 'POST', headers: keyOf(personio), body: new FormData() };
    assert.deepEqual(await reasons(send(personio, documents, empty)), [400, missing]);
    const limit = 20 * 1024 * 1024;
    const tooBig = await refused('cv.pdf', new Uint8Array(limit + 1));
    assert.deepEqual(tooBig, [413, { file: 'errors.file-too-big' }]);
    assert.equal((await upload(personio, 'cv.pdf', new Uint8Array(limit))).status, 200);
  });
});
