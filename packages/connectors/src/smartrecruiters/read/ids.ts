/** The two ids of an application. */
export interface ApplicationIds {
  candidateId: string;
  jobId: string;
}

/**
 * SmartRecruiters addresses an application by its candidate and its job. It also has an id of its own,
 * which is in no list.
 */
export function applicationIdOf(candidateId: string, jobId: string): string {
  return `${candidateId}:${jobId}`;
}

/** Null for what is no id of an application. */
export function toApplicationIds(applicationId: string): ApplicationIds | null {
  const [, candidateId, jobId] = /^([^:]+):([^:]+)$/.exec(applicationId) ?? [];
  return candidateId === undefined || jobId === undefined ? null : { candidateId, jobId };
}
