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
  listRemoteIds: (teamtailor: TeamtailorSimulator) => {
    const { people, tags, feedback } = teamtailor.company.tables;
    const shown = [...people.values()].filter(({ raw }) => raw?.['tags'] !== null);
    const names = shown.flatMap(({ tagIds }) => tagIds.map((id) => tags.get(id).name));
    return {
      ...shared.listRemoteIds(teamtailor),
      // Texts without ids, whatever their case.
      tags: [...new Set(names.map((name) => name.toLowerCase()))],
      // Nobody's opinion before it is published.
      scorecards: [...feedback.values()]
        .filter(({ submittedAt }) => submittedAt !== null)
        .map(({ id }) => id),
    };
  },
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
  /** A key has a scope and an access, as the settings call them: each can be too little. */
  limitPermissions: ({ access, credentials }: TeamtailorSimulator) =>
    (
      [
        ['Scope: Admin', { level: 'internal', rights: 'read and write' }],
        ['Scope: Admin', { level: 'public', rights: 'read and write' }],
        ['Access: Read', { level: 'admin', rights: 'write' }],
      ] as const
    ).map(([missing, limited]) => ({
      missing,
      limit() {
        Object.assign(access, limited);
        return credentials;
      },
    })),
  listNotes: ({ company }: TeamtailorSimulator) =>
    [...company.tables.notes.values()].map(({ text }) => text),
};
