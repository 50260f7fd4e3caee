import type { RecordByModel } from '@hirewire/connector-kit';
import { byText } from './facts.ts';
import type { ComparedModel, Facts } from './facts.ts';

type Read<Model extends ComparedModel> = (record: RecordByModel[Model]) => Facts;

const name = (record: { name?: string | null | undefined }): Facts => ({
  name: record.name ?? null,
});

/** The facts that a record of the connector tells. */
export const recordFacts: { readonly [Model in ComparedModel]: Read<Model> } = {
  jobs: (job) => ({
    ...name(job),
    status: job.status,
    description: job.description ?? null,
    department: job.department ?? null,
    city: job.location?.city ?? null,
    zipCode: job.location?.zip_code ?? null,
    country: job.location?.country ?? null,
    stages: job.stages.map(({ remote_id: id }) => id),
    recruiters: membersWith(job, 'recruiter'),
    managers: membersWith(job, 'department-manager'),
    interviewers: membersWith(job, 'interviewer'),
    createdAt: job.remote_created_at,
    updatedAt: job.remote_updated_at,
  }),
  application_stages: (stage) => ({ ...name(stage), status: stage.status }),
  applications: (application) => ({
    outcome: application.outcome,
    reason: application.rejection_reason_name ?? null,
    rejectedAt: application.rejected_at ?? null,
    stage: application.current_stage_remote_id ?? null,
    job: application.job_remote_id ?? null,
    candidate: application.candidate_remote_id,
    createdAt: application.remote_created_at,
    updatedAt: application.remote_updated_at,
  }),
  candidates: (candidate) => ({
    name: fullName(candidate),
    emails: (candidate.email_addresses ?? [])
      .map((each) => each.email_address ?? '')
      .toSorted(byText),
    phones: (candidate.phone_numbers ?? []).map((each) => each.phone_number).toSorted(byText),
    title: candidate.title ?? null,
    company: candidate.company ?? null,
    city: candidate.location?.city ?? null,
    source: candidate.source ?? null,
    profiles: (candidate.social_media ?? []).map(({ link }) => link),
    updatedAt: candidate.remote_updated_at,
    tags: candidate.tag_remote_ids.toSorted(byText),
  }),
  interviews: (interview) => ({
    title: interview.title,
    startsAt: interview.starting_at,
    endsAt: interview.ending_at,
    place: interview.location?.raw ?? null,
    video: interview.video_conferencing_url ?? null,
    isCanceled: interview.canceled,
    application: interview.application_remote_id,
    users: interview.user_remote_ids.toSorted(byText),
  }),
  users: (user) => ({ name: fullName(user), email: user.email ?? null, status: user.status }),
  tags: name,
  rejection_reasons: name,
};

function membersWith(job: RecordByModel['jobs'], role: string): string[] {
  return job.hiring_team
    .filter(({ role_remote_ids: roles }) => roles.includes(role))
    .map(({ user_remote_id: id }) => id)
    .toSorted(byText);
}

function fullName(person: {
  first_name?: string | null | undefined;
  last_name?: string | null | undefined;
}): string {
  return [person.first_name, person.last_name].filter(Boolean).join(' ');
}
