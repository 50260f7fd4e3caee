import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import type { AshbySimulator, AshbyState } from '@hirewire/simulators';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type AnyRecord,
  type ListName,
  type OfficialSdk,
  createOfficialSdk,
  listAll,
  listNames,
  remoteIds,
} from './official-sdk.ts';
import { idsOf } from './simulated-remote-ids.ts';
import { type RunningHirewire, type Tenant, startSyncedHirewire } from './start-hirewire.ts';

/** Remote ids by list; a list that is not named must show nothing. */
type Shown = { [Name in ListName]?: string[] };

interface Outcome {
  /** Whose own fields changed: shown, with a later `changed_at`. */
  changed?: Shown;
  /** What only a relation changed of: shown, with the `changed_at` that it had. */
  related?: Shown;
}

interface Change {
  title: string;
  /** Changes the simulator and tells which lists must show what. */
  make: (state: AshbyState) => Outcome;
  /** Deletions show in full syncs only. */
  type?: 'FULL';
}

type Records = AshbyState['records'];

function first<T>(records: Iterable<T>, isWanted: (record: T) => boolean = () => true): T {
  return [...records].find(isWanted) ?? assert.fail('the simulator has no such record');
}

function idsWhere<T extends { id: string }>(
  records: Iterable<T>,
  isWanted: (record: T) => boolean,
): string[] {
  return idsOf([...records].filter(isWanted));
}

const applicationsOf = ({ applications }: Records, candidateId: string): string[] =>
  idsWhere(applications.values(), ({ candidate }) => candidate.id === candidateId);

const offersOf = ({ offers }: Records, applicationIds: string[]): string[] =>
  idsWhere(offers.values(), ({ applicationId }) => applicationIds.includes(applicationId));

const interviewsOf = ({ interviewSchedules }: Records, applicationIds: string[]): string[] =>
  idsOf(
    [...interviewSchedules.values()]
      .filter(({ applicationId }) => applicationIds.includes(applicationId))
      .flatMap(({ interviewEvents }) => interviewEvents),
  );

/** An application that has an interview and an offer. */
function busyApplication(records: Records) {
  return first(
    records.applications.values(),
    ({ id }) => interviewsOf(records, [id]).length > 0 && offersOf(records, [id]).length > 0,
  );
}

/** A job with a posting on the board, which is where its description and form come from. */
function advertisedJob({ jobs, jobPostings, unpublishedPostingIds }: Records) {
  const posting = first(
    jobPostings.values(),
    ({ id, isListed, jobId }) =>
      isListed &&
      !unpublishedPostingIds.has(id) &&
      [...jobPostings.values()].filter((other) => other.jobId === jobId).length === 1,
  );
  return { posting, job: jobs.get(posting.jobId) };
}

