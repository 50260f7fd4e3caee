import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import type { AshbySimulator, AshbyState } from '@hirewire/simulators';
import { createCheckedFetch } from './checked-fetch.ts';
import {
  type ListName,
  type ListRequests,
  type OfficialSdk,
  type SdkRecord,
  createOfficialSdk,
  listAll,
  listNames,
  listPath,
  remoteIds,
} from './official-sdk.ts';
import { filtersOf } from './list-filters.ts';
import { idsOf } from './simulated-remote-ids.ts';
import { type RunningHirewire, type Tenant, startSyncedHirewire } from './start-hirewire.ts';

type Records = AshbyState['records'];
type Everything = { [Name in ListName]: SdkRecord<Name>[] };

/** What is asked for, and what must come: remote ids that the simulator itself tells. */
interface Case<Name extends ListName> {
  request: ListRequests[Name];
  expected: string[];
}

/** `everything` is the whole of each list, for filters that take Hirewire's own ids. */
type MakeCase<Name extends ListName> = (remote: Records, everything: Everything) => Case<Name>;
type Cases = { [Name in ListName]?: Record<string, MakeCase<Name>> };

/** The ids of those among some of the simulator's records that a test is true of. */
function those<T extends { id: string }>(
  records: Iterable<T>,
  isWanted: (record: T) => boolean,
): string[] {
  return idsOf([...records].filter(isWanted));
}

/** Midnight of a day about in the middle of the records' dates of creation. */
function middleDay(records: Iterable<{ createdAt: string }>): Date {
  const dates = [...records].map(({ createdAt }) => createdAt).toSorted();
  return new Date(`${dates[Math.floor(dates.length / 2)]?.slice(0, 10)}T00:00:00.000Z`);
}

function isSince(date: Date): (record: { createdAt: string }) => boolean {
  return ({ createdAt }) => Date.parse(createdAt) >= date.getTime();
}

function first<T>(records: Iterable<T>, isWanted: (record: T) => boolean = () => true): T {
  return [...records].find(isWanted) ?? assert.fail('the simulator has no such record');
}

const ofStatus = (...statuses: string[]) => ({
  applications: ({ applications }: Records) =>
    those(applications.values(), ({ status }) => statuses.includes(status)),
  jobs: ({ jobs }: Records) => those(jobs.values(), ({ status }) => statuses.includes(status)),
});

const ofType =
  (wire: string, ashby: string): MakeCase<'jobs'> =>
  ({ jobs }) => ({
    request: { employment_types: [wire] },
    expected: those(jobs.values(), ({ employmentType }) => employmentType === ashby),
  });

/** Two jobs that people applied for. */
function twoJobs({ applications }: Records): [string, string] {
  const ids = [...new Set([...applications.values()].map(({ job }) => job.id))];
  return [ids[0] ?? '', ids[3] ?? ''];
}

function ownIds(records: readonly { id: string; remote_id: string | null }[], wanted: string[]) {
  return records.filter(({ remote_id }) => wanted.includes(remote_id ?? '')).map(({ id }) => id);
}

/** A job's postings by what the board shows: published ones only, listed ones first. */
function visibilityOf(remote: Records, job: { id: string; confidential: boolean }): string | null {
  if (job.confidential) return 'CONFIDENTIAL';
  const postings = [...remote.jobPostings.values()].filter(
    ({ id, jobId }) => jobId === job.id && !remote.unpublishedPostingIds.has(id),
  );
  if (postings.length === 0) return null;
  return postings.some(({ isListed }) => isListed) ? 'PUBLIC' : 'UNLISTED';
}

const ofVisibility =
  (...visibilities: string[]): MakeCase<'jobs'> =>
  (remote) => ({
    request: { visibilities },
    expected: those(remote.jobs.values(), (job) =>
      visibilities.includes(visibilityOf(remote, job) ?? ''),
    ),
  });

