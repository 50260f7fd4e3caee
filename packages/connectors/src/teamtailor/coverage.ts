import type { Coverage, CoverageEntry, ModelCoverage } from '@hirewire/connector-kit';
import { writeActions } from '@hirewire/contract';

const unsupported = (note: string): CoverageEntry => ({ status: 'UNSUPPORTED', note });
const supported = (note: string): CoverageEntry => ({ status: 'SUPPORTED', note });

const noLink = unsupported("The API does not tell the pages of Teamtailor's own surface.");
const ofOffice = {
  'location.raw': unsupported('Places of Teamtailor are in parts.'),
  'location.state': unsupported('Places of Teamtailor have no state.'),
  'location.street_2': unsupported('Places of Teamtailor have one line of address.'),
};
const ref = 'location.city location.country location.street_1 location.zip_code';

/** A model of which the named fields are filled; the exceptions say why they are not. */
function reads(fields: string, exceptions: Record<string, CoverageEntry> = {}): ModelCoverage {
  const filled = fields.split(/\s+/).map((field) => [field, 'SUPPORTED'] as const);
  return { model: 'SUPPORTED', fields: { ...Object.fromEntries(filled), ...exceptions } };
}

/** What Teamtailor's API can tell, by the contract's field ids. */
export const teamtailorCoverage: Coverage = {
  readModels: {
    ats_jobs: reads(
      `remote_id name description employment_type status visibility category department post_url
      experience_level remote_work_status salary_amount_from salary_amount_to salary_currency
      salary_period ${ref} custom_fields opened_at closed_at contact_id remote_created_at
      remote_updated_at hiring_team`,
      {
        ...ofOffice,
        'location.raw': supported('All places of a job that has several.'),
        job_code: unsupported('Jobs of Teamtailor have no code.'),
        confidential: unsupported('Teamtailor has no confidential jobs.'),
        weekly_hours: unsupported('Teamtailor has no working hours.'),
        salary_amount: unsupported(
          'Teamtailor has a range, of which the two ends may be the same.',
        ),
        remote_url: noLink,
      },
    ),
    ats_job_postings: reads('remote_id title description_html status visibility url'),
    ats_screening_questions: reads('remote_id title format index required', {
      description: unsupported('Questions of Teamtailor have no description.'),
      category: unsupported('Teamtailor does not tell questions of that kind from others.'),
      precondition_question_id: unsupported('The API does not tell conditions of questions.'),
      precondition_options: unsupported('The API does not tell conditions of questions.'),
    }),
    ats_application_stages: reads('remote_id name status index', {
      custom_fields: unsupported('Stages of Teamtailor have no custom fields.'),
    }),
    ats_applications: reads(
      `remote_id outcome rejection_reason_name rejected_at current_stage_id job_id candidate_id
      screening_question_answers remote_created_at remote_updated_at`,
      {
        custom_fields: unsupported('Custom fields of Teamtailor are of candidates and jobs.'),
        remote_url: noLink,
      },
    ),
    ats_candidates: reads(
      `remote_id first_name last_name source phone_numbers email_addresses social_media ${ref}
      custom_fields remote_created_at remote_updated_at tags`,
      {
        ...ofOffice,
        company: unsupported('Candidates of Teamtailor have no employer.'),
        title: unsupported('Candidates of Teamtailor have no title.'),
        confidential: unsupported('Teamtailor has no confidential candidates.'),
        remote_url: noLink,
      },
    ),
    ats_tags: reads('remote_id name'),
    ats_users: reads('remote_id first_name last_name email status system_roles'),
    ats_roles: reads('remote_id remote_label unified_type scope'),
    ats_interviews: {
      model: unsupported(
        'The API has no meetings: what it calls interviews are evaluations, which are scorecards.',
      ),
      fields: {},
    },
    ats_offers: reads(
      'remote_id status employment_start_date application_id custom_fields remote_created_at',
      {
        remote_updated_at: unsupported('Offers of Teamtailor do not tell when they changed.'),
      },
    ),
    ats_rejection_reasons: reads('remote_id name'),
    ats_notes: reads(
      `remote_id candidate_id author_id content_html is_private remote_created_at
      remote_updated_at`,
      {
        title: unsupported('Notes of Teamtailor have no headings.'),
        application_id: unsupported('Notes of Teamtailor are about a candidate.'),
      },
    ),
    ats_scorecards: reads(
      `remote_id candidate_id application_id author_id responses remote_created_at
      remote_updated_at`,
      { interview_id: unsupported('The API has no meetings.') },
    ),
  },
  writeActions: {
    ...Object.fromEntries(writeActions.map(({ id }) => [id, 'SUPPORTED' as const])),
    ats_add_application_note: supported('On the candidate.'),
    ats_add_application_result_link: supported('As a note on the candidate.'),
    ats_add_candidate_result_link: supported('As a note.'),
    ats_add_candidate_attachment: supported('Among the files. The résumé is not replaced.'),
    ats_add_application_attachment: supported(
      'Among the files of the candidate for the job. The résumé is not replaced.',
    ),
    ats_import_tracked_application: unsupported(
      'The API has no form for ids of Teamtailor; every application is synced.',
    ),
  },
  features: {
    automatic_source_writing: supported(
      'In a note: the source of a candidate cannot be written in Teamtailor.',
    ),
  },
};
