import { companyScenarios } from '../kit/scenarios.ts';
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
  limitPermissions: ({ access, credentials }: LeverSimulator) => {
    access.scopes = access.scopes.filter((scope) => !scope.startsWith('offers:'));
    return { credentials, missing: 'Offers' };
  },
  listNotes: ({ company }: LeverSimulator) =>
    [...company.tables.notes.values()].map(({ text }) => text),
};
