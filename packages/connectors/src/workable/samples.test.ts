import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Json } from '@hirewire/connector-kit';
import { candidateDraft } from '../testing/candidate-draft.ts';
import { openWorkable, readRecords } from './fixtures/open-workable.ts';
import type { Routes } from './fixtures/open-workable.ts';
import type { Fields } from './fixtures/records.ts';
import { workable } from './index.ts';

/**
 * Examples of the official documentation of 2017. They are not ours to publish, so that these tests run
 * only where they lie beside the checkout.
 */
const folder = new URL('../../../../../shared/vendors/workable/rwojsznis-2017/', import.meta.url);
const skip = existsSync(folder) ? false : 'Workable’s samples are not beside the checkout.';

function sample(name: string): Fields {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as Fields;
}

const shortcode = 'GROOV005';
const withoutPages = (name: string): Fields => ({ ...sample(name), paging: null });

function openSamples(candidate: Json): Routes {
  const { id } = candidate as { id: string };
  return {
    'GET /stages': sample('stages'),
    'GET /jobs': { jobs: [sample('job')] },
    [`GET /jobs/${shortcode}`]: sample('job'),
    [`GET /jobs/${shortcode}/stages`]: sample('stages'),
    [`GET /jobs/${shortcode}/members`]: sample('members'),
    [`GET /jobs/${shortcode}/application_form`]: sample('job_application_form'),
    'GET /members': sample('members'),
    'GET /candidates': { candidates: [candidate] },
    [`GET /candidates/${id}`]: { candidate },
  };
}

test(
  'the sample of a list of jobs has every job, with drafts and archived ones',
  { skip },
  async () => {
    const session = await openWorkable({
      'GET /stages': sample('stages'),
      'GET /jobs': withoutPages('jobs'),
      ...Object.fromEntries(
        (sample('jobs')['jobs'] as Fields[]).map((job) => [
          `GET /jobs/${job['shortcode'] as string}`,
          job,
        ]),
      ),
    });
    const records = await readRecords(session, 'jobs');
    assert.deepEqual(
      records.map(({ remote_id: id, status, location }) => [id, status, location?.city]),
      [
        ['GROOV003', 'DRAFT', 'Portland'],
        ['GROOV001', 'ARCHIVED', 'Chicago'],
        ['GROOV005', 'OPEN', 'Chicago'],
      ],
    );
  },
);

test('the sample of a job loses nothing', { skip }, async () => {
  const session = await openWorkable(openSamples(sample('job_candidate')['candidate'] ?? null));
  const [job] = await readRecords(session, 'jobs');
  const raw = sample('job');
  assert.ok(job);
  assert.equal(job.name, raw['title']);
  assert.equal(job.job_code, raw['code']);
  assert.equal(job.description, raw['full_description']);
  assert.equal(job.category, raw['function']);
  assert.equal(job.department, raw['department']);
  assert.equal(job.experience_level, raw['experience']);
  assert.equal(job.employment_type, 'FULL_TIME');
  assert.equal(job.post_url, raw['shortlink']);
  assert.deepEqual(job.location, {
    city: 'Chicago',
    country: 'US',
    state: 'Illinois',
    zip_code: '60290',
    raw: 'Chicago, Illinois, United States',
  });
  assert.equal(job.stages.length, 6);
  assert.equal(job.hiring_team.length, 4);
  assert.deepEqual(
    job.screening_questions.map(({ remote_id: id, format }) => [id, format?.type]),
    [
      ['field:phone', 'TEXT'],
      ['field:summary', 'TEXT'],
      ['2128d717', 'TEXT'],
      ['3399e6cd', 'SINGLE_SELECT'],
      ['1d3f348f', 'BOOLEAN'],
    ],
  );
  assert.deepEqual(session.issues, []);
});

test('the sample of a candidate loses nothing', { skip }, async () => {
  const raw = sample('job_candidate')['candidate'] as Fields;
  const session = await openWorkable(openSamples(raw));
  const [candidate] = await readRecords(session, 'candidates');
  assert.ok(candidate);
  assert.equal(candidate.first_name, raw['firstname']);
  assert.equal(candidate.last_name, raw['lastname']);
  assert.equal(candidate.company, 'Overflow Furnishings');
  assert.equal(candidate.title, 'Executive Assistant');
  assert.equal(candidate.source, raw['domain']);
  assert.equal(candidate.email_addresses?.[0]?.email_address, raw['email']);
  assert.equal(candidate.phone_numbers?.[0]?.phone_number, raw['phone']);
  assert.equal(candidate.location?.raw, raw['address']);
  assert.equal(candidate.social_media?.length, 3);
  const [application] = await readRecords(session, 'applications');
  assert.ok(application);
  assert.equal(application.current_stage_remote_id, 'applied');
  assert.equal(application.job_remote_id, shortcode);
  assert.equal(application.remote_url, raw['profile_url']);
  assert.deepEqual(session.issues, []);
});

test('the sample of a created candidate has its answers', { skip }, async () => {
  const raw = sample('new_candidate_response')['candidate'] as Fields;
  const session = await openWorkable(openSamples(raw));
  const [application] = await readRecords(session, 'applications');
  assert.deepEqual(
    application?.screening_question_answers?.map(({ question, answer }) => [
      question?.remote_id,
      Object.values(answer ?? {})[0],
    ]),
    [
      ['2128d717', 'Planning'],
      ['3399e6cd', 'Over 5 years'],
    ],
  );
  const [candidate] = await readRecords(session, 'candidates');
  assert.deepEqual([candidate?.first_name, candidate?.last_name], ['Jj', 'Botha']);
});

test('a new application has the form of the sample', { skip }, async () => {
  const route = `POST /jobs/${shortcode}/candidates`;
  const session = await openWorkable({
    [`GET /jobs/${shortcode}`]: sample('job'),
    [route]: sample('new_candidate_response'),
  });
  const { createApplication } = workable.write ?? {};
  const options = [{ id: '1e477229', remote_id: '1e477229', name: 'Over 5 years' }];
  const outcome = await createApplication?.(session.context, {
    job: { remoteId: shortcode },
    stageRemoteId: null,
    candidate: candidateDraft({
      phone_number: '1-859-557-6573',
      social_links: [{ url: 'http://www.linkedin.com/in/jj_botha' }],
    }),
    attachments: [],
    answers: [
      { questionRemoteId: '2128d717', title: null, format: { type: 'TEXT' }, value: 'Planning' },
      {
        questionRemoteId: '3399e6cd',
        title: null,
        format: { type: 'SINGLE_SELECT', options },
        value: '1e477229',
      },
    ],
    source: { name: null, remoteId: null, isAutomatic: false },
    sourcedByUserRemoteId: null,
    gdprConsent: null,
    remoteFields: {},
  });
  assert.equal(outcome?.applicationRemoteId, '3fc9a80f');
  const body = session.calls.at(-1)?.body as { candidate: Fields };
  const known = sample('new_candidate')['candidate'] as Fields;
  for (const name of Object.keys(body.candidate)) assert.ok(name in known, name);
  assert.deepEqual(body.candidate['answers'], known['answers']);
});
