import { smartRecruitersScopes } from './access.ts';
import type { SmartRecruitersScope } from './access.ts';
import { tagsOf } from './candidate-shapes.ts';
import { slotIdOf } from './activity-reads.ts';
import type { Assigned } from './smartrecruiters.ts';
import { startSmartRecruitersSimulator } from './start-smartrecruiters-simulator.ts';
import type { SmartRecruitersSimulator } from './start-smartrecruiters-simulator.ts';
import { numberOf } from './words.ts';

type Remote = SmartRecruitersSimulator;

/** Together they cost every model. */
const limitable: readonly SmartRecruitersScope[] = [
  'jobs_read',
  'candidates_read',
  'candidates_offers_read',
  'configuration_read',
  'interviews_read',
  'messages_read',
  'reviews_read',
  'users_read',
];

const idsOf = (rows: Iterable<{ id: string }>): string[] => Array.from(rows, ({ id }) => id);

/** An application goes by its candidate and its job: lists show no other id of it. */
const keyOf = ({ personId, jobId }: Assigned): string => `${personId}:${jobId}`;

/** What a conformance suite does to a simulated SmartRecruiters. */
export const smartRecruitersScenarios = {
  /**
   * Stages and notes are left out: the vendor has no ids of theirs. An interview goes by its id and
   * that of its slot, a tag by its text. Reasons to withdraw are a list of their own.
   */
  listRemoteIds({ account, company }: Remote) {
    const people = account.candidates();
    const assigned = people.flatMap((person) => account.assignmentsOf(person));
    const { jobs, rejectionReasons } = company.tables;
    const rowsOf = assigned.map(({ id }) => id);
    return {
      jobs: idsOf(jobs.values()),
      candidates: idsOf(people),
      applications: assigned.map(keyOf),
      interviews: rowsOf.flatMap((id) =>
        account.interviews
          .of(id)
          .filter(({ status }) => status !== 'cancelled')
          .flatMap((one) =>
            (numberOf(one.id) % 5 === 0 ? [0, 1] : [0]).map(
              (slot) => `${one.id}:${slotIdOf(one.id, slot)}`,
            ),
          ),
      ),
      offers: idsOf(rowsOf.flatMap((id) => account.offers.of(id))),
      scorecards: idsOf(
        rowsOf
          .flatMap((id) => account.reviews.of(id))
          .filter(({ submittedAt }) => submittedAt !== null),
      ),
      users: idsOf(account.users()),
      rejection_reasons: Array.from(rejectionReasons.values(), ({ id, by }) =>
        by === 'candidate' ? `withdrawal:${id}` : id,
      ),
      tags: [...new Set(people.flatMap((person) => tagsOf(account, person)))],
    };
  },
  changeOldRecord({ account }: Remote) {
    const { id: remoteId } = account.changeProfile(firstCandidate(account), {
      lastName: 'Lindqvist',
    });
    return { model: 'candidates' as const, remoteId };
  },
  deleteRecord({ account, company }: Remote) {
    const { id: remoteId } = firstCandidate(account);
    company.remove('people', remoteId);
    return { model: 'candidates' as const, remoteId };
  },
  insertWhilePaging: ({ company }: Remote) => ({
    model: 'candidates' as const,
    insert: () => {
      const { id: remoteId } = company.addPerson({ name: 'Mara Lindqvist' });
      const job = [...company.tables.jobs.values()].find(({ status }) => status === 'open');
      company.addApplication({ personId: remoteId, jobId: job?.id ?? null });
      return { remoteId };
    },
  }),
  addMalformedRecord({ account, company }: Remote) {
    const { id: remoteId } = firstCandidate(account);
    company.spoil('people', remoteId, { lastName: { text: 'Lindqvist' } });
    return { model: 'candidates' as const, remoteId, field: 'last_name' };
  },
  /** A status that is unknown would take away more than one field. */
  addUnknownEnumValue({ company }: Remote) {
    const job = [...company.tables.jobs.values()].find(({ isPublished }) => isPublished);
    if (job === undefined) throw new Error('The company has no published job.');
    company.spoil('jobs', job.id, { postingStatus: 'ON_THE_DOOR' });
    return { model: 'jobs' as const, remoteId: job.id, field: 'visibility' };
  },
  startWithSmallPages: () =>
    startSmartRecruitersSimulator({ candidates: 12, limits: { pageSize: 4 } }),
  loopPages({ pages }: Remote) {
    pages.loop('page');
    return { model: 'candidates' as const };
  },
  expirePages({ pages }: Remote) {
    pages.expire('page');
    return { model: 'candidates' as const };
  },
  limitPermissions: ({ access, credentials }: Remote) =>
    limitable.map((missing) => ({
      missing,
      limit() {
        access.scopes = smartRecruitersScopes.filter((scope) => scope !== missing);
        return credentials;
      },
    })),
  listNotes: ({ company }: Remote) => Array.from(company.tables.notes.values(), ({ text }) => text),
  nameTrackedApplication({ account }: Remote) {
    const [one] = account.assignmentsOf(firstCandidate(account));
    if (one === undefined) throw new Error('The company has no applications.');
    const imported = {
      id_type: 'candidate_and_job_remote_ids',
      candidate_remote_id: one.personId,
      job_remote_id: one.jobId,
    };
    return { imported, remoteId: keyOf(one) };
  },
};

function firstCandidate(account: Remote['account']) {
  const [candidate] = account.candidates();
  if (candidate === undefined) throw new Error('The company has no candidates.');
  return candidate;
}