const cases: Cases = {
  applications: {
    'one outcome: PENDING': (remote) => ({
      request: { outcomes: ['PENDING'] },
      expected: ofStatus('Active', 'Lead').applications(remote),
    }),
    'one outcome: HIRED': (remote) => ({
      request: { outcomes: ['HIRED'] },
      expected: ofStatus('Hired').applications(remote),
    }),
    'two outcomes': (remote) => ({
      request: { outcomes: ['HIRED', 'DECLINED'] },
      expected: ofStatus('Hired', 'Archived').applications(remote),
    }),
    'ids of jobs': (remote, { jobs }) => ({
      request: { job_ids: ownIds(jobs, twoJobs(remote)) },
      expected: those(remote.applications.values(), ({ job }) => twoJobs(remote).includes(job.id)),
    }),
    'remote ids of jobs': (remote) => ({
      request: { job_remote_ids: twoJobs(remote) },
      expected: those(remote.applications.values(), ({ job }) => twoJobs(remote).includes(job.id)),
    }),
    'current stages': (remote, { application_stages }) => {
      const { currentInterviewStage } = first(remote.applications.values());
      const other = first(
        remote.applications.values(),
        (application) => application.currentInterviewStage.id !== currentInterviewStage.id,
      ).currentInterviewStage;
      const stages = [currentInterviewStage.id, other.id];
      return {
        request: { current_stage_ids: ownIds(application_stages, stages) },
        expected: those(remote.applications.values(), (application) =>
          stages.includes(application.currentInterviewStage.id),
        ),
      };
    },
    'the day of creation': ({ applications }) => {
      const day = middleDay(applications.values());
      return {
        request: { remote_created_after: day },
        expected: those(applications.values(), isSince(day)),
      };
    },
    'several filters at once': ({ applications }) => {
      const day = middleDay(applications.values());
      const { job } = first(applications.values(), (one) => one.status === 'Archived');
      return {
        request: {
          outcomes: ['DECLINED', 'PENDING'],
          job_remote_ids: [job.id],
          remote_created_after: day,
        },
        expected: those(
          applications.values(),
          (one) => one.status !== 'Hired' && one.job.id === job.id && isSince(day)(one),
        ),
      };
    },
  },
  candidates: {
    'e-mail address in another case': ({ candidates }) => {
      const { primaryEmailAddress } = first(candidates.values(), (one) =>
        Boolean(one.primaryEmailAddress),
      );
      const email = primaryEmailAddress?.value ?? '';
      return {
        request: { email: email.toUpperCase() },
        expected: those(candidates.values(), ({ emailAddresses }) =>
          emailAddresses.some(({ value }) => value.toLowerCase() === email.toLowerCase()),
        ),
      };
    },
    'e-mail address that is not the primary one': ({ candidates }) => {
      const person = first(candidates.values(), ({ emailAddresses }) => emailAddresses.length > 1);
      const email = person.emailAddresses.find(({ isPrimary }) => !isPrimary)?.value ?? '';
      return { request: { email }, expected: [person.id] };
    },
    'first name in another case': (_, { candidates }) => {
      const { first_name } = first(candidates, (one) =>
        /^\p{Lu}\p{Ll}{3,}$/u.test(one.first_name ?? ''),
      );
      return {
        request: { first_name: first_name?.toUpperCase() },
        expected: remoteIds(candidates.filter((one) => one.first_name === first_name)),
      };
    },
    'last name with an accent in another case': (_, { candidates }) => {
      const { last_name } = first(candidates, (one) =>
        /^[^ß]*[äöüéčśż][^ß]*$/.test(one.last_name ?? ''),
      );
      return {
        request: { last_name: last_name?.toUpperCase() },
        expected: remoteIds(candidates.filter((one) => one.last_name === last_name)),
      };
    },
    'last name whose capitals are written otherwise': (_, { candidates }) => {
      // Größer, GRÖSSER
      const { last_name } = first(candidates, (one) => one.last_name?.includes('ß') ?? false);
      return {
        request: { last_name: last_name?.toUpperCase() },
        expected: remoteIds(candidates.filter((one) => one.last_name === last_name)),
      };
    },
    'first and last name': (_, { candidates }) => {
      const { first_name, last_name } = first(candidates, (one) => Boolean(one.last_name));
      return {
        request: { first_name: first_name ?? '', last_name: last_name ?? '' },
        expected: remoteIds(
          candidates.filter((one) => one.first_name === first_name && one.last_name === last_name),
        ),
      };
    },
    'jobs that they applied for': (remote, { jobs }) => {
      const wanted = twoJobs(remote);
      const applicants = [...remote.applications.values()]
        .filter(({ job }) => wanted.includes(job.id))
        .map(({ candidate }) => candidate.id);
      return {
        request: { job_ids: ownIds(jobs, wanted) },
        expected: those(remote.candidates.values(), ({ id }) => applicants.includes(id)),
      };
    },
  },
  jobs: {
    'job codes': ({ jobs }) => {
      const codes = [...jobs.values()].flatMap((job) => job.customRequisitionId ?? []).slice(2, 4);
      return {
        request: { job_codes: codes },
        expected: those(jobs.values(), (job) => codes.includes(job.customRequisitionId ?? '')),
      };
    },
    'address of a posting': (_, { jobs }) => {
      const { post_url, remote_id } = first(jobs, (job) => Boolean(job.post_url));
      return { request: { post_url: post_url ?? '' }, expected: [remote_id] };
    },
    'one status: DRAFT': (remote) => ({
      request: { statuses: ['DRAFT'] },
      expected: ofStatus('Draft').jobs(remote),
    }),
    'two statuses': (remote) => ({
      request: { statuses: ['OPEN', 'ARCHIVED'] },
      expected: ofStatus('Open', 'Archived').jobs(remote),
    }),
    'the status CLOSED': (remote) => ({
      request: { statuses: ['CLOSED'] },
      expected: ofStatus('Closed').jobs(remote),
    }),
    'employment type FULL_TIME': ofType('FULL_TIME', 'FullTime'),
    'employment type PART_TIME': ofType('PART_TIME', 'PartTime'),
    'employment type CONTRACT': ofType('CONTRACT', 'Contract'),
    'employment type SEASONAL': ofType('SEASONAL', 'Temporary'),
    'employment type INTERNSHIP': ofType('INTERNSHIP', 'Intern'),
    'visibility PUBLIC': ofVisibility('PUBLIC'),
    'visibilities UNLISTED and CONFIDENTIAL': ofVisibility('UNLISTED', 'CONFIDENTIAL'),
    'the day of creation': ({ jobs }) => {
      const day = middleDay(jobs.values());
      return {
        request: { remote_created_after: day },
        expected: those(jobs.values(), isSince(day)),
      };
    },
    'a keyword of the name in another case': ({ jobs }) => ({
      request: { name_contains: 'ENGINEER' },
      expected: those(jobs.values(), ({ title }) => title.toLowerCase().includes('engineer')),
    }),
    'two keywords in any order': ({ jobs }) => {
      const { title } = first(jobs.values(), (job) => job.title.split(' ').length > 2);
      const words = title.toLowerCase().split(' ');
      return {
        request: { name_contains: words.toReversed().join(' ') },
        expected: those(jobs.values(), (job) =>
          words.every((word) => job.title.toLowerCase().includes(word)),
        ),
      };
    },
  },
  users: {
    'e-mail addresses in another case': ({ users }) => {
      const emails = [...users.values()].flatMap(({ email }) => email ?? []).slice(1, 3);
      return {
        request: { emails: emails.map((email) => email.toUpperCase()) },
        expected: those(users.values(), ({ email }) => emails.includes(email ?? '')),
      };
    },
  },
  roles: {
    'scope JOB': ({ hiringTeamRoles }) => ({
      request: { scopes: ['JOB'] },
      expected: idsOf(hiringTeamRoles.values()),
    }),
    'scope SYSTEM': (_, { roles }) => ({
      request: { scopes: ['SYSTEM'] },
      expected: remoteIds(roles.filter(({ scope }) => scope === 'SYSTEM')),
    }),
  },
  interviews: {
    'jobs that they are about': (remote, { jobs }) => {
      const { applicationId } = first(
        remote.interviewSchedules.values(),
        ({ interviewEvents }) => interviewEvents.length > 0,
      );
      const jobId = remote.applications.get(applicationId).job.id;
      const schedules = [...remote.interviewSchedules.values()].filter(
        (schedule) => remote.applications.get(schedule.applicationId).job.id === jobId,
      );
      return {
        request: { job_ids: ownIds(jobs, [jobId]) },
        expected: idsOf(schedules.flatMap(({ interviewEvents }) => interviewEvents)),
      };
    },
  },
};