const changes: Change[] = [
  {
    title: 'a renamed stage shows its applications, not their candidates nor the jobs',
    make: (state) => {
      const { currentInterviewStage } = first(state.records.applications.values());
      const { id } = currentInterviewStage;
      state.renameStage(id, 'Chat over coffee');
      return {
        changed: { application_stages: [id] },
        related: {
          applications: idsWhere(
            state.records.applications.values(),
            (application) => application.currentInterviewStage.id === id,
          ),
        },
      };
    },
  },
  {
    title: 'a stage added to a plan shows the jobs that use the plan',
    make: (state) => {
      const { records } = state;
      const planId = first(records.jobs.values()).interviewPlanIds[0] ?? assert.fail();
      const id = '6d1a7e0e-1111-4000-8000-000000000001';
      const like = records.stagesOf(planId)[0] ?? assert.fail();
      state.insert('interviewStages', { ...like, id, title: 'Case study' });
      state.put('interviewPlans', planId, {});
      return {
        changed: { application_stages: [id] },
        related: {
          jobs: idsWhere(records.jobs.values(), (job) => job.interviewPlanIds.includes(planId)),
        },
      };
    },
  },
  {
    title: 'a renamed job shows neither applications nor candidates, interviews or offers',
    make: (state) => {
      const { job } = busyApplication(state.records);
      state.renameJob(job.id, 'Head of Renamed Things');
      return { changed: { jobs: [job.id] } };
    },
  },
  {
    title: 'a changed posting shows its job',
    make: (state) => {
      const { posting, job } = advertisedJob(state.records);
      state.updatePosting(posting.id, { title: 'Join us as something else' });
      return { related: { jobs: [job.id] } };
    },
  },
  {
    title: 'a changed screening question shows its job',
    make: (state) => {
      const { posting, job } = advertisedJob(state.records);
      const form = structuredClone(posting.applicationFormDefinition);
      const question = form.sections.flatMap(({ fields }) => fields).at(-1) ?? assert.fail();
      question.field.title = 'What would you ask us?';
      state.updatePosting(posting.id, { applicationFormDefinition: form });
      return { related: { jobs: [job.id] } };
    },
  },
  {
    title: 'a member who left a hiring team shows the job',
    make: (state) => {
      const job = first(state.records.jobs.values(), ({ hiringTeam }) => hiringTeam.length > 1);
      const gone = job.hiringTeam[0]?.userId;
      const hiringTeam = job.hiringTeam.filter(({ userId }) => userId !== gone);
      state.insert('jobs', { ...job, hiringTeam });
      return { related: { jobs: [job.id] } };
    },
  },
  {
    title: 'a changed candidate shows the applications, not interviews and offers',
    make: (state) => {
      const { candidate } = busyApplication(state.records);
      state.updateCandidate(candidate.id, { name: 'Renamed Person' });
      return {
        changed: { candidates: [candidate.id] },
        related: { applications: applicationsOf(state.records, candidate.id) },
      };
    },
  },
  {
    title: 'a tag given to a candidate shows the candidate, not the applications',
    make: (state) => {
      const { candidate } = busyApplication(state.records);
      const person = state.records.candidates.get(candidate.id);
      const tag = first(state.records.tags.values(), ({ id, isArchived }) => {
        return !isArchived && person.tags.every((held) => held.id !== id);
      });
      // Without a new `updatedAt`, as the tag alone is what changes here.
      state.insert('candidates', { ...person, tags: [...person.tags, tag] });
      return { related: { candidates: [person.id] } };
    },
  },
  {
    title: 'a tag taken from a candidate shows the candidate, not the applications',
    make: (state) => {
      const person = first(state.records.candidates.values(), ({ tags, applicationIds }) => {
        return applicationIds.length > 0 && tags.some(({ isArchived }) => !isArchived);
      });
      state.insert('candidates', { ...person, tags: [] });
      return { related: { candidates: [person.id] } };
    },
  },
  {
    title: 'a renamed tag shows neither candidates nor applications',
    make: (state) => {
      const { tags } = first(state.records.candidates.values(), (one) => one.tags.length > 0);
      const id = tags[0]?.id ?? assert.fail();
      state.put('tags', id, { title: 'Renamed tag' });
      return { changed: { tags: [id] } };
    },
  },
  {
    title: 'a moved application shows its candidate, interviews and offers',
    make: (state) => {
      const { id, candidate, currentInterviewStage } = busyApplication(state.records);
      const stages = state.records.stagesOf(currentInterviewStage.interviewPlanId);
      const other = first(stages, (stage) => stage.id !== currentInterviewStage.id);
      state.moveApplication(id, other.id);
      return {
        changed: { applications: [id] },
        related: {
          candidates: [candidate.id],
          interviews: interviewsOf(state.records, [id]),
          offers: offersOf(state.records, [id]),
        },
      };
    },
  },
  {
    title: 'a new application shows its candidate',
    make: (state) => {
      const person = first(state.records.candidates.values(), (one) => {
        return one.applicationIds.length === 0;
      });
      const { updatedAt } = person;
      const { id: jobId } = first(state.records.jobs.values());
      const { id } = state.addApplication(person.id, jobId);
      // The candidate of itself is as before.
      state.insert('candidates', { ...person, updatedAt });
      return { changed: { applications: [id] }, related: { candidates: [person.id] } };
    },
  },
  {
    title: 'a new interview shows its application',
    make: (state) => {
      const { id: applicationId } = busyApplication(state.records);
      const { interviewEvents } = state.addInterview(applicationId, {
        interviewId: first(state.records.interviews.values()).id,
        interviewerIds: [first(state.records.users.values()).id],
        startTime: '2027-01-01T09:00:00.000Z',
        endTime: '2027-01-01T10:00:00.000Z',
      });
      return {
        changed: { interviews: idsOf(interviewEvents) },
        related: { applications: [applicationId] },
      };
    },
  },
  {
    title: 'a canceled interview shows its application',
    make: (state) => {
      const { id, applicationId, interviewEvents } = first(
        state.records.interviewSchedules.values(),
        (schedule) => schedule.interviewEvents.length > 0 && schedule.status !== 'Cancelled',
      );
      state.cancelInterview(id);
      return {
        changed: { interviews: idsOf(interviewEvents) },
        related: { applications: [applicationId] },
      };
    },
  },
  {
    title: 'an interviewer who joined shows the interview, not its application',
    make: (state) => {
      const schedule = first(state.records.interviewSchedules.values(), (one) => {
        return one.interviewEvents.length === 1;
      });
      const event = schedule.interviewEvents[0] ?? assert.fail();
      const user = first(state.records.users.values(), ({ id }) => {
        return !event.interviewerUserIds.includes(id);
      });
      const interviewer = {
        ...user,
        trainingRole: null,
        interviewerPool: null,
        isFeedbackRequired: false,
      };
      const interviewEvents = [
        {
          ...event,
          interviewerUserIds: [...event.interviewerUserIds, user.id],
          interviewers: [...event.interviewers, interviewer],
        },
      ];
      state.insert('interviewSchedules', { ...schedule, interviewEvents });
      return { related: { interviews: [event.id] } };
    },
  },
  {
    title: 'a renamed user shows neither interviews nor jobs',
    make: (state) => {
      const { interviewEvents } = first(state.records.interviewSchedules.values(), (one) => {
        return one.interviewEvents.some(({ interviewerUserIds }) => interviewerUserIds.length > 0);
      });
      const id = interviewEvents.flatMap((event) => event.interviewerUserIds)[0] ?? assert.fail();
      state.put('users', id, { firstName: 'Renamed' });
      return { changed: { users: [id] } };
    },
  },
  {
    title: 'a user with another system role shows alone',
    make: (state) => {
      const { id } = first(state.records.users.values(), ({ globalRole }) => {
        return globalRole === 'Limited Access';
      });
      state.put('users', id, { globalRole: 'Organization Admin' });
      return { related: { users: [id] } };
    },
  },
  {
    title: 'a renamed role of hiring teams shows alone',
    make: (state) => {
      const { jobs, hiringTeamRoles } = state.records;
      const { role } = first([...jobs.values()].flatMap(({ hiringTeam }) => hiringTeam));
      const { id } = first(hiringTeamRoles.values(), ({ title }) => title === role);
      state.put('hiringTeamRoles', id, { title: 'Chief Listener' });
      // The collection grows while it is written to.
      const unchanged = [...jobs.values()];
      for (const job of unchanged) {
        // Ashby names the role in the team by its title.
        const hiringTeam = job.hiringTeam.map((member) =>
          member.role === role ? { ...member, role: 'Chief Listener' } : member,
        );
        state.insert('jobs', { ...job, hiringTeam });
      }
      return { changed: { roles: [id] } };
    },
  },
  {
    title: 'a changed offer shows its application, not the candidate',
    make: (state) => {
      const { id, applicationId } = first(state.records.offers.values());
      state.changeOffer(id, { latestVersion: { startDate: '2027-05-01T00:00:00.000Z' } });
      return { changed: { offers: [id] }, related: { applications: [applicationId] } };
    },
  },
  {
    title: 'a renamed rejection reason shows alone',
    make: (state) => {
      const { id } = first(state.records.archiveReasons.values());
      state.put('archiveReasons', id, { text: 'Not this time' });
      return { changed: { rejection_reasons: [id] } };
    },
  },
  {
    title: 'a deleted interview shows, and so does its application',
    type: 'FULL',
    make: (state) => {
      const { id, applicationId, interviewEvents } = first(
        state.records.interviewSchedules.values(),
        (schedule) => schedule.interviewEvents.length > 0,
      );
      state.records.interviewSchedules.delete(id);
      return {
        changed: { interviews: idsOf(interviewEvents) },
        related: { applications: [applicationId] },
      };
    },
  },
  {
    title: 'a deleted offer shows, and so does its application',
    type: 'FULL',
    make: (state) => {
      const { id, applicationId } = first(state.records.offers.values());
      state.records.offers.delete(id);
      return { changed: { offers: [id] }, related: { applications: [applicationId] } };
    },
  },
  {
    title: 'a deleted person shows with all that belongs to it',
    type: 'FULL',
    make: (state) => {
      const { candidate } = busyApplication(state.records);
      const applications = applicationsOf(state.records, candidate.id);
      const gone = {
        candidates: [candidate.id],
        applications,
        interviews: interviewsOf(state.records, applications),
        offers: offersOf(state.records, applications),
      };
      state.deleteCandidate(candidate.id);
      return { changed: gone };
    },
  },
  { title: 'a delta that finds nothing new shows nothing', make: () => ({}) },
  { title: 'a full sync that finds nothing new shows nothing', type: 'FULL', make: () => ({}) },
];

