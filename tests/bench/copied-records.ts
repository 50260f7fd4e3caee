import type { ModelName, RecordByModel } from '@hirewire/connector-kit';

type Copy<M extends ModelName> = (
  record: RecordByModel[M],
  suffix: <T extends string | null | undefined>(id: T) => T,
) => Partial<RecordByModel[M]>;

/** What tells copies of a record apart, besides the id: references, names, addresses. */
const differences: { [M in ModelName]?: Copy<M> } = {
  jobs: (job, suffix) => ({
    job_postings: job.job_postings.map((posting) => ({
      ...posting,
      remote_id: suffix(posting.remote_id),
    })),
  }),
  applications: (application, suffix) => ({
    job_remote_id: suffix(application.job_remote_id),
    candidate_remote_id: suffix(application.candidate_remote_id),
  }),
  candidates: (candidate, suffix) => ({
    last_name: suffix(candidate.last_name),
    email_addresses:
      candidate.email_addresses?.map((email) => ({
        ...email,
        email_address: email.email_address && `${suffix('copy')}.${email.email_address}`,
      })) ?? null,
  }),
  interviews: (interview, suffix) => ({
    application_remote_id: suffix(interview.application_remote_id),
  }),
  notes: (note, suffix) => ({ candidate_remote_id: suffix(note.candidate_remote_id) }),
  scorecards: (scorecard, suffix) => ({
    candidate_remote_id: suffix(scorecard.candidate_remote_id),
    application_remote_id: suffix(scorecard.application_remote_id),
    interview_remote_id: suffix(scorecard.interview_remote_id),
  }),
  offers: (offer, suffix) => ({ application_remote_id: suffix(offer.application_remote_id) }),
};

export function copyOf(
  model: ModelName,
  record: RecordByModel[ModelName],
  number: number,
): RecordByModel[ModelName] {
  const suffix = <T extends string | null | undefined>(id: T): T =>
    (id === null || id === undefined ? id : `${id}-${number}`) as T;
  const differ = differences[model] as Copy<ModelName> | undefined;
  return { ...record, ...differ?.(record, suffix), remote_id: suffix(record.remote_id) };
}
