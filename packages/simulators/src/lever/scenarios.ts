import { companyScenarios } from '../kit/scenarios.ts';
import { leverScopes } from './access.ts';
import { startLeverSimulator } from './start-lever-simulator.ts';
import type { LeverSimulator } from './start-lever-simulator.ts';

const shared = companyScenarios(
  {
    jobs: 'jobs',
    application_stages: 'stages',
    applications: 'applications',
    candidates: 'people',
    interviews: 'interviews',
    offers: 'offers',
    users: 'users',
    notes: 'notes',
  },
  {
    people: 'candidates',
    deleted: 'applications',
    malformed: { model: 'candidates', field: 'title', raw: { headline: { text: 'Welder' } } },
    unknownWord: {
      model: 'jobs',
      field: 'remote_work_status',
      raw: { workplaceType: 'on-ship' },
    },
  },
);

/** What Lever's page for API keys calls what can be read, and what scopes call it. */
const limitable = {
  Users: 'users',
  Postings: 'postings',
  Opportunities: 'opportunities',
  Stages: 'stages',
  'Archive reasons': 'archive_reasons',
  Tags: 'tags',
  Interviews: 'interviews',
  Offers: 'offers',
  Notes: 'notes',
  Feedback: 'feedback',
};

/** What a conformance suite does to a simulated Lever. */
export const leverScenarios = {
  ...shared,
  listRemoteIds: (lever: LeverSimulator) => {
    const { rejectionReasons, feedback } = lever.company.tables;
    return {
      ...shared.listRemoteIds(lever),
      tags: lever.account.countsOf('tags').map(({ text }) => text),
      rejection_reasons: [...rejectionReasons.values()]
        .filter(({ by }) => by !== 'nobody')
        .map(({ id }) => id),
      scorecards: [...feedback.values()]
        .filter(({ submittedAt }) => submittedAt !== null)
        .map(({ id }) => id),
    };
  },
  startWithSmallPages: () => startLeverSimulator({ candidates: 12, limits: { pageSize: 4 } }),
  loopPages: ({ tokens }: LeverSimulator) => {
    tokens.loop('page');
    return { model: 'applications' as const };
  },
  expirePages: ({ tokens }: LeverSimulator) => {
    tokens.expire('page');
    return { model: 'applications' as const };
  },
  limitPermissions: ({ access, credentials }: LeverSimulator) =>
    Object.entries(limitable).map(([missing, resource]) => ({
      missing,
      limit() {
        access.scopes = leverScopes.filter((scope) => !scope.startsWith(`${resource}:`));
        return credentials;
      },
    })),
  listNotes: ({ company }: LeverSimulator) =>
    [...company.tables.notes.values()].map(({ text }) => text),
};