describe('updated_after with the official TypeScript SDK', () => {
  let hirewire: RunningHirewire;
  let simulator: AshbySimulator;
  let tenant: Tenant;
  let sdk: OfficialSdk;

  /** The last that was seen of each record, by remote id. */
  const known = {} as Record<ListName, Map<string, AnyRecord>>;

  before(async () => {
    // With fewer, a sync would take the deletion of one person's records for a mistake.
    ({ hirewire, simulator, tenant } = await startSyncedHirewire({ candidates: 300 }));
    sdk = createOfficialSdk(hirewire.url, tenant);
    for (const name of listNames) known[name] = await read(name, { include_deleted: true });
  });
  after(() => hirewire.close());

  async function read(
    name: ListName,
    request: { include_deleted?: boolean; updated_after?: Date },
  ): Promise<Map<string, AnyRecord>> {
    const records: AnyRecord[] = await listAll(sdk.kombo, name, request);
    return new Map(records.map((record) => [record.remote_id ?? '', record]));
  }

  for (const { title, make, type = 'DELTA' } of changes) {
    it(title, async () => {
      // Apart from the last sync, whose changes a moment ago are none of this test's.
      await pause(5);
      const since = new Date();
      await pause(5);
      const { changed = {}, related = {} } = make(simulator.state);
      await hirewire.sync(tenant.integrationId, type);

      const shown: Shown = {};
      const ownChanged: Shown = {};
      for (const name of listNames) {
        const updated = await read(name, { updated_after: since, include_deleted: true });
        const living = await read(name, { updated_after: since });
        const alive = [...updated.values()].filter(({ remote_deleted_at }) => !remote_deleted_at);
        assert.deepEqual([...living.keys()].toSorted(), remoteIds(alive), `living ${name}`);
        shown[name] = [...updated.keys()].toSorted();
        ownChanged[name] = [...updated]
          .filter(([id, { changed_at }]) => changed_at > (known[name].get(id)?.changed_at ?? 0))
          .map(([id]) => id)
          .toSorted();
        for (const [id, record] of updated) known[name].set(id, record);
      }
      assert.deepEqual(shown, everyList(changed, related), 'what is shown');
      assert.deepEqual(ownChanged, everyList(changed), 'whose changed_at moved');
    });
  }

  it('shows in every record the newest of what it links to, whatever updated_after says', async () => {
    let compared = 0;
    for (const name of listNames) known[name] = await read(name, { include_deleted: true });
    for (const name of listNames) {
      for (const record of known[name].values()) compared += compareLinked(record, name);
    }
    assert.ok(compared > 1000, `only ${compared} linked records were compared`);
  });

  /** Compares what a record repeats of others with those; returns how many that were. */
  function compareLinked(record: object, path: string): number {
    let compared = 0;
    for (const [key, value] of Object.entries(record)) {
      for (const item of [value].flat()) {
        if (typeof item !== 'object' || item === null) continue;
        const list = linked[key];
        const target = list && known[list].get((item as AnyRecord).remote_id ?? '');
        if (target !== undefined) {
          const repeated = Object.entries(item).filter(
            ([field, part]) => field in target && (typeof part !== 'object' || part === null),
          );
          const found = repeated.map(([field]) => [field, target[field as keyof AnyRecord]]);
          assert.deepEqual(repeated, found, `${path}.${key}`);
          compared += 1;
        }
        compared += compareLinked(item as object, `${path}.${key}`);
      }
    }
    return compared;
  }
});

/** Where records repeat a part of others. */
const linked: Readonly<Record<string, ListName>> = {
  applications: 'applications',
  application: 'applications',
  candidate: 'candidates',
  current_stage: 'application_stages',
  hiring_team: 'users',
  interviews: 'interviews',
  job: 'jobs',
  job_roles: 'roles',
  offers: 'offers',
  stages: 'application_stages',
  system_roles: 'roles',
  tags: 'tags',
  users: 'users',
};

/** All lists, empty ones too, with their ids in one order. */
function everyList(...parts: Shown[]): Shown {
  return Object.fromEntries(
    listNames.map((name) => [name, parts.flatMap((part) => part[name] ?? []).toSorted()]),
  );
}
