import type { Coverage, CoverageEntry, ModelCoverage } from '@hirewire/connector-kit';

const unsupported = (note: string): CoverageEntry => ({ status: 'UNSUPPORTED', note });
const supported = (note: string): CoverageEntry => ({ status: 'SUPPORTED', note });

const beta =
  'Beta: written from documentation of an earlier version, and never tried on a live account.';

/** A model of which the named fields are filled; the exceptions say why they are not. */
function reads(fields: string, exceptions: Record<string, CoverageEntry> = {}): ModelCoverage {
  const filled = fields.split(/\s+/).map((field) => [field, 'SUPPORTED'] as const);
  return { model: supported(beta), fields: { ...Object.fromEntries(filled), ...exceptions } };
}

/** Fields that have no place in onlyfy, for one reason. */
function lacks(fields: string, note: string): Record<string, CoverageEntry> {
  return Object.fromEntries(fields.split(/\s+/).map((field) => [field, unsupported(note)]));
}

function lacksModel(note: string): ModelCoverage {
  return { model: { status: 'UNSUPPORTED', note }, fields: {} };
}

const noChange = unsupported('onlyfy does not tell when it changed.');
const noPage = unsupported('The API does not tell the page of it in onlyfy.');
const noNotes = unsupported('The documented API has no notes.');
const noLinks = unsupported('The documented API has no links, and no notes in place of them.');

/** What the documented API can tell, by the contract's field ids. */
export const onlyfyCoverage: Coverage = {
  readModels: {
    ats_jobs: reads(
      `remote_id name description employment_type status visibility department post_url
      experience_level salary_amount location.city location.country custom_fields opened_at
      closed_at remote_created_at`,
      {
        job_code: unsupported('Jobs have no number of the customer.'),
        confidential: unsupported('The API does not tell which jobs are confidential.'),
        weekly_hours: unsupported('Jobs have no working hours.'),
        category: unsupported('A job has an industry, which is in remote_data by its id.'),
        remote_work_status: unsupported('Jobs do not tell where the work is done.'),
        ...lacks('salary_amount_from salary_amount_to', 'onlyfy has one amount.'),
        ...lacks('salary_currency salary_period', 'onlyfy has the amount alone.'),
        ...lacks(
          'location.raw location.state location.street_1 location.street_2 location.zip_code',
          'A job has a city, and no address.',
        ),
        remote_url: noPage,
        remote_updated_at: noChange,
        hiring_team: unsupported('People on a job have no ids.'),
        contact_id: unsupported('People on a job have no ids.'),
      },
    ),
    ats_job_postings: reads('remote_id title description_html status visibility url'),
    ats_screening_questions: reads('remote_id title format index', {
      description: unsupported('Fields have no explanation beside them.'),
      category: unsupported('Fields have no category.'),
      required: unsupported('The API does not tell which fields must be filled in.'),
      ...lacks('precondition_question_id precondition_options', 'Fields have no conditions.'),
    }),
    ats_application_stages: reads('remote_id name status index', {
      custom_fields: unsupported('Statuses have no custom fields.'),
    }),
    ats_applications: reads(
      `remote_id outcome rejection_reason_name rejected_at current_stage_id job_id candidate_id
      remote_created_at remote_updated_at`,
      {
        screening_question_answers: unsupported(
          'onlyfy keeps answers on the person: they are custom fields of the candidate.',
        ),
        custom_fields: unsupported('Custom fields are on candidates.'),
        remote_url: noPage,
      },
    ),
    ats_candidates: reads(
      `remote_id first_name last_name company title phone_numbers email_addresses social_media
      location.city location.country location.street_1 location.zip_code custom_fields
      remote_created_at remote_updated_at tags`,
      {
        ...lacks(
          'location.raw location.state location.street_2',
          'onlyfy has street, postcode, city and country.',
        ),
        confidential: unsupported('Candidates of onlyfy are not confidential.'),
        source: unsupported('The API takes a source, and does not show it.'),
        remote_url: noPage,
      },
    ),
    ats_tags: reads('remote_id name'),
    ats_rejection_reasons: reads('remote_id name'),
    ats_users: lacksModel('What the list of users looks like is not public.'),
    ats_roles: lacksModel('The documented API has no roles.'),
    ats_interviews: lacksModel('The documented API has no interviews.'),
    ats_offers: lacksModel('The documented API has no offers.'),
    ats_notes: lacksModel('The documented API has no notes.'),
    ats_scorecards: lacksModel(
      'Ratings of an application have no ids; they are in its remote_data.',
    ),
  },
  writeActions: {
    ats_create_application: supported(`${beta} No e-mail is sent to the candidate.`),
    ats_create_candidate: supported(`${beta} No e-mail is sent to the candidate.`),
    ats_move_application_to_stage: supported(beta),
    ats_reject_application: supported(
      `${beta} By a status of the job that rejects; the note is the reason that onlyfy shows.`,
    ),
    ats_add_application_note: noNotes,
    ats_add_application_result_link: noLinks,
    ats_add_candidate_result_link: noLinks,
    ats_add_application_attachment: supported(beta),
    ats_add_candidate_attachment: supported(
      `${beta} On the newest application, unless it is the first CV.`,
    ),
    ats_get_application_attachments: supported(`${beta} With the CV of the candidate.`),
    ats_get_candidate_attachments: supported(beta),
    ats_add_candidate_tag: supported(`${beta} Tags that are there: the API cannot make one.`),
    ats_remove_candidate_tag: supported(beta),
    ats_import_tracked_application: supported(beta),
  },
  features: { automatic_source_writing: supported(`${beta} As the referer of the application.`) },
};
