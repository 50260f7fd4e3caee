import type { ModelName } from '@hirewire/store';

/** A field of a read model, as coverage declarations name it. */
export interface CoverageField {
  model: string;
  field: string;
}

/**
 * Which fields a tool must be able to fill for a filter to mean anything. Filters that are not
 * listed (`ids`, `remote_ids`) work on every tool.
 */
export const filterFields: {
  readonly [Model in ModelName]?: Readonly<Record<string, readonly CoverageField[]>>;
} = {
  applications: {
    outcomes: [{ model: 'ats_applications', field: 'outcome' }],
    outcome: [{ model: 'ats_applications', field: 'outcome' }],
    job_ids: [{ model: 'ats_applications', field: 'job_id' }],
    job_remote_ids: [{ model: 'ats_applications', field: 'job_id' }],
    current_stage_ids: [{ model: 'ats_applications', field: 'current_stage_id' }],
    remote_created_after: [{ model: 'ats_applications', field: 'remote_created_at' }],
  },
  candidates: {
    email: [{ model: 'ats_candidates', field: 'email_addresses' }],
    first_name: [{ model: 'ats_candidates', field: 'first_name' }],
    last_name: [{ model: 'ats_candidates', field: 'last_name' }],
    job_ids: [
      { model: 'ats_applications', field: 'candidate_id' },
      { model: 'ats_applications', field: 'job_id' },
    ],
  },
  jobs: {
    job_codes: [{ model: 'ats_jobs', field: 'job_code' }],
    post_url: [{ model: 'ats_jobs', field: 'post_url' }],
    statuses: [{ model: 'ats_jobs', field: 'status' }],
    status: [{ model: 'ats_jobs', field: 'status' }],
    employment_types: [{ model: 'ats_jobs', field: 'employment_type' }],
    visibilities: [{ model: 'ats_jobs', field: 'visibility' }],
    remote_created_after: [{ model: 'ats_jobs', field: 'remote_created_at' }],
    name_contains: [{ model: 'ats_jobs', field: 'name' }],
  },
  users: { emails: [{ model: 'ats_users', field: 'email' }] },
  roles: { scopes: [{ model: 'ats_roles', field: 'scope' }] },
  interviews: {
    job_ids: [
      { model: 'ats_interviews', field: 'application_id' },
      { model: 'ats_applications', field: 'job_id' },
    ],
  },
};
