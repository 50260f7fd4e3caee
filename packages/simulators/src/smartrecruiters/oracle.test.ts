import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { VendorJson } from '../kit/testing/vendor-json.ts';
import { candidateParameters } from './candidate-filters.ts';
import { eventNames } from './event-names.ts';
import { startSmartRecruitersSimulator } from './start-smartrecruiters-simulator.ts';
import type { SmartRecruitersSimulator } from './start-smartrecruiters-simulator.ts';
import { loadSample, loadSchema, oracleSkip, shortcomings } from './testing/oracle.ts';
import type { Schema } from './testing/oracle.ts';
import { ask, bodyOf, readAll } from './testing/smartrecruiters-client.ts';

/** Versions in front of some paths, which the extract does not have. */
const prefixes =
  /^\/(user-api\/v201804|interviews-api\/v201904|webhooks-api\/v201907|job-applications-api\/v202112)/;

describe('the SmartRecruiters simulator against what others have', { skip: oracleSkip }, () => {
  let remote: SmartRecruitersSimulator;
  let schema: Schema;
  /** Paths of several applications: the rows of each list below are looked at together. */
  let applications: string[];
  let candidateIds: string[];
  let jobIds: string[];
  before(async () => {
    schema = loadSchema();
    remote = await startSmartRecruitersSimulator({ candidates: 120 });
    const candidates = await readAll(remote, '/candidates', { limit: '100' });
    candidateIds = candidates.map(({ id }) => id);
    applications = candidates.map(
      (one) => `/candidates/${one.id}/jobs/${one.primaryAssignment.job.id}`,
    );
    jobIds = (await readAll(remote, '/jobs')).map(({ id }) => id);
  });
  after(() => remote.close());

  /** Asks a documented path, with what the documents call it. */
  async function askDocumented(path: string, pattern: string): Promise<VendorJson> {
    const isKnown = schema.operations.some(
      (one) => one.method === 'GET' && one.path === pattern.replace(prefixes, ''),
    );
    assert.ok(isKnown, `${pattern} is no operation.`);
    return bodyOf(remote, path);
  }

  const each = (paths: string[], pattern: string): Promise<VendorJson[]> =>
    Promise.all(paths.map((path) => askDocumented(path, pattern)));

  function assertModel(model: string, rows: readonly VendorJson[]): void {
    assert.ok(rows.length > 0, `There is no ${model}.`);
    const complaints = rows.flatMap((row) => schema.complaints(model, row));
    assert.deepEqual([...new Set(complaints)].slice(0, 5), [], model);
  }

  const lists: [path: string, pattern: string, item: string][] = [
    ['/candidates?limit=100', '/candidates', 'Candidate'],
    ['/jobs?limit=100', '/jobs', 'JobSummary'],
    ['/user-api/v201804/users', '/user-api/v201804/users', 'UserListItem'],
    ['/offers?limit=100', '/offers', 'Offer'],
    ['/configuration/rejection-reasons', '/configuration/rejection-reasons', 'Property'],
    ['/configuration/withdrawal-reasons', '/configuration/withdrawal-reasons', 'Property'],
    ['/configuration/hiring-processes', '/configuration/hiring-processes', 'HiringProcess'],
    ['/configuration/departments', '/configuration/departments', 'Department'],
    ['/configuration/sources', '/configuration/sources', 'SourceTypesContent'],
    [
      '/configuration/sources/JOB_BOARD/values',
      '/configuration/sources/{sourceType}/values',
      'Source',
    ],
  ];
  for (const [path, pattern, item] of lists) {
    it(`lists ${pattern} as the model ${item}`, async () => {
      assertModel(item, (await askDocumented(path, pattern)).content);
    });
  }

  it('shows candidates, applications and what belongs to them as their models', async () => {
    const details = candidateIds.map((id) => `/candidates/${id}`);
    assertModel('CandidateDetails', await each(details, '/candidates/{id}'));
    const own = '/candidates/{id}/jobs/{jobId}';
    assertModel('Application', await each(applications, own));
    for (const [name, item] of [
      ['attachments', 'CandidateAttachmentForJob'],
      ['status/history', 'CandidateStatusHistoryListElem'],
      ['screening-answers', 'ScreeningAnswer'],
      ['properties', 'CandidateProperty'],
      ['offers', 'Offer'],
    ] as const) {
      const paths = applications.map((path) => `${path}/${name}`);
      const answers = await each(paths, `${own}/${name}`);
      assertModel(
        item,
        answers.flatMap(({ content }) => content ?? []),
      );
    }
  });

  it('shows applications by their ids, interviews and their slots as their models', async () => {
    const ids = [...remote.company.tables.applications.values()].map(({ id }) => id);
    const path = '/job-applications-api/v202112/job-applications';
    const byId = ids.map((id) => `${path}/${id}`);
    assertModel('JobApplication', await each(byId, `${path}/{jobApplicationId}`));
    const interviews = '/interviews-api/v201904/interviews';
    const asked = ids.map((id) => `${interviews}?applicationId=${id}`);
    const found = (await each(asked, interviews)).flatMap(({ content }) => content);
    assertModel('Interview', found);
    assertModel(
      'Timeslot',
      found.flatMap(({ timeslots }) => timeslots),
    );
  });

  it('shows jobs, ads, teams and publications as their models', async () => {
    const ofJobs = (name = '') => jobIds.map((id) => `/jobs/${id}${name}`);
    assertModel('JobDetails', await each(ofJobs(), '/jobs/{jobId}'));
    const ads = await each(ofJobs('/jobads'), '/jobs/{jobId}/jobads');
    assertModel('JobAdItem', ads.flat());
    for (const [name, item] of [
      ['hiring-team', 'HiringTeamMemberResponse'],
      ['publication', 'PublicationListItem'],
      ['positions', 'JobPosition'],
      ['status/history', 'JobStatusHistoryContent'],
    ] as const) {
      const answers = await each(ofJobs(`/${name}`), `/jobs/{jobId}/${name}`);
      assertModel(
        item,
        answers.flatMap(({ content }) => content),
      );
    }
  });

  it('shows messages, forms and refusals as their models', async () => {
    const asked = candidateIds.map((id) => `/messages?candidateId=${id}`);
    assertModel('MessageView', (await each(asked, '/messages')).flat());
    const feed = await bodyOf(remote, '/v1/companies/ExampleCompany/postings?limit=100');
    const forms = feed.content.map(({ uuid }: VendorJson) => `/postings/${uuid}/configuration`);
    const questions = (await each(forms, '/postings/{uuid}/configuration')).flatMap(
      (form) => form.questions,
    );
    assertModel('ScreeningQuestion', questions);
    assertModel(
      'ScreeningQuestionField',
      questions.flatMap(({ fields }) => fields),
    );
    const { body } = await ask(remote, '/candidates/nobody');
    assertModel('ErrorResponse', [body]);
    assertModel('Error', body.errors);
    const gone = await ask(remote, `/postings/${crypto.randomUUID()}/configuration`);
    assert.deepEqual(Object.keys(gone.body), ['id', 'code', 'message']);
  });

  it('takes the documented filters and events, and no others', () => {
    const operation = (path: string) =>
      schema.operations.find((one) => one.method === 'GET' && one.path === path);
    assert.deepEqual(candidateParameters.toSorted(), operation('/candidates')?.query.toSorted());
    assert.equal(eventNames.length, 47);
  });

  const samples: [name: string, rows: () => Promise<VendorJson[]>, except?: string[]][] = [
    ['candidates/list', () => each(['/candidates?limit=100'], '/candidates')],
    [
      'candidates/retrieve',
      () =>
        each(
          candidateIds.map((id) => `/candidates/${id}`),
          '/candidates/{id}',
        ),
      // Networks that nobody here has, and positions of headcounts.
      ['facebook', 'twitter', 'positionDetails', 'description', 'startsOn', 'reason', 'location'],
    ],
    ['candidates/retrieve_application', () => each(applications, '/candidates/{id}/jobs/{jobId}')],
    ['jobs/list', () => each(['/jobs?limit=15'], '/jobs'), ['regionCode', 'longitude', 'latitude']],
    [
      'jobs/retrieve',
      () =>
        each(
          jobIds.map((id) => `/jobs/${id}`),
          '/jobs/{jobId}',
        ),
      ['regionCode', 'eeoCategory', 'urls'],
    ],
    ['offers/list', () => each(['/offers?limit=100'], '/offers')],
    [
      'users/list',
      () => each(['/user-api/v201804/users?limit=4'], '/user-api/v201804/users'),
      ['externalData', 'ssoIdentifier'],
    ],
    ['postings/list', async () => [await bodyOf(remote, '/v1/companies/ExampleCompany/postings')]],
  ];
  for (const [name, rows, except = []] of samples) {
    it(`has all that the sample ${name} has`, async () => {
      const lacking = shortcomings(loadSample(name), await rows());
      const unexpected = lacking.filter((one) => !except.some((part) => one.includes(part)));
      assert.deepEqual(unexpected, []);
    });
  }
});
