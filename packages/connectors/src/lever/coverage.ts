import type { Coverage, CoverageEntry, ModelCoverage } from '@hirewire/connector-kit';
import { writeActions } from '@hirewire/contract';

const unsupported = (note: string): CoverageEntry => ({ status: 'UNSUPPORTED', note });
const supported = (note: string): CoverageEntry => ({ status: 'SUPPORTED', note });

const inOneText = Object.fromEntries(
  ['city', 'country', 'state', 'street_1', 'street_2', 'zip_code'].map((part) => [
    `location.${part}`,
    unsupported('Lever has one text for the place.'),
  ]),
);
const noChange = unsupported('Lever tells when it was made, and not when it changed.');

/** A model of which the named fields are filled; the exceptions say why they are not. */
function reads(fields: string, exceptions: Record<string, CoverageEntry> = {}): ModelCoverage {
  const filled = fields.split(/\s+/).map((field) => [field, 'SUPPORTED'] as const);
  return { model: 'SUPPORTED', fields: { ...Object.fromEntries(filled), ...exceptions } };
}

/** What Lever's API can tell, by the contract's field ids. */
export const leverCoverage: Coverage = {
  readModels: {
    ats_jobs: reads(
      `remote_id name job_code description confidential employment_type status visibility
      category department post_url experience_level remote_work_status salary_amount_from
      salary_amount_to salary_currency salary_period location.country location.raw
      remote_created_at remote_updated_at hiring_team`,
      {
        ...Object.fromEntries(
          Object.entries(inOneText).filter(([field]) => field !== 'location.country'),
        ),
        weekly_hours: unsupported('Lever has no working hours.'),
        salary_amount: unsupported('Lever has a range, of which the two ends may be the same.'),
        custom_fields: unsupported(
          'Postings of Lever have none; those of requisitions are not read.',
        ),
        opened_at: unsupported('Lever tells when a posting was made, and not when it was opened.'),
        closed_at: unsupported('Lever does not tell when a posting was closed.'),
        remote_url: unsupported('The API does not tell the page of a posting in Lever.'),
        contact_id: unsupported('Lever has a hiring team, none of whom is the one contact.'),
      },
    ),
    ats_job_postings: reads('remote_id title description_html status visibility url'),
    ats_screening_questions: reads('remote_id title description format index required', {
      category: supported('EEO, for the questions that the form has of that kind.'),
      precondition_question_id: unsupported('Forms of Lever have no conditions.'),
      precondition_options: unsupported('Forms of Lever have no conditions.'),
    }),
    ats_application_stages: reads('remote_id name status index', {
      custom_fields: unsupported('Stages of Lever have no custom fields.'),
    }),
    ats_applications: reads(
      `remote_id outcome rejection_reason_name rejected_at current_stage_id job_id candidate_id
      screening_question_answers remote_url remote_created_at remote_updated_at`,
      { custom_fields: unsupported('Opportunities of Lever have no custom fields.') },
    ),
    ats_candidates: reads(
      `remote_id first_name last_name company title confidential source phone_numbers
      email_addresses social_media location.raw remote_url remote_created_at remote_updated_at
      tags`,
      { ...inOneText, custom_fields: unsupported('Contacts of Lever have no custom fields.') },
    ),
    ats_tags: reads('remote_id name'),
    ats_users: reads('remote_id first_name last_name email status system_roles'),
    ats_roles: reads('remote_id remote_label unified_type scope'),
    ats_interviews: reads(
      `remote_id title starting_at ending_at location.raw video_conferencing_url application_id
      stage_id canceled remote_created_at users`,
      { ...inOneText, remote_updated_at: noChange },
    ),
    ats_offers: reads(
      'remote_id status employment_start_date application_id custom_fields remote_created_at',
      { remote_updated_at: noChange },
    ),
    ats_rejection_reasons: reads('remote_id name'),
    ats_notes: reads(
      'remote_id candidate_id application_id author_id content_html is_private remote_created_at',
      { title: unsupported('Notes of Lever have no headings.'), remote_updated_at: noChange },
    ),
    ats_scorecards: reads(
      `remote_id candidate_id application_id interview_id author_id responses
      remote_created_at`,
      { remote_updated_at: unsupported('Lever tells when a form was completed, and no more.') },
    ),
  },
  writeActions: {
    ...Object.fromEntries(writeActions.map(({ id }) => [id, 'SUPPORTED' as const])),
    ats_add_application_result_link: supported('A link, and a note with its label and details.'),
    ats_add_candidate_result_link: supported('On the newest opportunity of the candidate.'),
    ats_add_candidate_attachment: supported('On the newest opportunity of the candidate.'),
    ats_add_candidate_tag: supported('On the newest opportunity of the candidate.'),
    ats_import_tracked_application: unsupported(
      'The API has no form for ids of Lever; every application is synced.',
    ),
  },
  features: { automatic_source_writing: 'SUPPORTED' },
};
