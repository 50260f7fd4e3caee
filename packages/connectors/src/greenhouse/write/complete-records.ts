import { attempt, path } from '@hirewire/connector-kit';
import type {
  CandidateDraft,
  ConnectorContext,
  CreateApplicationInput,
  Json,
} from '@hirewire/connector-kit';
import { changeGreenhouse } from '../call-greenhouse.ts';
import type { GreenhouseCandidate } from '../remote-types.ts';
import type { Actor } from './acting-user.ts';
import type { Applied } from './apply-by-job-board.ts';
import { toCandidateBody } from './candidate-body.ts';
import { moveTo } from './move-application.ts';

/** An application to be made. */
export interface ApplicationDraft {
  input: CreateApplicationInput;
  /** The fields of the application, in the words of Harvest. */
  application: Record<string, Json>;
  /** The caller's own fields of the candidate. */
  extra: Record<string, Json>;
  actor: Actor;
  warnings: string[];
}

/** What a form does not take, and Harvest does. */
export async function completeRecords(
  context: ConnectorContext,
  { input, application, extra, actor, warnings }: ApplicationDraft,
  { candidate, applicationId }: Applied,
): Promise<void> {
  const { stageRemoteId } = input;
  const { job_id: _, initial_stage_id: __, ...ofApplication } = application;
  if (stageRemoteId !== null) {
    await attempt(warnings, 'could not be moved to its stage', () =>
      moveTo(context, applicationId, { stageRemoteId, actor }),
    );
  }
  const ofCandidate = { ...missingDetails(candidate, input.candidate), ...extra };
  await attempt(warnings, 'some details of the candidate could not be added', () =>
    updateRecord(context, { list: 'candidates', id: candidate.id }, { fields: ofCandidate, actor }),
  );
  await attempt(warnings, 'its source and further fields could not be set', () =>
    updateRecord(
      context,
      { list: 'applications', id: applicationId },
      { fields: ofApplication, actor },
    ),
  );
}

/** Fields of a candidate or an application; what is not named stays as it is. */
async function updateRecord(
  context: ConnectorContext,
  { list, id }: { list: 'candidates' | 'applications'; id: string },
  { fields, actor }: { fields: Readonly<Record<string, Json>>; actor: Actor },
): Promise<void> {
  if (Object.keys(fields).length === 0) return;
  const change = { path: path`/${list}/${id}`, json: fields, isIdempotent: true, ...actor };
  await changeGreenhouse(context, 'PATCH', change);
}

const collections = [
  'email_addresses',
  'phone_numbers',
  'addresses',
  'social_media_addresses',
  'website_addresses',
] as const;

/**
 * What a form has no field for. A collection is replaced as a whole, so that it is sent with what is
 * there. https://harvestdocs.greenhouse.io/reference/patch_v3-candidates-id
 */
function missingDetails(known: GreenhouseCandidate, draft: CandidateDraft): Record<string, Json> {
  const wanted = toCandidateBody(draft);
  const { company, title } = wanted;
  const missing: Record<string, Json> = {
    ...(company !== undefined && company !== known.company && { company }),
    ...(title !== undefined && title !== known.title && { title }),
  };
  for (const name of collections) {
    const kept = known[name] ?? [];
    const there = new Set(kept.map(({ value }) => toKey(name, value ?? '')));
    const added = wanted[name].filter(({ value }) => !there.has(toKey(name, value)));
    if (added.length > 0) missing[name] = [...kept, ...added] as Json;
  }
  return missing;
}

/** Greenhouse may write a number in another way than it was sent. */
function toKey(collection: (typeof collections)[number], value: string): string {
  if (collection === 'phone_numbers') return value.replaceAll(/\D/g, '');
  return value.trim().toLowerCase();
}
