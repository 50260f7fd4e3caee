import { companyScenarios } from '../kit/scenarios.ts';
import type { View } from './lists.ts';
import { lists, startGreenhouseSimulator } from './start-greenhouse-simulator.ts';
import type { GreenhouseSimulator } from './start-greenhouse-simulator.ts';

const shared = companyScenarios(
  { jobs: 'jobs', candidates: 'people', applications: 'applications' },
  {
    people: 'candidates',
    deleted: 'candidates',
    malformed: { model: 'candidates', field: 'title', raw: { title: { text: 'Welder' } } },
    unknownWord: { model: 'jobs', field: 'status', raw: { status: 'on_ice' } },
  },
);

/** The ids that a list shows to the acting user, but for some. */
function idsOf(
  { organisation, credentials, company }: GreenhouseSimulator,
  name: keyof typeof lists,
  isShown: (shape: Readonly<Record<string, unknown>>) => boolean = () => true,
): string[] {
  const call = { at: company.now(), origin: '', path: '', query: new URLSearchParams() };
  const view: View = { greenhouse: organisation, userId: credentials.user_id, call };
  const entries = [...(lists[name]?.entries(view) ?? [])];
  return entries.filter(({ show }) => isShown(show())).map(({ id }) => String(id));
}

/** Lists of which the scope can be taken away: those that hold the records of a model. */
const limitable = [
  'jobs',
  'job_interview_stages',
  'applications',
  'candidates',
  'interviews',
  'offers',
  'users',
  'user_roles',
  'candidate_tags',
  'rejection_reasons',
  'notes',
  'scorecards',
];

/** What a conformance suite does to a simulated Greenhouse. */
export const greenhouseScenarios = {
  ...shared,
  /** Left out are templates, converted prospects, earlier versions of offers, e-mails, and drafts. */
  listRemoteIds: (greenhouse: GreenhouseSimulator) => ({
    jobs: idsOf(greenhouse, 'jobs', ({ is_template }) => is_template !== true),
    application_stages: idsOf(greenhouse, 'job_interview_stages'),
    applications: idsOf(greenhouse, 'applications', ({ status }) => status !== 'converted'),
    candidates: idsOf(greenhouse, 'candidates'),
    interviews: idsOf(greenhouse, 'interviews'),
    offers: idsOf(greenhouse, 'offers', ({ status }) => status !== 'Deprecated'),
    users: idsOf(
      greenhouse,
      'users',
      ({ id }) => id !== Number(greenhouse.organisation.serviceUserId),
    ),
    notes: idsOf(greenhouse, 'notes', ({ type }) => type === 'NOTE'),
    tags: idsOf(greenhouse, 'candidate_tags'),
    rejection_reasons: idsOf(greenhouse, 'rejection_reasons'),
    scorecards: idsOf(greenhouse, 'scorecards', ({ status }) => status === 'complete'),
  }),
  startWithSmallPages: () => startGreenhouseSimulator({ candidates: 12, limits: { pageSize: 4 } }),
  loopPages: ({ cursors }: GreenhouseSimulator) => {
    cursors.loop('page');
    return { model: 'applications' as const };
  },
  expirePages: ({ cursors }: GreenhouseSimulator) => {
    cursors.expire('page');
    return { model: 'applications' as const };
  },
  limitPermissions: ({ access, credentials }: GreenhouseSimulator) => {
    const all = access.scopes;
    const scopes = limitable.map((name) => `harvest:${name}:list`);
    return [
      ...scopes.map((missing) => ({
        missing,
        limit() {
          access.scopes = all.filter((scope) => scope !== missing);
          return credentials;
        },
      })),
      {
        missing: 'Site Admin',
        limit() {
          access.scopes = all;
          access.isServiceUserAdmin = false;
          const { user_id: _siteAdmin, ...client } = credentials;
          return client;
        },
      },
    ];
  },
  listNotes: ({ company }: GreenhouseSimulator) =>
    [...company.tables.notes.values()].map(({ text }) => text),
  nameTrackedApplication: (greenhouse: GreenhouseSimulator) => {
    const [remoteId] = idsOf(greenhouse, 'applications', ({ status }) => status === 'in_process');
    if (remoteId === undefined) throw new Error('The company has no application under way.');
    const imported = { id_type: 'application_id', application_id: remoteId };
    return { imported, remoteId };
  },
};
