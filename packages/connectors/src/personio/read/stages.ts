import type { ReadById, ReadModel } from '@hirewire/connector-kit';
import { readStageBook } from './stage-book.ts';

/** Few, and without dates: read in full every time. */
export const readApplicationStages: ReadModel<'application_stages'> = async function* (context) {
  const { stages } = await readStageBook(context, 'application_stages', { isShared: true });
  yield { records: [...stages], resumeFrom: null, completeness: 'full' };
};

export const readStagesById: NonNullable<ReadById['application_stages']> = async (context, ids) => {
  const { stages } = await readStageBook(context, 'application_stages', { isShared: false });
  const byId = new Map(stages.map((stage) => [stage.remote_id, stage]));
  return ids.map((id) => byId.get(id) ?? { remote_id: id, deleted: true });
};
