import { modelNames } from '@hirewire/connector-kit';
import type { Coverage, ModelCoverage } from '@hirewire/connector-kit';

const notYet: ModelCoverage = {
  model: { status: 'NOT_IMPLEMENTED', note: 'Not written yet.' },
  fields: {},
};

export const coverage: Coverage = {
  readModels: {
    ...Object.fromEntries(modelNames.map((model) => [`ats_${model}`, notYet])),
    ats_tags: { model: 'SUPPORTED', fields: { remote_id: 'SUPPORTED', name: 'SUPPORTED' } },
  },
  writeActions: {},
  features: {},
};
