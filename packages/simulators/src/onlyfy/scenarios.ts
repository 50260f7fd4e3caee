import { reasonOf } from './shapes.ts';
import { startOnlyfySimulator } from './start-onlyfy-simulator.ts';
import type { OnlyfySimulator } from './start-onlyfy-simulator.ts';

const resources = ['job', 'candidate', 'application', 'candidate_tag', 'status_set'] as const;

const idsOf = (rows: Iterable<{ id: string }>): string[] => [...rows].map(({ id }) => id);

/** What a conformance suite does to a simulated onlyfy. */
export const onlyfyScenarios = {
  /** Stages are the statuses of all sets. */
  listRemoteIds({ company }: OnlyfySimulator) {
    const { applications, jobs, people, stages, tags } = company.tables;
    return {
      jobs: idsOf(jobs.values()),
      application_stages: idsOf(stages.values()),
      applications: idsOf(applications.values()),
      candidates: idsOf(people.values()),
      tags: idsOf(tags.values()),
    };
  },
  changeOldRecord({ account }: OnlyfySimulator) {
    const person = firstOf(account, 'people');
    const { profile } = account.candidateOf(person);
    account.changeCandidate(person, {
      profile: { ...profile, firstname: 'Mara' },
    });
    return { model: 'candidates' as const, remoteId: person.id };
  },
  deleteRecord({ account, company }: OnlyfySimulator) {
    const { id: remoteId } = firstOf(account, 'applications');
    company.remove('applications', remoteId);
    return { model: 'applications' as const, remoteId };
  },
  insertWhilePaging: ({ account, company }: OnlyfySimulator) => ({
    model: 'applications' as const,
    insert: () => {
      const { id: personId } = company.addPerson({
        name: 'Mara Lindqvist',
        givenName: 'Mara',
      });
      const { id: jobId } = firstOf(account, 'jobs');
      const { id: remoteId } = company.addApplication({ personId, jobId });
      return { remoteId };
    },
  }),
  addMalformedRecord({ account, company }: OnlyfySimulator) {
    const { id: remoteId } = firstOf(account, 'people');
    company.spoil('people', remoteId, { created_at: { day: 'yesterday' } });
    return {
      model: 'candidates' as const,
      remoteId,
      field: 'remote_created_at',
    };
  },
  addUnknownEnumValue({ account, company }: OnlyfySimulator) {
    const { id: remoteId } = firstOf(account, 'jobs');
    company.spoil('jobs', remoteId, { position_type: 'on-ship' });
    return { model: 'jobs' as const, remoteId, field: 'employment_type' };
  },
  /** Pages of four, and an empty one between each two. */
  startWithSmallPages: () =>
    startOnlyfySimulator({
      candidates: 12,
      limits: { pageSize: 4, hasEmptyPages: true },
    }),
  loopPages({ account }: OnlyfySimulator) {
    account.pages.areLooping = true;
    return { model: 'applications' as const };
  },
  expirePages({ account }: OnlyfySimulator) {
    account.expirePages();
    return { model: 'applications' as const };
  },
  /** A key lacks the access group of one resource. */
  limitPermissions({ access, credentials }: OnlyfySimulator) {
    return resources.map((missing) => ({
      missing,
      limit() {
        access.refused = new RegExp(`^/${missing}(/|$)`);
        return credentials;
      },
    }));
  },
  /** There are no notes; the reasons of statuses are the only texts on applications. */
  listNotes({ account, company }: OnlyfySimulator) {
    return [...company.tables.applications.values()].flatMap((application) =>
      application.history.flatMap((_entry, index) => reasonOf(account, application, index) ?? []),
    );
  },
  nameTrackedApplication({ account }: OnlyfySimulator) {
    const { id: remoteId } = firstOf(account, 'applications');
    const imported = { id_type: 'application_id', application_id: remoteId };
    return { imported, remoteId };
  },
};

function firstOf<Name extends 'applications' | 'jobs' | 'people'>(
  account: OnlyfySimulator['account'],
  name: Name,
) {
  const [row] = account.list(name);
  if (row === undefined) throw new Error(`The company has no ${name}.`);
  return row;
}
