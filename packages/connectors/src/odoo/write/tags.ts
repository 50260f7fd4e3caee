import type {
  CandidateTagInput,
  ChangedRecord,
  ConnectorContext,
  WriteOutcome,
} from '@hirewire/connector-kit';
import { changeOdoo } from '../call-odoo.ts';
import type { OdooApplicant } from '../remote-types.ts';
import { applicantsOf, isUnderWay } from './find-applicants.ts';
import { findByName, findOrCreate } from './find-or-create.ts';

// Tags are on applicants; those of a person are those of all of their applicants together.

const tagOf = (name: string) =>
  ({ model: 'hr.applicant.category', name, issueModel: 'tags' }) as const;

/** On every application that is under way, or else on the newest. */
export async function addCandidateTag(
  context: ConnectorContext,
  { candidate, tagName }: CandidateTagInput,
): Promise<WriteOutcome> {
  const applicants = await applicantsOf(context, candidate);
  const underWay = applicants.filter(isUnderWay);
  const tag = await findOrCreate(context, tagOf(tagName));
  const targets = underWay.length > 0 ? underWay : applicants.slice(0, 1);
  const changed = await setTags(context, candidate, { targets, commands: [[4, tag.id]] });
  if (tag.isNew) changed.unshift({ model: 'tags', remoteId: String(tag.id) });
  return { changed, warnings: [] };
}

export async function removeCandidateTag(
  context: ConnectorContext,
  { candidate, tagName }: CandidateTagInput,
): Promise<WriteOutcome> {
  const applicants = await applicantsOf(context, candidate);
  const known = await findByName(context, tagOf(tagName));
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
