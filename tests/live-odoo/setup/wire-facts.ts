import { byText } from './facts.ts';
import type { ComparedModel, Facts } from './facts.ts';

/** A record as the HTTP API sends it. */
export type WireRecord = { remote_id: string } & Record<string, unknown>;

interface Linked {
  remote_id: string;
}
interface Member extends Linked {
  job_roles: { remote_id: string }[];
}

const name = (record: WireRecord): Facts => ({ name: record['name'] });

/** The facts that a record of the HTTP API tells, those of its relations by their remote ids. */
export const wireFacts: { readonly [Model in ComparedModel]: (record: WireRecord) => Facts } = {
  jobs: (job) => ({
    ...name(job),
    status: job['status'],
    description: job['description'],
    department: job['department'],
    city: placeOf(job)['city'] ?? null,
    zipCode: placeOf(job)['zip_code'] ?? null,
    country: placeOf(job)['country'] ?? null,
    stages: (job['stages'] as (Linked & { index: number })[])
      .toSorted((one, other) => one.index - other.index)
      .map(({ remote_id: id }) => id),
    recruiters: membersWith(job, 'recruiter'),
    managers: membersWith(job, 'department-manager'),
    interviewers: membersWith(job, 'interviewer'),
    createdAt: job['remote_created_at'],
    updatedAt: job['remote_updated_at'],
  }),
  application_stages: (stage) => ({ ...name(stage), status: stage['status'] }),
  applications: (application) => ({
    outcome: application['outcome'],
    reason: application['rejection_reason_name'],
    rejectedAt: application['rejected_at'],
    stage: linkOf(application['current_stage']),
    job: linkOf(application['job']),
    candidate: linkOf(application['candidate']),
    createdAt: application['remote_created_at'],
    updatedAt: application['remote_updated_at'],
  }),
  candidates: (candidate) => ({
    name: fullName(candidate),
    emails: textsOf(candidate['email_addresses'], 'email_address').toSorted(byText),
    phones: textsOf(candidate['phone_numbers'], 'phone_number').toSorted(byText),
    title: candidate['title'],
    company: candidate['company'],
    city: placeOf(candidate)['city'] ?? null,
    source: candidate['source'],
    profiles: textsOf(candidate['social_media'], 'link'),
    updatedAt: candidate['remote_updated_at'],
    tags: textsOf(candidate['tags'], 'remote_id').toSorted(byText),
  }),
  interviews: (interview) => ({
    title: interview['title'],
    startsAt: interview['starting_at'],
    endsAt: interview['ending_at'],
    place: placeOf(interview)['raw'] ?? null,
    video: interview['video_conferencing_url'],
    isCanceled: interview['canceled'],
    application: linkOf(interview['application']),
    users: textsOf(interview['users'], 'remote_id').toSorted(byText),
  }),
  users: (user) => ({ name: fullName(user), email: user['email'], status: user['status'] }),
  tags: name,
  rejection_reasons: name,
};

function membersWith(job: WireRecord, role: string): string[] {
  return (job['hiring_team'] as Member[])
    .filter(({ job_roles: roles }) => roles.some(({ remote_id: id }) => id === role))
    .map(({ remote_id: id }) => id)
    .toSorted(byText);
}

function linkOf(link: unknown): string | null {
  return (link as Linked | null)?.remote_id ?? null;
}

function placeOf(record: WireRecord): Record<string, unknown> {
  return (record['location'] ?? {}) as Record<string, unknown>;
}

function textsOf(list: unknown, field: string): string[] {
  return ((list ?? []) as Record<string, unknown>[]).map((each) => String(each[field]));
}

function fullName(person: WireRecord): string {
  return [person['first_name'], person['last_name']].filter(Boolean).join(' ');
}
