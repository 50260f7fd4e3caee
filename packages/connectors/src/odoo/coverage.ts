import type { Coverage, CoverageEntry, ModelCoverage } from '@hirewire/connector-kit';
import { writeActions } from '@hirewire/contract';

const unsupported = (note: string): CoverageEntry => ({ status: 'UNSUPPORTED', note });
const noAddress: CoverageEntry = {
  status: 'NOT_IMPLEMENTED',
  note: 'Odoo does not send it, and the connector is not told the address of the server.',
};

/** A model of which the named fields are filled; the exceptions say why they are not. */
function reads(fields: string, exceptions: Record<string, CoverageEntry> = {}): ModelCoverage {
  const filled = fields.split(/\s+/).map((field) => [field, 'SUPPORTED'] as const);
  return { model: 'SUPPORTED', fields: { ...Object.fromEntries(filled), ...exceptions } };
}

/** Fields that have no place in Odoo, for one reason. */
function lacks(fields: string, note: string): Record<string, CoverageEntry> {
  return Object.fromEntries(fields.split(/\s+/).map((field) => [field, unsupported(note)]));
}

const asNote: CoverageEntry = { status: 'SUPPORTED', note: 'As a note: Odoo has no result links.' };

const onWebsite: CoverageEntry = {
  status: 'SUPPORTED',
  note: 'With the Online Jobs app (website_hr_recruitment).',
};

const address = `location.street_1 location.street_2 location.city location.zip_code
  location.state location.country`;

/** What Odoo 19 Community can tell, by the contract's field ids. */
export const odooCoverage: Coverage = {
  readModels: {
    ats_jobs: reads(
      `remote_id name description employment_type status department ${address} custom_fields
      remote_created_at remote_updated_at hiring_team`,
      {
        visibility: onWebsite,
        post_url: onWebsite,
        'location.raw': unsupported('Odoo has the parts of an address.'),
        remote_url: noAddress,
        ...lacks('job_code confidential weekly_hours category', 'Odoo has no such field.'),
        ...lacks('experience_level remote_work_status contact_id', 'Odoo has no such field.'),
        ...lacks('opened_at closed_at', 'Odoo does not keep when a job is opened or archived.'),
        ...lacks(
          'salary_amount salary_amount_from salary_amount_to salary_currency salary_period',
          'Odoo has salaries of applicants, not of jobs.',
        ),
      },
    ),
    ats_job_postings: {
      model: onWebsite,
      fields: {
        ...reads('remote_id title description_html status url').fields,
        visibility: onWebsite,
      },
    },
    ats_screening_questions: {
      model: {
        status: 'NOT_IMPLEMENTED',
        note: 'Interview forms are surveys of a separate app (hr_recruitment_survey).',
      },
      fields: {},
    },
    ats_application_stages: reads('remote_id name status index', {
      custom_fields: unsupported('Stages of Odoo have no custom fields.'),
    }),
    ats_applications: reads(
      `remote_id outcome rejection_reason_name rejected_at current_stage_id job_id candidate_id
      custom_fields remote_created_at remote_updated_at`,
      {
        screening_question_answers: {
          status: 'NOT_IMPLEMENTED',
          note: 'Answers are those of surveys of a separate app (hr_recruitment_survey).',
        },
        remote_url: noAddress,
      },
    ),
    ats_candidates: reads(
      `remote_id first_name last_name company title source phone_numbers email_addresses
      social_media ${address} remote_created_at remote_updated_at tags`,
      {
        'location.raw': unsupported('Odoo has the parts of an address.'),
        confidential: unsupported('Odoo has no confidential candidates.'),
        custom_fields: {
          status: 'NOT_IMPLEMENTED',
          note: 'Those of the entries are on the applications.',
        },
        remote_url: noAddress,
      },
    ),
    ats_tags: reads('remote_id name'),
    ats_users: reads('remote_id first_name last_name email status', {
      system_roles: unsupported('Only administrators of Odoo may read the groups of a user.'),
    }),
    ats_roles: reads('remote_id remote_label unified_type scope'),
    ats_interviews: reads(
      `remote_id title starting_at ending_at location.raw video_conferencing_url application_id
      canceled remote_created_at remote_updated_at users`,
      {
        stage_id: unsupported('A meeting does not keep the stage that it was held in.'),
        ...lacks(address, 'The place of a meeting is one text.'),
      },
    ),
    ats_offers: {
      model: unsupported('Offers are part of the Enterprise edition; Community has none.'),
      fields: {},
    },
    ats_rejection_reasons: reads('remote_id name'),
    ats_scorecards: {
      model: unsupported(
        'Community has interview forms for applicants, and none for interviewers.',
      ),
      fields: {},
    },
    ats_notes: reads(
      `remote_id candidate_id application_id author_id content_html remote_created_at
      remote_updated_at`,
      {
        title: unsupported('Notes in the chatter have no headings.'),
        is_private: unsupported('Odoo has no notes that only some of its users may read.'),
      },
    ),
  },
  writeActions: {
    ...Object.fromEntries(writeActions.map(({ id }) => [id, 'SUPPORTED' as const])),
    ats_add_application_result_link: asNote,
    ats_add_candidate_result_link: asNote,
    ats_add_candidate_attachment: {
      status: 'SUPPORTED',
      note: "On the person's newest application.",
    },
    ats_import_tracked_application: unsupported(
      'The API has no form for ids of Odoo; every application is synced.',
    ),
  },
  features: { automatic_source_writing: 'SUPPORTED' },
};
