import { inParallel, parseRemote, path } from '@hirewire/connector-kit';
import type { ConnectorContext, ReadById, Tombstone } from '@hirewire/connector-kit';
import { findLever, readWholeList } from '../call-lever.ts';
import { LeverOpportunity, LeverTag } from '../remote-types.ts';
import { readApplication, withApplications } from './applications.ts';
import { readPeople } from './candidates.ts';
import { readOpportunityReferences } from './references.ts';

/** Single records, as writes and events leave them. */
export const readById: ReadById = {
  applications: async (context, ids) => {
    const references = await readOpportunityReferences(context);
    return inParallel(ids, async (id) => {
      const raw = await findLever(context, path`/opportunities/${id}`, withApplications);
      const parsed = raw === null ? null : parse(context, raw);
      if (raw === null || parsed === null) return gone(id);
      return readApplication(context, { raw, parsed }, references);
    });
  },
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

function parse({ reportIssue }: ConnectorContext, raw: unknown): LeverOpportunity | null {
  return parseRemote(LeverOpportunity, raw, { model: 'applications', reportIssue });
}

function gone(id: string): Tombstone {
  return { remote_id: id, deleted: true };
}
