import type { Coverage, CoverageEntry, ModelCoverage } from '@hirewire/connector-kit';
import { writeActions } from '@hirewire/contract';

const unsupported = (note: string): CoverageEntry => ({ status: 'UNSUPPORTED', note });
const supported = (note: string): CoverageEntry => ({ status: 'SUPPORTED', note });

/** A model of which the named fields are filled; the exceptions say why they are not. */
function reads(fields: string, exceptions: Record<string, CoverageEntry> = {}): ModelCoverage {
  const filled = fields.split(/\s+/).map((field) => [field, 'SUPPORTED'] as const);
  return { model: 'SUPPORTED', fields: { ...Object.fromEntries(filled), ...exceptions } };
}

/** Fields that have no place in Recruitee, for one reason. */
function lacks(fields: string, note: string): Record<string, CoverageEntry> {
  return Object.fromEntries(fields.split(/\s+/).map((field) => [field, unsupported(note)]));
}

const parts = `location.city location.country location.state location.street_1
  location.zip_code`;
const inOneText = lacks(`${parts} location.street_2`, 'Recruitee has one text for the place.');

const asNote = supported('As a note: result links are for registered partners of Recruitee.');

/** What Recruitee's API can tell, by the contract's field ids. */
export const recruiteeCoverage: Coverage = {
  readModels: {
    ats_jobs: reads(
      `remote_id name description weekly_hours employment_type status visibility category
      department post_url experience_level remote_work_status salary_amount_from
      salary_amount_to salary_currency salary_period ${parts} location.raw
      remote_url opened_at closed_at remote_created_at remote_updated_at hiring_team`,
      {
        job_code: unsupported('Jobs have no number of the customer.'),
        confidential: unsupported('The API does not tell which jobs are confidential.'),
        salary_amount: unsupported('Recruitee has a range, of which the two ends may be the same.'),
        'location.street_2': unsupported('Recruitee has one line for the street.'),
        custom_fields: unsupported(
          'No document shows custom fields of jobs; what the API tells is in remote_data.',
        ),
        contact_id: unsupported('Recruitee has a hiring team, none of whom is the one contact.'),
      },
    ),
    ats_job_postings: reads('remote_id title description_html status visibility url'),
    ats_screening_questions: reads('remote_id title format index required', {
      description: unsupported('Questions have no explanation beside them.'),
      category: unsupported('The API does not tell what kind of survey a question is from.'),
      ...lacks('precondition_question_id precondition_options', 'Forms have no conditions.'),
    }),
    ats_application_stages: reads('remote_id name status index', {
      custom_fields: unsupported('Stages of Recruitee have no custom fields.'),
    }),
    ats_applications: reads(
      `remote_id outcome rejection_reason_name rejected_at current_stage_id job_id candidate_id
      screening_question_answers remote_url remote_created_at remote_updated_at`,
      { custom_fields: unsupported('Custom fields are on candidates.') },
    ),
    ats_candidates: reads(
      `remote_id first_name last_name company title source phone_numbers email_addresses
      social_media location.raw custom_fields remote_url remote_created_at remote_updated_at
      tags`,
      {
        ...inOneText,
        confidential: unsupported('Candidates of Recruitee are not confidential.'),
      },
    ),
    ats_tags: reads('remote_id name'),
    ats_users: reads('remote_id first_name last_name email system_roles', {
      status: unsupported('The list of users does not tell whether they can sign in.'),
    }),
    ats_roles: reads('remote_id remote_label unified_type scope'),
    ats_interviews: reads(
      `remote_id title starting_at ending_at location.raw video_conferencing_url application_id
      stage_id remote_created_at remote_updated_at users`,
      {
        ...inOneText,
        canceled: unsupported('An interview that was cancelled is not listed.'),
      },
    ),
    ats_offers: {
      model: {
        status: 'UNSUPPORTED',
        note: 'The API of Recruitee has no job offers: what it calls offers are jobs, also in its changes of December 2025.',
      },
      fields: {},
    },
    ats_rejection_reasons: reads('remote_id name'),
    ats_notes: reads(
      `remote_id candidate_id author_id content_html is_private remote_created_at
      remote_updated_at`,
      {
        application_id: unsupported('Notes are on candidates.'),
        title: unsupported('Notes of Recruitee have no headings.'),
      },
    ),
    ats_scorecards: reads(
      `remote_id candidate_id application_id author_id responses remote_created_at`,
      {
        interview_id: unsupported('An evaluation does not name its interview.'),
        remote_updated_at: unsupported('An evaluation tells when it was made alone.'),
      },
    ),
  },
  writeActions: {
    ...Object.fromEntries(writeActions.map(({ id }) => [id, 'SUPPORTED' as const])),
    ats_create_application: supported(
      'Answers go through the form of the careers site, or into a note where it cannot take them.',
    ),
    ats_add_application_note: supported('On the candidate.'),
    ats_add_application_result_link: asNote,
    ats_add_candidate_result_link: asNote,
    ats_add_application_attachment: supported('On the candidate.'),
    ats_get_application_attachments: supported('Those of the candidate.'),
  },
  features: { automatic_source_writing: 'SUPPORTED' },
};
