import type { AshbySimulator } from '@hirewire/simulators';

/**
 * Whether somebody can be deleted without being taken for a mistake: one simulated person has more
 * notes than all others, and a full sync withholds the deletion of that many.
 */
export function hasFewNotes({ records }: AshbySimulator['state'], candidateId: string): boolean {
  return (records.notes.get(candidateId) ?? []).length < 10;
}

/** What happens at the vendor between two syncs: something of each kind, deletions among them. */
export function changeVendor({ state }: AshbySimulator, round: number): void {
  const { records } = state;
  const pick = <Item>(items: { values(): Iterable<Item> }): Item => {
    const all = [...items.values()];
    const item = all[(round * 7) % all.length];
    if (item === undefined) throw new Error('The simulator has none of them.');
    return item;
  };
  const people = [...records.candidates.values()];
  state.deleteCandidate(pick(people.filter(({ id }) => hasFewNotes(state, id))).id);
  const job = pick(records.jobs);
  for (const name of [`Robin Example ${round}`, `Kim Example ${round}`].slice(round % 2)) {
    const application = state.addApplication(state.addCandidate({ name }).id, job.id);
    state.addInterview(application.id, {
      interviewId: pick(records.interviews).id,
      interviewerIds: [pick(records.users).id],
      startTime: '2026-05-04T09:00:00.000Z',
      endTime: '2026-05-04T10:00:00.000Z',
    });
  }
  state.renameJob(job.id, `Welder ${round}`);
  state.updateCandidate(pick(records.candidates).id, { company: `Example ${round}` });
  state.renameStage(pick(records.interviewStages).id, `Talk ${round}`);
  state.archiveApplication(pick(records.applications).id, pick(records.archiveReasons).id);
  state.tagCandidate(pick(records.candidates).id, pick(records.tags).id);
}
