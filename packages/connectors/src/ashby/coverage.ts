import type { Coverage, CoverageEntry, ModelCoverage } from '@hirewire/connector-kit';
import { writeActions } from '@hirewire/contract';

const unsupported = (note: string): CoverageEntry => ({ status: 'UNSUPPORTED', note });

const onCandidate = (what: string): CoverageEntry => ({
  status: 'SUPPORTED',
  note: `${what} on the candidate.`,
});
const asNote: CoverageEntry = {
  status: 'SUPPORTED',
  note: 'As a note on the candidate, or in the custom field that the setting result_link_field names.',
};

/** A model of which the named fields are filled; the exceptions say why they are not. */
function reads(fields: string, exceptions: Record<string, CoverageEntry> = {}): ModelCoverage {
  const filled = fields.split(/\s+/).map((field) => [field, 'SUPPORTED'] as const);
  return { model: 'SUPPORTED', fields: { ...Object.fromEntries(filled), ...exceptions } };
}

/** What Ashby's API can tell, by the contract's field ids. */
export const ashbyCoverage: Coverage = {
  readModels: {
    ats_jobs: reads(
      `remote_id name job_code description confidential employment_type status visibility
      department post_url remote_work_status salary_amount_from salary_amount_to
      salary_currency salary_period location.city location.country location.raw location.state
      location.street_1 location.zip_code custom_fields opened_at closed_at remote_created_at
      remote_updated_at hiring_team`,
      {
        weekly_hours: unsupported('Ashby has no working hours.'),
        category: unsupported('Ashby has departments only.'),
        salary_amount: unsupported('Ashby has a range, of which the two ends may be the same.'),
        experience_level: unsupported('Ashby has no experience level.'),
        'location.street_2': unsupported('Ashby has one line for the street.'),
        remote_url: unsupported('The API does not tell the page of a job.'),
        contact_id: unsupported('Ashby has a hiring team, none of whom is the one contact.'),
      },
    ),
    ats_job_postings: reads('remote_id title description_html status visibility url'),
    ats_screening_questions: reads('remote_id title description format category index required', {
      precondition_question_id: unsupported('The API does not tell conditions of a form.'),
      precondition_options: unsupported('The API does not tell conditions of a form.'),
    }),
    ats_application_stages: reads('remote_id name status index', {
      custom_fields: unsupported('Stages of Ashby have no custom fields.'),
    }),
    ats_applications: reads(
      `remote_id outcome rejection_reason_name rejected_at current_stage_id job_id candidate_id
      custom_fields remote_created_at remote_updated_at`,
      {
        screening_question_answers: {
          status: 'SUPPORTED',
          note: 'Which applications they are read of is the setting read_screening_answers.',
        },
        remote_url: unsupported('The API tells the page of the candidate alone.'),
      },
    ),
    ats_candidates: reads(
      `remote_id first_name last_name company title source phone_numbers email_addresses
      social_media location.city location.country location.raw location.state custom_fields
      remote_url remote_created_at remote_updated_at tags`,
      {
        confidential: unsupported('Ashby has confidential jobs, not candidates.'),
        'location.street_1': unsupported('Ashby keeps no address of candidates.'),
        'location.street_2': unsupported('Ashby keeps no address of candidates.'),
        'location.zip_code': unsupported('Ashby keeps no address of candidates.'),
      },
    ),
    ats_tags: reads('remote_id name'),
    ats_users: reads('remote_id first_name last_name email status system_roles'),
    ats_roles: reads('remote_id remote_label unified_type scope'),
    ats_interviews: reads(
      `remote_id title starting_at ending_at location.raw video_conferencing_url application_id
      stage_id canceled remote_created_at remote_updated_at users`,
      Object.fromEntries(
        ['city', 'country', 'state', 'street_1', 'street_2', 'zip_code'].map((part) => [
          `location.${part}`,
          unsupported('The place of an interview is one text.'),
        ]),
      ),
    ),
    ats_offers: reads(
      'remote_id status employment_start_date application_id custom_fields remote_created_at',
      { remote_updated_at: unsupported('Only versions of an offer have a date.') },
    ),
    ats_rejection_reasons: reads('remote_id name'),
    ats_notes: reads('remote_id candidate_id author_id content_html is_private remote_created_at', {
      application_id: unsupported('Ashby keeps notes on the candidate.'),
      title: unsupported('Notes of Ashby have no headings.'),
      remote_updated_at: unsupported('The API tells when a note was written, not when it changed.'),
    }),
    ats_scorecards: reads(
      `remote_id candidate_id application_id interview_id author_id responses
      remote_created_at`,
      { remote_updated_at: unsupported('The API tells when feedback was submitted, and no more.') },
    ),
  },
  writeActions: {
    ...Object.fromEntries(writeActions.map(({ id }) => [id, 'SUPPORTED' as const])),
    ats_add_application_note: onCandidate('Ashby keeps notes'),
    ats_add_application_attachment: onCandidate('Ashby keeps files'),
    ats_add_application_result_link: asNote,
    ats_add_candidate_result_link: asNote,
    ats_import_tracked_application: unsupported(
      'The API has no form for ids of Ashby; every application is synced.',
    ),
  },
  features: {
    automatic_source_writing: {
      status: 'SUPPORTED',
      note: 'Once a source with the name of your environment has been added in Ashby.',
    },
  },
};
