import { companyScenarios } from '../kit/scenarios.ts';
import { abilities } from './access.ts';
import type { Ability } from './access.ts';
import { eventsOf } from './interviews.ts';
import { startRecruiteeSimulator } from './start-recruitee-simulator.ts';
import type { RecruiteeSimulator } from './start-recruitee-simulator.ts';

const shared = companyScenarios(
  {
    jobs: 'jobs',
    applications: 'applications',
    application_stages: 'stages',
    candidates: 'people',
    interviews: 'interviews',
    users: 'users',
    tags: 'tags',
    rejection_reasons: 'rejectionReasons',
    notes: 'notes',
    scorecards: 'feedback',
  },
  {
    people: 'candidates',
    deleted: 'candidates',
    malformed: {
      model: 'candidates',
      field: 'remote_url',
      raw: { adminapp_url: { href: 'https://app.example.com' } },
    },
    unknownWord: {
      model: 'jobs',
      field: 'employment_type',
      raw: { employment_type: 'seafaring', employment_type_code: 'seafaring' },
    },
  },
);

/** What people see in the app, and the ability that shows it. The names are guesses on both sides. */
const limitable: Readonly<Record<string, Ability>> = {
  Jobs: 'View jobs',
  Candidates: 'View candidates',
  Events: 'View interviews',
  Evaluations: 'View evaluations',
  'Team members': 'View team members',
};

/** What a conformance suite does to a simulated Recruitee. */
export const recruiteeScenarios = {
  ...shared,
  /** Without talent pools, cancelled interviews, people who left, and drafts of evaluations. */
  listRemoteIds: (recruitee: RecruiteeSimulator) => {
    const { account, company } = recruitee;
    const { applications, feedback, jobs, stages, users } = company.tables;
    const idsOf = (rows: Iterable<{ id: string }>): string[] => Array.from(rows, ({ id }) => id);
    return {
      ...shared.listRemoteIds(recruitee),
      jobs: idsOf([...jobs.values()].filter(({ id }) => !account.isPool(id))),
      applications: idsOf([...applications.values()].filter(({ jobId }) => !account.isPool(jobId))),
      application_stages: idsOf([...stages.values()].filter(({ jobId }) => !account.isPool(jobId))),
      interviews: idsOf(eventsOf(account)),
      users: idsOf([...users.values()].filter(({ isActive }) => isActive)),
      scorecards: idsOf([...feedback.values()].filter(({ submittedAt }) => submittedAt !== null)),
    };
  },
  startWithSmallPages: () => startRecruiteeSimulator({ candidates: 12, limits: { pageSize: 4 } }),
  loopPages: ({ account }: RecruiteeSimulator) => {
    account.behaviour.repeatsPages = true;
    return { model: 'candidates' as const };
  },
  limitPermissions: ({ access, credentials }: RecruiteeSimulator) =>
    Object.entries(limitable).map(([missing, ability]) => ({
      missing,
      limit() {
        access.abilities = abilities.filter((name) => name !== ability);
        return credentials;
      },
    })),
  listNotes: ({ company }: RecruiteeSimulator) =>
    Array.from(company.tables.notes.values(), ({ text }) => text),
  nameTrackedApplication: ({ account, company }: RecruiteeSimulator) => {
    const { applications } = company.tables;
    const placement = [...applications.values()].find(({ jobId }) => !account.isPool(jobId));
    if (placement === undefined) throw new Error('The company has no placements.');
    const imported = { id_type: 'placement_id', placement_id: placement.id };
    return { imported, remoteId: placement.id };
  },
};