describe('filters with the official TypeScript SDK', () => {
  let hirewire: RunningHirewire;
  let simulator: AshbySimulator;
  let tenant: Tenant;
  let sdk: OfficialSdk;
  const everything = {} as Everything;

  before(async () => {
    ({ hirewire, simulator, tenant } = await startSyncedHirewire());
    sdk = createOfficialSdk(hirewire.url, tenant);
    for (const name of listNames) await readInto(everything, name);
  });
  after(() => hirewire.close());

  async function readInto<Name extends ListName>(target: Everything, name: Name): Promise<void> {
    const records: { remote_id: string | null }[] = await listAll(sdk.kombo, name);
    // In an order that is the same in every run: ids are not, as the integration's is random.
    const byRemoteId = Map.groupBy(records, ({ remote_id }) => remote_id ?? '');
    target[name] = remoteIds(records).flatMap((id) => byRemoteId.get(id)) as Everything[Name];
  }

  for (const name of listNames) {
    for (const [title, makeCase] of Object.entries(cases[name] ?? {})) {
      it(`finds ${name} by ${title}`, async () => {
        // The table pairs each list with its own requests; a loop over it cannot say so in types.
        const { request, expected } = (makeCase as MakeCase<'tags'>)(
          simulator.state.records,
          everything,
        );
        assert.ok(expected.length > 0, 'nothing would match');
        assert.ok(expected.length < everything[name].length, 'everything would match');
        assert.deepEqual(remoteIds(await listAll(sdk.kombo, name, request)), expected);
      });
    }

    it(`finds ${name} by ids, and leaves out ids that it does not know`, async () => {
      const wanted = everything[name].slice(1, 4);
      const ids = [...wanted.map(({ id }) => id), '222k7eCGyUdgt2JWZDNnkDs3'];
      const found = await listAll(sdk.kombo, name, { ids });
      assert.deepEqual(remoteIds(found), remoteIds(wanted));
    });

    it(`finds ${name} by remote ids`, async () => {
      const wanted = everything[name].slice(2, 5);
      const remote_ids = [...remoteIds(wanted), 'no-such-id'];
      const found = await listAll(sdk.kombo, name, { remote_ids });
      assert.deepEqual(remoteIds(found), remoteIds(wanted));
    });

    it(`finds only the ${name} that fit both ids and remote ids`, async () => {
      const [one, two, three] = everything[name];
      const found = await listAll(sdk.kombo, name, {
        ids: [one?.id ?? '', two?.id ?? ''],
        remote_ids: [two?.remote_id ?? '', three?.remote_id ?? ''],
      });
      assert.deepEqual(remoteIds(found), [two?.remote_id]);
    });

    it(`takes empty lists for no filter on ${name}`, async () => {
      const found = await listAll(sdk.kombo, name, { ids: [], remote_ids: [] });
      assert.equal(found.length, everything[name].length);
    });

    it(`gives nothing of ${name} for ids of other lists only`, async () => {
      const others = listNames.filter((other) => other !== name);
      const ids = others.map((other) => everything[other][0]?.id ?? '');
      assert.deepEqual(await listAll(sdk.kombo, name, { ids }), []);
    });
  }

  it('has a case for every filter of the contract', () => {
    const elsewhere = ['cursor', 'updated_after', 'ids', 'remote_ids', 'outcome', 'status'];
    for (const name of listNames) {
      const requests = Object.values(cases[name] ?? {}).map(
        (makeCase) => (makeCase as MakeCase<'tags'>)(simulator.state.records, everything).request,
      );
      const tried = new Set(requests.flatMap(Object.keys));
      const missing = filtersOf(name).filter((key) => !tried.has(key) && !elsewhere.includes(key));
      assert.deepEqual(missing, [], name);
    }
  });

  it('takes keywords literally', async () => {
    for (const name_contains of ['%', '_', '\\', 'engineer%']) {
      assert.deepEqual(await listAll(sdk.kombo, 'jobs', { name_contains }), [], name_contains);
    }
  });

  it('matches whole names and addresses only', async () => {
    const { first_name, email_addresses } =
      everything.candidates.find((one) => one.email_addresses?.length && one.first_name) ??
      assert.fail();
    const email = email_addresses?.[0]?.email_address ?? '';
    const part = first_name?.slice(0, -1) ?? '';
    const ofPart = everything.candidates.filter(
      (one) => one.first_name?.toLowerCase() === part.toLowerCase(),
    );
    const found = await listAll(sdk.kombo, 'candidates', { first_name: part });
    assert.deepEqual(remoteIds(found), remoteIds(ofPart));
    assert.deepEqual(await listAll(sdk.kombo, 'candidates', { email: email.slice(1) }), []);
  });

  // The SDKs do not know these two; Kombo's OpenAPI document still has them.
  const deprecated = [
    { name: 'applications', query: 'outcome=HIRED', statuses: ['Hired'] },
    { name: 'jobs', query: 'status=CLOSED', statuses: ['Closed'] },
  ] as const;
  for (const { name, query, statuses } of deprecated) {
    it(`still finds ${name} by the deprecated ${query}`, async () => {
      const response = await createCheckedFetch([])(
        `${hirewire.url}${listPath(name)}?page_size=250&${query}`,
        {
          headers: {
            authorization: `Bearer ${tenant.apiKey}`,
            'x-integration-id': tenant.integrationId,
          },
        },
      );
      const { data } = (await response.json()) as { data: { results: { remote_id: string }[] } };
      const expected = ofStatus(...statuses)[name](simulator.state.records);
      assert.ok(expected.length > 0);
      assert.deepEqual(remoteIds(data.results), expected);
    });
  }
});
