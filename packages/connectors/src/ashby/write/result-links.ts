import { attempt } from '@hirewire/connector-kit';
import type {
  ApplicationResultLinkInput,
  CandidateResultLinkInput,
  ChangedRecord,
  ConnectorContext,
  ResultLinkDraft,
  WriteOutcome,
} from '@hirewire/connector-kit';
import type { AshbyFieldDefinition } from '../remote-types.ts';
import { AshbySettings } from '../settings.ts';
import { findField, readFields, setValue, takesText, toChanged } from './custom-fields.ts';
import type { Owners } from './custom-fields.ts';
import { createNote } from './notes.ts';
import { candidateIdOf } from './read-records.ts';

// Ashby has no result links. A customer may name a custom field for them; otherwise they are notes.

export async function addApplicationResultLink(
  context: ConnectorContext,
  { application, link }: ApplicationResultLinkInput,
): Promise<WriteOutcome> {
  const candidateId = await candidateIdOf(context, application);
  const objects = [
    { objectType: 'Application', objectId: application.remoteId },
    { objectType: 'Candidate', objectId: candidateId },
  ] as const;
  return addLink(context, link, { objects, candidateId });
}

export async function addCandidateResultLink(
  context: ConnectorContext,
  { candidate, link }: CandidateResultLinkInput,
): Promise<WriteOutcome> {
  const candidateId = candidate.remoteId;
  const objects = [{ objectType: 'Candidate', objectId: candidateId }] as const;
  return addLink(context, link, { objects, candidateId });
}

async function addLink(
  context: ConnectorContext,
  link: ResultLinkDraft,
  ref: Owners,
): Promise<WriteOutcome> {
  const setting = AshbySettings.parse(context.settings).result_link_field;
  const fields = setting === undefined ? [] : await readFields(context);
  const target = setting === undefined ? null : findField(fields, setting, ref);
  if (target === null) {
    await createNote(context, ref.candidateId, toNote(link, link.details?.attributes ?? []));
    return { changed: [], warnings: [noFieldWarning(setting)] };
  }
  await setValue(context, target, link.url);
  const figures = await setFigures(context, link, { fields, ref });
  return { changed: [toChanged(target), ...figures.changed], warnings: figures.warnings };
}

/** The link is there by now, so that a figure which cannot be set is a warning. */
async function setFigures(
  context: ConnectorContext,
  link: ResultLinkDraft,
  { fields, ref }: { fields: readonly AshbyFieldDefinition[]; ref: Owners },
): Promise<WriteOutcome> {
  const changed: ChangedRecord[] = [];
  const rest: { key: string; value: string }[] = [];
  const prefix = link.details?.customFieldNamePrefix ?? '';
  const warnings: string[] = [];
  const set = async () => {
    for (const attribute of link.details?.attributes ?? []) {
      const field = findField(fields, `${prefix} ${attribute.key}`.trim(), ref);
      if (field === null || !takesText(field)) {
        rest.push(attribute);
      } else {
        await setValue(context, field, attribute.value);
        changed.push(toChanged(field));
      }
    }
    if (rest.length === 0) return;
    await createNote(context, ref.candidateId, toNote(link, rest));
    const names = rest.map(({ key }) => `"${key}"`).join(', ');
    warnings.push(`Ashby has no custom field for ${names}: they are in a note on the candidate.`);
  };
  await attempt(warnings, 'not all of its details', set, 'The link was set');
  return { changed, warnings };
}

function toNote(
  { label, url }: ResultLinkDraft,
  attributes: readonly { key: string; value: string }[],
): string {
  return [`${label}: ${url}`, ...attributes.map(({ key, value }) => `${key}: ${value}`)].join('\n');
}

function noFieldWarning(setting: string | undefined): string {
  const reason =
    setting === undefined
      ? 'Ashby has no result links'
      : `Ashby has no custom field "${setting}" here`;
  return (
    `${reason}: the link is a note on the candidate. To have it in a custom field of type URL, ` +
    'name that in the setting `result_link_field` of the integration.'
  );
}
