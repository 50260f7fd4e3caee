import type { AshbyState, SeededRandom } from '@hirewire/simulators';
import { hasFewNotes } from '../faults/change-vendor.ts';

/** Below so many people nobody is deleted: a sync would take it for a mistake. */
const fewestPeople = 12;

type Mutation = (state: AshbyState, random: SeededRandom, name: string) => void;

/** What may happen in the tool, for every kind of record and relation that the lists show. */
const mutations: readonly Mutation[] = [
  (state, random, name) => state.renameStage(oneOf(random, state.records.interviewStages), name),
  (state, random, name) => state.renameJob(oneOf(random, state.records.jobs), name),
  (state, random, name) =>
    state.updateCandidate(oneOf(random, state.records.candidates), { name: `Ada ${name}` }),
  (state, random, title) => state.put('tags', oneOf(random, state.records.tags), { title }),
  (state, random, firstName) =>
    state.put('users', oneOf(random, state.records.users), { firstName }),
  (state, random) =>
    state.put('users', oneOf(random, state.records.users), {
      globalRole: random.pick(['Limited Access', 'Organization Admin']),
    }),
  (state, random, text) =>
    state.put('archiveReasons', oneOf(random, state.records.archiveReasons), { text }),
  (state, random) =>
    state.tagCandidate(oneOf(random, state.records.candidates), oneOf(random, state.records.tags)),
  (state, random) => {
    const { id, tags } = state.records.candidates.get(oneOf(random, state.records.candidates));
    for (const tag of tags) state.untagCandidate(id, tag.id);
  },
  (state, random) => {
    const id = oneOf(random, state.records.applications);
    const { interviewPlanId } = state.records.applications.get(id).currentInterviewStage;
    state.moveApplication(id, random.pick(state.records.stagesOf(interviewPlanId)).id);
  },
  (state, random) => {
    state.addApplication(
      oneOf(random, state.records.candidates),
      oneOf(random, state.records.jobs),
    );
  },
  (state, random, name) => {
    const { id } = state.addCandidate({ name: `New ${name}` });
    state.addApplication(id, oneOf(random, state.records.jobs));
  },
  (state, random) => {
    state.addInterview(oneOf(random, state.records.applications), {
      interviewId: oneOf(random, state.records.interviews),
      interviewerIds: [oneOf(random, state.records.users)],
      startTime: '2027-01-01T09:00:00.000Z',
      endTime: '2027-01-01T10:00:00.000Z',
    });
  },
  (state, random) => state.cancelInterview(oneOf(random, state.records.interviewSchedules)),
  (state, random) => {
    const startDate = `2027-05-${random.integer(10, 28)}T00:00:00.000Z`;
    state.changeOffer(oneOf(random, state.records.offers), { latestVersion: { startDate } });
  },
  (state, random) =>
    state.records.interviewSchedules.delete(oneOf(random, state.records.interviewSchedules)),
  (state, random) => state.deleteOffer(oneOf(random, state.records.offers)),
  (state, random) => {
    if (state.records.candidates.count <= fewestPeople) return;
    const id = oneOf(random, state.records.candidates);
    if (hasFewNotes(state, id)) state.deleteCandidate(id);
  },
  (state, random, content) => {
    state.addNote(oneOf(random, state.records.candidates), { content });
  },
  (state, random) => {
    const userId = oneOf(random, state.records.users);
    state.submitFeedback(oneOf(random, state.records.applications), { userId });
  },
  (state, random) => state.deleteFeedback(oneOf(random, state.records.feedback)),
  (state, random) => {
    const job = state.records.jobs.get(oneOf(random, state.records.jobs));
    state.insert('jobs', { ...job, hiringTeam: job.hiringTeam.slice(1) });
  },
];

/** Changes something; nothing where there is nothing of the kind that chance has chosen. */
export function mutate(state: AshbyState, random: SeededRandom, count: number): void {
  try {
    random.pick(mutations)(state, random, `N${count}`);
  } catch (error) {
    if (!(error instanceof NothingThere)) throw error;
  }
}

class NothingThere extends Error {}

function oneOf(random: SeededRandom, collection: { values(): Iterable<{ id: string }> }): string {
  const ids = [...collection.values()].map(({ id }) => id);
  if (ids.length === 0) throw new NothingThere();
  return random.pick(ids);
}
