import type { Coverage, CoverageEntry, ModelCoverage } from '@hirewire/connector-kit';
import { writeActions } from '@hirewire/contract';

const unsupported = (note: string): CoverageEntry => ({ status: 'UNSUPPORTED', note });
const supported = (note: string): CoverageEntry => ({ status: 'SUPPORTED', note });

const unsupportedFields = (fields: readonly string[], note: string) =>
  Object.fromEntries(fields.map((field) => [field, unsupported(note)]));

const streets = unsupportedFields(
  ['location.street_1', 'location.street_2'],
  'Workable has one text for an address, which is `location.raw`.',
);

/** A model of which the named fields are filled; the exceptions say why they are not. */
function reads(fields: string, exceptions: Record<string, CoverageEntry> = {}): ModelCoverage {
  const filled = fields.split(/\s+/).map((field) => [field, 'SUPPORTED'] as const);
  return { model: 'SUPPORTED', fields: { ...Object.fromEntries(filled), ...exceptions } };
}

/** What Workable's API can tell, by the contract's field ids. */
export const workableCoverage: Coverage = {
  readModels: {
    ats_jobs: reads(
      `remote_id name job_code description confidential employment_type status visibility
      category department post_url experience_level remote_work_status salary_amount_from
      salary_amount_to salary_currency location.city location.country location.raw
      location.state location.zip_code remote_created_at remote_updated_at hiring_team`,
      {
        ...unsupportedFields(
          ['location.street_1', 'location.street_2'],
          'Places of jobs have no street.',
        ),
        weekly_hours: unsupported('Workable has no working hours.'),
        salary_amount: unsupported('Workable has a range, of which the two ends may be the same.'),
        salary_period: unsupported('Workable does not tell for which time a salary is.'),
        custom_fields: unsupported('How the values of a job look is not documented.'),
        opened_at: unsupported('Only the list of everything that happened in a job tells.'),
        closed_at: unsupported('Only the list of everything that happened in a job tells.'),
        remote_url: unsupported('The API does not tell the page of a job in Workable.'),
        contact_id: unsupported('Workable has a hiring team, none of whom is the one contact.'),
      },
    ),
    ats_job_postings: reads('remote_id title description_html status visibility url'),
    ats_screening_questions: reads('remote_id title format index required', {
      description: unsupported('Questions of Workable are one text.'),
      category: unsupported('The API has no questions about equal opportunity.'),
      precondition_question_id: unsupported('The API tells no conditions of questions.'),
      precondition_options: unsupported('The API tells no conditions of questions.'),
    }),
    ats_application_stages: reads('remote_id name status index', {
      custom_fields: unsupported('Stages of Workable have no custom fields.'),
    }),
    ats_applications: reads(
      `remote_id outcome rejection_reason_name rejected_at current_stage_id job_id candidate_id
      screening_question_answers remote_url remote_created_at remote_updated_at`,
      { custom_fields: unsupported('How the values of a candidate look is not documented.') },
    ),
    ats_candidates: reads(
      `remote_id first_name last_name company title source phone_numbers email_addresses
      social_media location.city location.country location.raw location.state location.zip_code
      remote_url remote_created_at remote_updated_at tags`,
      {
        ...streets,
        confidential: unsupported('Workable does not tell who sees a candidate.'),
        custom_fields: unsupported('How the values of a candidate look is not documented.'),
      },
    ),
    ats_tags: reads('remote_id name'),
    ats_users: reads('remote_id first_name last_name email status system_roles'),
    ats_roles: reads('remote_id remote_label unified_type scope'),
    ats_interviews: reads(
      `remote_id title starting_at ending_at video_conferencing_url application_id canceled users`,
      {
        ...unsupportedFields(
          ['city', 'country', 'raw', 'state', 'street_1', 'street_2', 'zip_code'].map(
            (part) => `location.${part}`,
          ),
          'The API does not tell where an event takes place.',
        ),
        stage_id: unsupported('The API does not tell for which stage an event was planned.'),
        remote_created_at: unsupported('The API does not tell when an event was planned.'),
        remote_updated_at: unsupported('The API does not tell when an event was changed.'),
      },
    ),
    ats_offers: reads(
      'remote_id status employment_start_date application_id custom_fields remote_created_at',
      { remote_updated_at: unsupported('Workable tells when an offer was made, and no more.') },
    ),
    ats_rejection_reasons: reads('remote_id name'),
    ats_notes: reads(
      `remote_id candidate_id application_id author_id content_html is_private remote_created_at
      remote_updated_at`,
      { title: unsupported('Comments of Workable have no headings.') },
    ),
    ats_scorecards: reads(
      `remote_id candidate_id application_id author_id responses remote_created_at
      remote_updated_at`,
      { interview_id: unsupported('A rating belongs to no event.') },
    ),
  },
  writeActions: {
    ...Object.fromEntries(writeActions.map(({ id }) => [id, 'SUPPORTED' as const])),
    ats_add_application_result_link: supported('A comment with the link, its label and details.'),
    ats_add_candidate_result_link: supported('A comment with the link, its label and details.'),
    ats_add_application_attachment: supported(
      'A CV replaces the one that is there; every other file comes with a comment.',
    ),
    ats_add_candidate_attachment: supported(
      'A CV replaces the one that is there; every other file comes with a comment.',
    ),
    ats_import_tracked_application: unsupported(
      'The API has no form for ids of Workable; every application is synced.',
    ),
  },
  features: { automatic_source_writing: supported('As the domain that the candidate came from.') },
};
