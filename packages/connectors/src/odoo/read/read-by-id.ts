import type {
  ConnectorContext,
  Json,
  ModelName,
  ReadById,
  RecordByModel,
} from '@hirewire/connector-kit';
import { OdooNamed, fieldsOf } from '../remote-types.ts';
import { listApplications } from './applications.ts';
import { applicantsWithoutContact, contacts } from './candidates.ts';
import { createOdooReader } from './odoo-reader.ts';
import type { OdooReader } from './odoo-reader.ts';
import { parseRows, toRemoteData } from './parse-rows.ts';
import type { Listing } from './read-listings.ts';

/** Single records, as writes leave them. */
export const readById: ReadById = {
  applications: async (context, ids) => {
    const reader = createOdooReader(context);
    const { listings } = await listApplications(context, reader);
    return withGone(ids, await readOf(reader, listings[0], ids));
  },
  candidates: async (context, ids) => {
    const reader = createOdooReader(context);
    const people = await readOf(reader, contacts(context, reader), idsOf(ids, 'partner'));
    const lone = applicantsWithoutContact(context, { since: null });
    const others = await readOf(reader, lone, idsOf(ids, 'applicant'));
    return withGone(ids, [...people, ...others]);
  },
  tags: async (context, ids) => withGone(ids, await readTags(context, ids)),
};

/** `partner:7` and `applicant:8`: those of one kind. */
export function idsOf(remoteIds: readonly string[], kind: 'partner' | 'applicant'): string[] {
  const prefix = `${kind}:`;
  return remoteIds.flatMap((id) => (id.startsWith(prefix) ? [id.slice(prefix.length)] : []));
}

async function readOf<Model extends ModelName>(
  reader: OdooReader,
  listing: Listing<Model>,
  ids: readonly string[],
) {
  if (ids.length === 0) return [];
  const domain = [...listing.domain, ['id', 'in', ids.map(Number) as Json] as const];
  return listing.toRecords(await reader.searchAll({ ...listing, domain }), 'full');
}

async function readTags(
  context: ConnectorContext,
  ids: readonly string[],
): Promise<RecordByModel['tags'][]> {
  const model = 'hr.applicant.category';
  const rows = await createOdooReader(context).searchAll({
    model,
    domain: [['id', 'in', ids.map(Number)]],
    fields: fieldsOf(OdooNamed),
  });
  return parseRows(OdooNamed, rows, { model: 'tags', context }).map(({ parsed, row }) => ({
    remote_id: String(parsed.id),
    name: parsed.name,
    remote_data: toRemoteData({ [model]: row.raw }),
  }));
}

/** What Odoo did not find is gone. */
function withGone<Found extends { remote_id: string }>(ids: readonly string[], found: Found[]) {
  const known = new Set(found.map(({ remote_id: id }) => id));
  const gone = ids.filter((id) => !known.has(id));
  return [...found, ...gone.map((id) => ({ remote_id: id, deleted: true }) as const)];
}
