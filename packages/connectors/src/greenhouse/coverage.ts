import type { Coverage, CoverageEntry, ModelCoverage } from '@hirewire/connector-kit';
import { writeActions } from '@hirewire/contract';

const unsupported = (note: string): CoverageEntry => ({ status: 'UNSUPPORTED', note });
const supported = (note: string): CoverageEntry => ({ status: 'SUPPORTED', note });

/** The parts of a place that are not there, and why. */
const partsOfPlace = (parts: string, note: string) =>
  Object.fromEntries(parts.split(' ').map((part) => [`location.${part}`, unsupported(note)]));
const inOneText = partsOfPlace(
  'city country state street_1 street_2 zip_code',
  'Greenhouse has one text for the place.',
);

/** A model of which the named fields are filled; the exceptions say why they are not. */
function reads(fields: string, exceptions: Record<string, CoverageEntry> = {}): ModelCoverage {
  const filled = fields.split(/\s+/).map((field) => [field, 'SUPPORTED'] as const);
  return { model: 'SUPPORTED', fields: { ...Object.fromEntries(filled), ...exceptions } };
}

/** What Harvest v3 can tell, by the contract's field ids. */
export const greenhouseCoverage: Coverage = {
  readModels: {
    ats_jobs: reads(
      `remote_id name job_code description confidential employment_type status visibility
      department post_url salary_amount_from salary_amount_to salary_currency location.city
      location.country location.state location.zip_code location.raw custom_fields opened_at
      closed_at remote_created_at remote_updated_at hiring_team`,
      {
        ...partsOfPlace('street_1 street_2', 'Greenhouse has no streets of jobs.'),
        weekly_hours: unsupported('Greenhouse has no working hours.'),
        category: unsupported('Greenhouse has departments alone.'),
        experience_level: unsupported('Greenhouse has no such field.'),
        remote_work_status: unsupported('Greenhouse has no such field.'),
        salary_amount: unsupported('Greenhouse has ranges, of which the ends may be the same.'),
        salary_period: unsupported('Greenhouse does not tell the period of a range.'),
        remote_url: unsupported('The API does not tell the page of a job in Greenhouse.'),
        contact_id: unsupported('Greenhouse has a hiring team, none of whom is the one contact.'),
      },
    ),
    ats_job_postings: reads('remote_id title description_html status visibility url'),
    ats_screening_questions: reads('remote_id title description format index required', {
      category: unsupported('Harvest shows no EEO and demographic questions of a form.'),
      precondition_question_id: unsupported('Forms of Greenhouse have no conditions.'),
      precondition_options: unsupported('Forms of Greenhouse have no conditions.'),
    }),
    ats_application_stages: reads('remote_id name status index', {
      custom_fields: unsupported('Stages of Greenhouse have no custom fields.'),
    }),
    ats_applications: reads(
      `remote_id outcome rejection_reason_name rejected_at current_stage_id job_id candidate_id
      screening_question_answers custom_fields remote_url remote_created_at remote_updated_at`,
    ),
    ats_candidates: reads(
      `remote_id first_name last_name company title confidential source phone_numbers
      email_addresses social_media location.raw custom_fields remote_url remote_created_at
      remote_updated_at tags`,
      inOneText,
    ),
    ats_tags: reads('remote_id name'),
    ats_users: reads('remote_id first_name last_name email status system_roles'),
    ats_roles: reads('remote_id remote_label unified_type scope'),
    ats_interviews: reads(
      `remote_id title starting_at ending_at location.raw video_conferencing_url application_id
      stage_id canceled remote_created_at remote_updated_at users`,
      {
        ...inOneText,
        canceled: supported('Always false: Greenhouse deletes interviews that are cancelled.'),
      },
    ),
    ats_offers: reads(
      `remote_id status employment_start_date application_id custom_fields remote_created_at
      remote_updated_at`,
    ),
    ats_rejection_reasons: reads('remote_id name'),
    ats_notes: reads(
      `remote_id candidate_id application_id author_id content_html is_private remote_created_at
      remote_updated_at`,
      { title: unsupported('Notes of Greenhouse have no headings.') },
    ),
    ats_scorecards: reads(
      `remote_id candidate_id application_id interview_id author_id responses remote_created_at
      remote_updated_at`,
    ),
  },
  writeActions: {
    ...Object.fromEntries(writeActions.map(({ id }) => [id, 'SUPPORTED' as const])),
    ats_create_application: supported(
      'Answers to questions go into the form of the job board where the integration has a Job Board API key, and the job a live public post; else into a note, since Harvest cannot write them.',
    ),
    ats_add_application_result_link: supported('A note with label, link and details.'),
    ats_add_candidate_result_link: supported('A note with label, link and details.'),
    ats_add_candidate_attachment: supported('On the newest application of the candidate.'),
  },
  features: {
    automatic_source_writing: supported(
      'If Greenhouse has a source with the name of the environment.',
    ),
  },
};
