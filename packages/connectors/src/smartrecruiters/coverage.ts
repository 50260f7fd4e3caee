import type { Coverage, CoverageEntry, ModelCoverage } from '@hirewire/connector-kit';
import { writeActions } from '@hirewire/contract';

const unsupported = (note: string): CoverageEntry => ({ status: 'UNSUPPORTED', note });
const supported = (note: string): CoverageEntry => ({ status: 'SUPPORTED', note });

/** A model of which the named fields are filled; the exceptions say why they are not. */
function reads(fields: string, exceptions: Record<string, CoverageEntry> = {}): ModelCoverage {
  const filled = fields.split(/\s+/).map((field) => [field, 'SUPPORTED'] as const);
  return { model: 'SUPPORTED', fields: { ...Object.fromEntries(filled), ...exceptions } };
}

/** Fields that have no place in SmartRecruiters, for one reason. */
function lacks(fields: string, note: string): Record<string, CoverageEntry> {
  return Object.fromEntries(fields.split(/\s+/).map((field) => [field, unsupported(note)]));
}

const noPage = unsupported('The API has its own addresses, but not those of pages.');
const asNote = supported('As a note: results are for partners of the Assessment API.');

/** What SmartRecruiters' API can tell, by the contract's field ids. */
export const smartRecruitersCoverage: Coverage = {
  readModels: {
    ats_jobs: reads(
      `remote_id name job_code description employment_type status visibility category department
      post_url experience_level remote_work_status salary_amount_from salary_amount_to
      salary_currency location.city location.country location.state location.street_1
      location.zip_code custom_fields opened_at closed_at remote_created_at remote_updated_at
      hiring_team`,
      {
        ...lacks('location.street_2 location.raw', 'A place has one line for the street.'),
        confidential: unsupported('The API does not tell which jobs are confidential.'),
        weekly_hours: unsupported('Jobs have no working hours.'),
        salary_amount: unsupported('There is a range, of which the two ends may be the same.'),
        salary_period: unsupported('The API does not tell for which time a salary is.'),
        remote_url: noPage,
        contact_id: unsupported('There is a hiring team, none of whom is the one contact.'),
      },
    ),
    ats_job_postings: reads('remote_id title description_html status visibility url'),
    ats_screening_questions: reads('remote_id title format category index required', {
      description: unsupported('Questions are one text.'),
      ...lacks(
        'precondition_question_id precondition_options',
        'Questions with conditions are in a closed test of SmartRecruiters (beta), and left out.',
      ),
    }),
    ats_application_stages: reads('remote_id name status index', {
      custom_fields: unsupported('Statuses have no custom fields.'),
    }),
    ats_applications: reads(
      `remote_id outcome rejection_reason_name rejected_at current_stage_id job_id candidate_id
      screening_question_answers custom_fields remote_created_at remote_updated_at`,
      { remote_url: noPage },
    ),
    ats_candidates: reads(
      `remote_id first_name last_name company title source phone_numbers email_addresses
      social_media location.city location.country location.state remote_created_at
      remote_updated_at tags`,
      {
        ...lacks(
          'location.street_1 location.street_2 location.zip_code location.raw',
          'Places of candidates end with the city.',
        ),
        confidential: unsupported('The API does not tell who sees a candidate.'),
        custom_fields: unsupported('Fields that customers add are of applications.'),
        remote_url: noPage,
      },
    ),
    ats_tags: reads('remote_id name'),
    ats_users: reads('remote_id first_name last_name email status system_roles'),
    ats_roles: reads('remote_id remote_label unified_type scope'),
    ats_interviews: reads(
      `remote_id title starting_at ending_at location.raw application_id remote_created_at users`,
      {
        ...lacks(
          `location.city location.country location.state location.street_1 location.street_2
          location.zip_code`,
          'There is one text for the place.',
        ),
        video_conferencing_url: unsupported('A link to a conference is in the text of the place.'),
        stage_id: unsupported('An interview belongs to no status.'),
        canceled: unsupported('An interview that is cancelled is deleted.'),
        remote_updated_at: unsupported('The API does not tell when an interview was changed.'),
      },
    ),
    ats_offers: reads(
      `remote_id status employment_start_date application_id custom_fields remote_created_at
      remote_updated_at`,
    ),
    ats_rejection_reasons: reads('remote_id name'),
    ats_notes: reads(
      `remote_id candidate_id application_id author_id content_html is_private remote_created_at`,
      {
        title: unsupported('Messages have no headings.'),
        remote_updated_at: unsupported('Messages are not changed.'),
      },
    ),
    ats_scorecards: reads(
      `remote_id candidate_id application_id author_id responses remote_created_at
      remote_updated_at`,
      { interview_id: unsupported('A review does not name an interview.') },
    ),
  },
  writeActions: {
    ...Object.fromEntries(writeActions.map(({ id }) => [id, 'SUPPORTED' as const])),
    ats_create_application: supported(
      'With answers or consents, by the form of the published posting; answers become a note where there is none.',
    ),
    ats_add_application_note: supported(
      'For all who may see the candidate, without a notification.',
    ),
    ats_add_application_result_link: asNote,
    ats_add_candidate_result_link: asNote,
    ats_add_candidate_attachment: supported('On the main application of the candidate.'),
    ats_get_candidate_attachments: supported('Those of all applications of the candidate.'),
  },
  features: {
    automatic_source_writing: supported(
      'If the customer has a source of that name: the API makes none.',
    ),
  },
};
