import { applicationIdOf } from '../read/ids.ts';

/** An application is what its candidate and its job say. */
export function importTrackedApplication({
  id_type: type,
  candidate_remote_id: candidateId,
  job_remote_id: jobId,
}: Readonly<Record<string, string>>): string | null {
  if (type !== 'candidate_and_job_remote_ids' || !candidateId || !jobId) return null;
  return applicationIdOf(candidateId, jobId);
}
