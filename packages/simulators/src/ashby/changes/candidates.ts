import { newCandidate } from '../new-records.ts';
import { applicantOf } from '../records.ts';
import type { RecordChanges } from '../record-changes.ts';
import type { AshbyCandidate, AshbyContact, AshbyFileHandle, AshbyTag } from '../types.ts';
import { deleteApplication } from './applications.ts';
import { deleteFeedbackOn } from './feedback.ts';

/** A new person with the given fields; everything else is empty. */
export function addCandidate(
  changes: RecordChanges,
  fields: Partial<AshbyCandidate> & { name: string },
): AshbyCandidate {
  const candidate = newCandidate(changes.random.uuid(), changes.stamp(), fields);
  return changes.records.candidates.put(candidate);
}

export function updateCandidate(
  changes: RecordChanges,
  candidateId: string,
  patch: Partial<AshbyCandidate>,
): AshbyCandidate {
  const { candidates, applications } = changes.records;
  const candidate = changes.change(candidates, candidateId, patch);
  for (const applicationId of candidate.applicationIds) {
    applications.get(applicationId).candidate = applicantOf(candidate);
  }
  return candidate;
}

/** The fields of a candidate that repeat these e-mail addresses. */
export function emailsOf(
  emailAddresses: AshbyContact[],
): Pick<AshbyCandidate, 'emailAddresses' | 'primaryEmailAddress'> {
  return { emailAddresses, primaryEmailAddress: primaryOf(emailAddresses) };
}

/** The fields of a candidate that repeat these phone numbers. */
export function phonesOf(
  phoneNumbers: AshbyContact[],
): Pick<AshbyCandidate, 'phoneNumbers' | 'primaryPhoneNumber'> {
  return { phoneNumbers, primaryPhoneNumber: primaryOf(phoneNumbers) };
}

export function tagCandidate(
  changes: RecordChanges,
  candidateId: string,
  tag: AshbyTag,
): AshbyCandidate {
  const { tags } = changes.records.candidates.get(candidateId);
  return changes.change(changes.records.candidates, candidateId, {
    tags: [...tags.filter(({ id }) => id !== tag.id), tag],
  });
}

export function untagCandidate(
  changes: RecordChanges,
  candidateId: string,
  tagId: string,
): AshbyCandidate {
  const { tags } = changes.records.candidates.get(candidateId);
  const remaining = tags.filter(({ id }) => id !== tagId);
  return changes.change(changes.records.candidates, candidateId, { tags: remaining });
}

/** Attaches a file; `isResume` makes it the résumé in place of the one before. */
export function attachFile(
  changes: RecordChanges,
  candidateId: string,
  { file, isResume }: { file: AshbyFileHandle; isResume: boolean },
): AshbyCandidate {
  const { fileHandles } = changes.records.candidates.get(candidateId);
  return changes.change(changes.records.candidates, candidateId, {
    fileHandles: [...fileHandles, file],
    ...(isResume && { resumeFileHandle: file }),
  });
}

/** Deletes a person with the applications, interviews, feedback, offers and notes. */
export function deleteCandidate(changes: RecordChanges, candidateId: string): void {
  for (const applicationId of changes.records.candidates.get(candidateId).applicationIds) {
    deleteApplication(changes, applicationId);
  }
  removeCandidate(changes, candidateId);
  changes.announce('candidateDelete', { candidate: { id: candidateId } });
}

/**
 * Makes one person of two: the kept one takes over applications, notes, tags, files and further
 * addresses of the other, who is gone. The applications count as changed.
 */
export function mergeCandidates(changes: RecordChanges, keptId: string, goneId: string): void {
  const { candidates, applications, notes } = changes.records;
  const kept = candidates.get(keptId);
  const gone = candidates.get(goneId);
  updateCandidate(changes, keptId, {
    ...emailsOf(joined(kept.emailAddresses, gone.emailAddresses)),
    ...phonesOf(joined(kept.phoneNumbers, gone.phoneNumbers)),
    tags: [...kept.tags, ...gone.tags.filter(({ id }) => kept.tags.every((tag) => tag.id !== id))],
    fileHandles: [...kept.fileHandles, ...gone.fileHandles],
    resumeFileHandle: kept.resumeFileHandle ?? gone.resumeFileHandle,
    applicationIds: [...kept.applicationIds, ...gone.applicationIds],
  });
  for (const id of gone.applicationIds) changes.change(applications, id, {});
  const all = [...(notes.get(keptId) ?? []), ...(notes.get(goneId) ?? [])];
  if (all.length > 0) notes.set(keptId, all);
  removeCandidate(changes, goneId);
  const content = { deletedCandidate: { id: goneId }, mergedCandidate: { id: keptId } };
  changes.announce('candidateMerge', content);
}

/** Takes away all that tells who somebody is. The applications stay, without answers and feedback. */
export function anonymizeCandidate(changes: RecordChanges, candidateId: string): AshbyCandidate {
  const { candidates, applications, submissions, notes } = changes.records;
  const { id, createdAt, applicationIds, tags, source, creditedToUser } =
    candidates.get(candidateId);
  const remaining = { createdAt, applicationIds, tags, source, creditedToUser };
  const nobody = newCandidate(id, createdAt, { name: 'Anonymized', ...remaining });
  notes.delete(candidateId);
  for (const applicationId of applicationIds) {
    submissions.delete(applicationId);
    deleteFeedbackOn(changes, applicationId);
    const traces = { submitterClientIp: null, submitterUserAgent: null };
    changes.change(applications, applicationId, traces);
  }
  return updateCandidate(changes, candidateId, { ...nobody, updatedAt: changes.stamp() });
}

function removeCandidate({ records }: RecordChanges, candidateId: string): void {
  records.notes.delete(candidateId);
  records.candidates.delete(candidateId);
}

/** The contacts of both; those of the second are no longer primary. */
function joined(first: AshbyContact[], second: AshbyContact[]): AshbyContact[] {
  const known = new Set(first.map(({ value }) => value));
  const added = second.filter(({ value }) => !known.has(value));
  const hasPrimary = first.length > 0;
  return [...first, ...added.map((one) => (hasPrimary ? { ...one, isPrimary: false } : one))];
}

function primaryOf(contacts: AshbyContact[]): AshbyContact | null {
  return contacts.find(({ isPrimary }) => isPrimary) ?? null;
}
