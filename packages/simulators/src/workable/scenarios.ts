import { workableScopes } from './access.ts';
import { activitiesOf } from './activities.ts';
import { listedCandidate } from './candidate-shapes.ts';
import { startWorkableSimulator } from './start-workable-simulator.ts';
import type { WorkableSimulator } from './start-workable-simulator.ts';
import { isOfferedReason } from './reads.ts';
import { shortcodeOf, slugOf } from './words.ts';

/** What tokens with all scopes may be refused, as they see what their member sees. */
const refusable = {
  stages: /\/stages$/,
  members: /\/members$/,
  events: /^\/events$/,
  'disqualification reasons': /^\/disqualification_reasons$/,
  offers: /\/offer$/,
};

const idsOf = (rows: Iterable<{ id: string }>): string[] => [...rows].map(({ id }) => id);

/** What a conformance suite does to a simulated Workable. */
export const workableScenarios = {
  /**
   * Jobs go by their shortcodes, as in paths; stages by their slugs, as in moves. An offer has no id but
   * that of its candidate, and only those who have come to a stage for it are asked for one.
   */
  listRemoteIds({ account, company }: WorkableSimulator) {
    const candidates = idsOf(account.candidates());
    const streams = account.candidates().flatMap((one) => activitiesOf(account, one));
    const activities = (word: string) => idsOf(streams.filter(({ action }) => action === word));
    const tagged = account.candidates().flatMap((one) => account.profileOf(one).tags);
    return {
      jobs: account.jobs().map(({ id }) => shortcodeOf(id)),
      application_stages: [...new Set([...company.tables.stages.values()].map(slugOf))],
      applications: candidates,
      candidates,
      notes: activities('comment'),
      scorecards: activities('rating'),
      offers: idsOf(
        account.candidates().filter((one) => {
          const {
            stage_kind: kind,
            moved_to_offer_at: movedAt,
            hired_at: hiredAt,
          } = listedCandidate(account, one);
          const isAsked = ['offer', 'hired'].includes(kind) || movedAt !== null || hiredAt !== null;
          return isAsked && account.rowsOf('offers', one).length > 0;
        }),
      ),
      interviews: idsOf(company.tables.interviews.values()),
      users: idsOf(account.members()),
      rejection_reasons: idsOf(
        [...company.tables.rejectionReasons.values()].filter(isOfferedReason),
      ),
      tags: [...new Set(tagged)],
    };
  },
  changeOldRecord({ account }: WorkableSimulator) {
    const { id: remoteId } = account.changeProfile(firstCandidate(account), {
      name: 'Mara Lindqvist',
      firstname: 'Mara',
      lastname: 'Lindqvist',
      headline: 'Welder at Example Dockyard',
    });
    return { model: 'candidates' as const, remoteId };
  },
  deleteRecord({ account, company }: WorkableSimulator) {
    const { id: remoteId } = firstCandidate(account);
    company.remove('applications', remoteId);
    return { model: 'applications' as const, remoteId };
  },
  insertWhilePaging: ({ account, company }: WorkableSimulator) => ({
    model: 'applications' as const,
    insert: () => {
      const { id: personId } = company.addPerson({ name: 'Mara Lindqvist' });
      const [job] = account.jobs();
      const { id: remoteId } = company.addApplication({ personId, jobId: job?.id ?? null });
      return { remoteId };
    },
  }),
  addMalformedRecord({ account, company }: WorkableSimulator) {
    const { id: remoteId } = firstCandidate(account);
    company.spoil('applications', remoteId, { profile_url: { href: 'backend' } });
    return { model: 'candidates' as const, remoteId, field: 'remote_url' };
  },
  /** A state that is unknown would take away more than one field. */
  addUnknownEnumValue({ account, company }: WorkableSimulator) {
    const [job] = account.jobs();
    if (job === undefined) throw new Error('The company has no jobs.');
    company.spoil('jobs', job.id, { workplace_type: 'on_ship' });
    return { model: 'jobs' as const, remoteId: shortcodeOf(job.id), field: 'remote_work_status' };
  },
  startWithSmallPages: () => startWorkableSimulator({ candidates: 12, limits: { pageSize: 4 } }),
  loopPages({ account }: WorkableSimulator) {
    account.pages.areLooping = true;
    return { model: 'applications' as const };
  },
  expirePages({ account }: WorkableSimulator) {
    account.expirePages();
    return { model: 'interviews' as const };
  },
  limitPermissions({ access, credentials }: WorkableSimulator) {
    const scoped = (['r_jobs', 'r_candidates'] as const).map((missing) => ({
      missing,
      limit() {
        access.scopes = workableScopes.filter((scope) => scope !== missing);
        return credentials;
      },
    }));
    const refused = Object.entries(refusable).map(([missing, paths]) => ({
      missing,
      limit() {
        Object.assign(access, { scopes: [...workableScopes], refused: paths });
        return credentials;
      },
    }));
    return [...scoped, ...refused];
  },
  /** Comments, and the notes of disqualifications. */
  listNotes({ account, company }: WorkableSimulator) {
    const ends = [...account.kept.disqualifications.values()].flatMap(({ note }) => note ?? []);
    return [...[...company.tables.notes.values()].map(({ text }) => text), ...ends];
  },
};

function firstCandidate(account: WorkableSimulator['account']) {
  const [candidate] = account.candidates();
  if (candidate === undefined) throw new Error('The company has no candidates.');
  return candidate;
}
