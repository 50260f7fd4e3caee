import { modelNames, writeActions } from '@hirewire/contract';
import type { Coverage, CoverageEntry, ModelCoverage } from '../../declaration/connector.ts';

const notThere: CoverageEntry = { status: 'UNSUPPORTED', note: 'The invented tool has none.' };

export const fakeCoverage: Coverage = {
  readModels: {
    ...Object.fromEntries(
      modelNames.map((model) => [`ats_${model}`, { model: notThere, fields: {} }]),
    ),
    ats_users: reads('remote_id first_name last_name email status system_roles'),
    ats_roles: reads('remote_id remote_label scope'),
    ats_jobs: reads('remote_id name status hiring_team'),
    ats_screening_questions: reads('remote_id title format required'),
    ats_application_stages: reads('remote_id name'),
    ats_applications: reads(
      'remote_id outcome rejection_reason_name current_stage_id job_id candidate_id',
    ),
    ats_candidates: reads('remote_id first_name last_name email_addresses tags'),
    ats_tags: reads('remote_id name'),
    ats_rejection_reasons: reads('remote_id name'),
  },
  writeActions: Object.fromEntries(writeActions.map(({ id }) => [id, 'SUPPORTED'])),
  features: {},
};

export const misspelt: Coverage = {
  ...fakeCoverage,
  readModels: {
    ...fakeCoverage.readModels,
    ats_offers: { model: notThere, fields: { nmae: notThere } },
  },
};

function reads(fields: string): ModelCoverage {
  const names = fields.split(' ').map((field) => [field, 'SUPPORTED'] as const);
  return { model: 'SUPPORTED', fields: Object.fromEntries(names) };
}
