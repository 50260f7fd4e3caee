import type {
  CandidateTagInput,
  ChangedRecord,
  ConnectorContext,
  WriteOutcome,
} from '@hirewire/connector-kit';
import { changeOdoo, createRecord } from '../call-odoo.ts';
import { createOdooReader } from '../read/odoo-reader.ts';
import { parseRows } from '../read/parse-rows.ts';
import { OdooNamed, fieldsOf } from '../remote-types.ts';
import type { OdooApplicant } from '../remote-types.ts';
import { applicantsOf, isUnderWay } from './find-applicants.ts';

// Tags are on applicants; those of a person are those of all of their applicants together.

const tagModel = 'hr.applicant.category';

/** On every application that is under way, or else on the newest. */
export async function addCandidateTag(
  context: ConnectorContext,
  { candidate, tagName }: CandidateTagInput,
): Promise<WriteOutcome> {
  const applicants = await applicantsOf(context, candidate);
  const underWay = applicants.filter(isUnderWay);
  const known = await findTags(context, tagName);
  const tagId = known[0] ?? (await createRecord(context, tagModel, { name: tagName.trim() }));
  const targets = underWay.length > 0 ? underWay : applicants.slice(0, 1);
  const changed = await setTags(context, candidate, { targets, commands: [[4, tagId]] });
  if (known.length === 0) changed.unshift({ model: 'tags', remoteId: String(tagId) });
  return { changed, warnings: [] };
}

export async function removeCandidateTag(
  context: ConnectorContext,
  { candidate, tagName }: CandidateTagInput,
): Promise<WriteOutcome> {
  const applicants = await applicantsOf(context, candidate);
  const known = await findTags(context, tagName);
  const tagIds = context.isDryRun ? [0] : known;
  const tagged = context.isDryRun
    ? applicants
    : applicants.filter(({ categ_ids: own }) => own?.some((id) => tagIds.includes(id)));
  if (tagged.length === 0) return { changed: [], warnings: [] };
  const commands = tagIds.map((id) => [3, id]);
  const changed = await setTags(context, candidate, { targets: tagged, commands });
  return { changed, warnings: [] };
}

/**
 * Also dates the applications that have the tags.
 * https://www.odoo.com/documentation/19.0/developer/reference/backend/orm.html#odoo.fields.Command
 */
async function setTags(
  context: ConnectorContext,
  candidate: CandidateTagInput['candidate'],
  { targets, commands }: { targets: readonly OdooApplicant[]; commands: number[][] },
): Promise<ChangedRecord[]> {
  const ids = targets.map(({ id }) => id);
  const vals = { categ_ids: commands };
  await changeOdoo(context, { model: 'hr.applicant', method: 'write' }, { ids, vals });
  return [
    { model: 'candidates', remoteId: candidate.remoteId },
    ...ids.map((id) => ({ model: 'applications', remoteId: String(id) }) as const),
  ];
}

/** Compared here: Odoo's own comparison would take `%` and `_` for wildcards. */
async function findTags(context: ConnectorContext, name: string): Promise<number[]> {
  const query = { model: tagModel, domain: [], fields: fieldsOf(OdooNamed) };
  const rows = await createOdooReader(context).searchAll(query);
  const wanted = name.trim().toLowerCase();
  return parseRows(OdooNamed, rows, { model: 'tags', context })
    .filter(({ parsed }) => parsed.name?.trim().toLowerCase() === wanted)
    .map(({ parsed }) => parsed.id);
}
