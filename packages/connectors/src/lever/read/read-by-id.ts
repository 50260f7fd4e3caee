import type { ReadById, Tombstone } from '@hirewire/connector-kit';
import { readWholeList } from '../call-lever.ts';
import { LeverTag } from '../remote-types.ts';
import { readApplicationsById } from './applications.ts';
import { readPeople } from './candidates.ts';

/** Single records, as writes and events leave them. */
export const readById: ReadById = {
  applications: readApplicationsById,
  candidates: readPeople,
  // No request reads a single one.
  tags: async (context, ids) => {
    const rows = await readWholeList(context, '/tags');
    const texts = new Set(rows.map((row) => LeverTag.safeParse(row).data?.text.trim()));
    return ids.map((id) =>
      texts.has(id)
        ? { remote_id: id, name: id, remote_data: { '/tags': { text: id } } }
        : gone(id),
    );
  },
};

function gone(id: string): Tombstone {
  return { remote_id: id, deleted: true };
}
