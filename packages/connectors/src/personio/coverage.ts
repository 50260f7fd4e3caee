import type { Coverage, CoverageEntry, ModelCoverage } from '@hirewire/connector-kit';
import { writeActions } from '@hirewire/contract';

const unsupported = (note: string): CoverageEntry => ({ status: 'UNSUPPORTED', note });
const supported = (note: string): CoverageEntry => ({ status: 'SUPPORTED', note });

const unsupportedFields = (fields: string, note: string): Record<string, CoverageEntry> =>
  Object.fromEntries(fields.split(/\s+/).map((field) => [field, unsupported(note)]));

/** A model of which the named fields are filled; the exceptions say why they are not. */
function reads(fields: string, exceptions: Record<string, CoverageEntry> = {}): ModelCoverage {
  const filled = fields.split(/\s+/).map((field) => [field, 'SUPPORTED'] as const);
  return { model: 'SUPPORTED', fields: { ...Object.fromEntries(filled), ...exceptions } };
}

const none = (note: string): ModelCoverage => ({ model: unsupported(note), fields: {} });

const inOneText = unsupportedFields(
  `location.city location.country location.state location.street_1 location.street_2
  location.zip_code`,
  'Personio has one text for the place.',
);
const fromFeed = supported('From the XML feed of the career page, for published jobs.');
const noPage = unsupported('The API does not tell the page in Personio.');
const noWayBack = 'The API changes nothing of an application that is there.';

/** What Personio's API can tell, by the contract's field ids. */
export const personioCoverage: Coverage = {
  readModels: {
    ats_jobs: reads('remote_id name category department remote_created_at remote_updated_at', {
      description: fromFeed,
      employment_type: fromFeed,
      experience_level: fromFeed,
      post_url: fromFeed,
      'location.raw': fromFeed,
      status: supported(
        'OPEN if the job is in the XML feed of the career page, else CLOSED: drafts cannot be told from archived jobs. Null without a career page.',
      ),
      visibility: supported('PUBLIC if the job is in the XML feed of the career page, else null.'),
      ...inOneText,
      ...unsupportedFields(
        `salary_amount salary_amount_from salary_amount_to salary_currency salary_period
        weekly_hours remote_work_status job_code confidential opened_at closed_at custom_fields`,
        'Neither the API nor the XML feed tells it.',
      ),
      remote_url: noPage,
      hiring_team: unsupported(
        'The API tells the ids of people alone; their names need access to the data of all employees.',
      ),
      contact_id: unsupported('The API does not tell it.'),
    }),
    ats_job_postings: reads('remote_id title description_html status visibility url'),
    ats_screening_questions: none('The API has no questions.'),
    ats_application_stages: reads('remote_id name status index', {
      custom_fields: unsupported('Stages of Personio have no custom fields.'),
    }),
    ats_applications: reads(
      `remote_id outcome rejected_at current_stage_id job_id candidate_id remote_created_at
      remote_updated_at`,
      {
        rejection_reason_name: unsupported('The API does not tell reasons.'),
        screening_question_answers: unsupported('The API has no answers.'),
        remote_url: noPage,
        custom_fields: unsupported('The API leaves out the attributes of applications.'),
      },
    ),
    ats_candidates: reads(
      `remote_id first_name last_name email_addresses phone_numbers social_media location.raw
      remote_created_at remote_updated_at`,
      {
        source: supported('The channel of the first application.'),
        ...inOneText,
        ...unsupportedFields('company title confidential', 'The API does not tell it.'),
        remote_url: noPage,
        tags: unsupported('The API leaves out tags.'),
        custom_fields: unsupported('The API leaves out the attributes of candidates.'),
      },
    ),
    ats_tags: none('The API leaves out tags.'),
    ats_users: none('Who may recruit is not told; the API has a list of all employees.'),
    ats_roles: none('Who may recruit is not told; the API has a list of all employees.'),
    ats_interviews: none('The API has no interviews.'),
    ats_offers: none('The API has no offers.'),
    ats_rejection_reasons: none('The API has no reasons.'),
    ats_notes: none('The API has no notes.'),
    ats_scorecards: none('The API has no evaluations.'),
  },
  writeActions: {
    ...Object.fromEntries(writeActions.map(({ id }) => [id, unsupported(noWayBack)])),
    ats_create_application: supported('With the Recruiting API key and the company ID.'),
    ats_create_candidate: supported('With the Recruiting API key and the company ID.'),
    ...unsupportedFields(
      'ats_get_application_attachments ats_get_candidate_attachments',
      'Whose documents those of an applicant are is not documented: asking with the id of an application may show the documents of an employee.',
    ),
    ats_import_tracked_application: unsupported(
      'The API has no form for ids of Personio; every application is synced.',
    ),
  },
  features: {
    automatic_source_writing: unsupported(
      'Personio takes the ids of channels, and the API does not list them.',
    ),
  },
};
