import { parseResults } from '@hirewire/connector-kit';
import type { ReadModel } from '@hirewire/connector-kit';
import { readWholeList } from '../call-ashby.ts';
import { AshbyArchiveReason } from '../remote-types.ts';

/** https://developers.ashbyhq.com/reference/archivereasonlist */
const method = 'archiveReason.list';

/** One unpaged list. Archived reasons too: old applications were turned down with them. */
export const readRejectionReasons: ReadModel<'rejection_reasons'> = async function* (context) {
  const results = await readWholeList(context, method, { includeArchived: true });
  const ref = { model: 'rejection_reasons', context } as const;
  const records = parseResults(AshbyArchiveReason, results, ref).map(({ raw, parsed }) => ({
    remote_id: parsed.id,
    name: parsed.text,
    remote_data: { [method]: raw },
  }));
  yield { records, resumeFrom: null, completeness: 'full' };
};
