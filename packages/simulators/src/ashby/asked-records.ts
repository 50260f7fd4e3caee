import type { Table } from '../kit/table.ts';
import { notFound } from './envelope.ts';
import { givenText, nullable, textOf, uuid } from '../kit/fields.ts';
import type { Fields } from '../kit/fields.ts';
import type { AshbyCall } from './method.ts';
import type * as Ashby from './types.ts';

/**
 * The records that a request names. What the key may not see is not found. The vendor documents
 * the codes of applications, stages, plans and archive reasons; the others follow their pattern.
 */
export function askedCandidate({ input, records, visibility }: AshbyCall): Ashby.AshbyCandidate {
  const candidate = records.candidates.find(textOf(input, 'candidateId'));
  if (candidate === null || !visibility.isCandidateVisible(candidate)) throw notFound('candidate');
  return candidate;
}

export function askedApplication(call: AshbyCall): Ashby.AshbyApplication {
  const application = call.records.applications.find(textOf(call.input, 'applicationId'));
  if (application === null || !call.visibility.isApplicationVisible(application)) {
    throw notFound('application');
  }
  return application;
}

export function askedJob({ input, records, visibility }: AshbyCall): Ashby.AshbyJob {
  const job = records.jobs.find(textOf(input, 'jobId'));
  if (job === null || !visibility.isJobVisible(job)) throw notFound('job');
  return job;
}

export function askedReason({ input, records }: AshbyCall): Ashby.AshbyArchiveReason {
  return found(records.archiveReasons, textOf(input, 'archiveReasonId'), 'archive_reason');
}

/** The fields that say where somebody came from. */
export const originFields: Fields = { sourceId: uuid, creditedToUserId: uuid };
export const removableSource = nullable(uuid);

type Origin = Partial<Pick<Ashby.AshbyCandidate, 'source' | 'creditedToUser'>>;

/** What the request says of the origin; null removes it, silence leaves it. */
export function askedOrigin({ input, records }: AshbyCall): Origin {
  const origin: Origin = input['sourceId'] === null ? { source: null } : {};
  const sourceId = givenText(input, 'sourceId');
  const userId = givenText(input, 'creditedToUserId');
  if (sourceId !== undefined) origin.source = found(records.sources, sourceId, 'source');
  if (userId !== undefined) origin.creditedToUser = found(records.users, userId, 'user');
  return origin;
}

/** The moment in `createdAt` as a field to set; nothing when the request has none. */
export function askedCreation({ input }: AshbyCall): { createdAt?: string } {
  const createdAt = givenText(input, 'createdAt');
  return createdAt === undefined ? {} : { createdAt: new Date(createdAt).toISOString() };
}

export function found<T extends { id: string }>(
  collection: Table<T>,
  id: string,
  resource: string,
): T {
  const record = collection.find(id);
  if (record === null) throw notFound(resource);
  return record;
}
