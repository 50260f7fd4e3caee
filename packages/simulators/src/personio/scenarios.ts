import { companyScenarios } from '../kit/scenarios.ts';
import { personioScopes } from './access.ts';
import { phasesOf } from './shapes.ts';
import { startPersonioSimulator } from './start-personio-simulator.ts';
import type { PersonioSimulator } from './start-personio-simulator.ts';

const shared = companyScenarios(
  { jobs: 'jobs', applications: 'applications', candidates: 'people' },
  {
    people: 'candidates',
    deleted: 'applications',
    malformed: { model: 'candidates', field: 'first_name', raw: { first_name: { text: 'Mara' } } },
    unknownWord: { model: 'jobs', field: 'employment_type', raw: { employmentType: 'seafaring' } },
  },
);

/** What a conformance suite does to a simulated Personio. */
export const personioScenarios = {
  ...shared,
  /** Phases by their ids; categories share those of the system and most of the others. */
  listRemoteIds(personio: PersonioSimulator) {
    const { account } = personio;
    const phases = account.categories.flatMap((category) => phasesOf(account, category));
    return {
      ...shared.listRemoteIds(personio),
      application_stages: [...new Set(phases.map(({ id }) => id))],
    };
  },
  startWithSmallPages: () => startPersonioSimulator({ candidates: 12, limits: { pageSize: 2 } }),
  loopPages({ account }: PersonioSimulator) {
    account.pages.tokens.loop('page');
    return { model: 'applications' as const };
  },
  expirePages({ account }: PersonioSimulator) {
    account.pages.tokens.expire('page');
    return { model: 'applications' as const };
  },
  limitPermissions: ({ access, credentials }: PersonioSimulator) =>
    personioScopes.map((missing) => ({
      missing,
      limit() {
        access.scopes = personioScopes.filter((scope) => scope !== missing);
        return credentials;
      },
    })),
};
