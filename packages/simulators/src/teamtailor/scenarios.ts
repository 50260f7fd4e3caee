import { companyScenarios } from '../kit/scenarios.ts';
import { startTeamtailorSimulator } from './start-teamtailor-simulator.ts';
import type { TeamtailorSimulator } from './start-teamtailor-simulator.ts';

const shared = companyScenarios(
  {
    jobs: 'jobs',
    application_stages: 'stages',
    applications: 'applications',
    candidates: 'people',
    offers: 'offers',
    users: 'users',
    notes: 'notes',
    rejection_reasons: 'rejectionReasons',
  },
  {
    people: 'candidates',
    deleted: 'applications',
    malformed: { model: 'candidates', field: 'first_name', raw: { 'first-name': ['Ada'] } },
    unknownWord: {
      model: 'jobs',
      field: 'remote_work_status',
      raw: { 'remote-status': 'on-ship' },
    },
  },
);

/** What a conformance suite does to a simulated Teamtailor. */
export const teamtailorScenarios = {
  ...shared,
  startWithSmallPages: () => startTeamtailorSimulator({ candidates: 12, limits: { pageSize: 4 } }),
  loopPages: ({ account }: TeamtailorSimulator) => {
    account.isLooping = true;
    return { model: 'applications' as const };
  },
  /** Only candidates come by cursor; the number of a page does not expire. */
  expirePages: ({ tokens }: TeamtailorSimulator) => {
    tokens.expire('page');
    return { model: 'candidates' as const };
  },
  /** A key is made for public, internal or all data, and sees no candidates without the last. */
  limitPermissions: ({ access, credentials }: TeamtailorSimulator) =>
    (['internal', 'public'] as const).map((level) => ({
      missing: 'Admin',
      limit() {
        access.level = level;
        return credentials;
      },
    })),
  listNotes: ({ company }: TeamtailorSimulator) =>
    [...company.tables.notes.values()].map(({ text }) => text),
};
