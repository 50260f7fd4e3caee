import type { Connector, CoverageEntry } from '@hirewire/connector-kit';
import type { ErrorCode, ErrorFactory } from '@hirewire/contract';
import { fieldsOfFilter, readModelOf } from '@hirewire/contract';
import { disabledScopes } from '@hirewire/engine';
import type { Integration, ModelName } from '@hirewire/store';

import { statusOf } from './tool-coverage.ts';

function isMissing(entry: CoverageEntry | undefined): boolean {
  const status = statusOf(entry);
  return status === 'UNSUPPORTED' || status === 'NOT_IMPLEMENTED';
}

function requireEnabled({ id, status }: Integration, failure: ErrorFactory<ErrorCode>): void {
  if (status !== 'INACTIVE') return;
  throw failure('INTEGRATION.INACTIVE', `Integration ${id} is disabled. Enable it to read.`);
}

function requireSetUp(integration: Integration, failure: ErrorFactory<ErrorCode>): void {
  const { id } = integration;
  if (integration.setupStatus === 'INCOMPLETE') {
    throw failure('INTEGRATION.SETUP_INCOMPLETE', `Integration ${id} has open setup steps.`);
  }
  if (integration.qaStatus === 'FAILED') {
    throw failure('INTEGRATION.QA_FAILED', `The first sync of ${id} did not pass its check.`);
  }
  if (integration.firstSyncedAt === null || integration.setupStatus === 'FINAL_SYNC_PENDING') {
    throw failure(
      'INTEGRATION.SETUP_SYNC_PENDING',
      `The first sync of ${id} has not finished yet.`,
    );
  }
}

/** Throws what a read answers while the integration can serve nothing at all. */
export function requireReadableIntegration(
  integration: Integration,
  failure: ErrorFactory<ErrorCode>,
): void {
  requireEnabled(integration, failure);
  requireSetUp(integration, failure);
}

/**
 * Throws what a list read answers while the integration cannot serve the model. What will not
 * change by waiting comes first, so that clients do not wait for it.
 */
export function requireReadable(
  integration: Integration,
  connector: Connector | undefined,
  model: ModelName,
  failure: ErrorFactory<ErrorCode>,
): void {
  const { id, tool } = integration;
  requireEnabled(integration, failure);
  if (isMissing(connector?.coverage.readModels[`ats_${model}`]?.model)) {
    throw failure('INTEGRATION.MODEL_NOT_AVAILABLE', `${tool} does not provide ${model}.`);
  }
  if (disabledScopes(integration.settings).has(`ats_${model}`)) {
    const message = `${model} are disabled in ${id}. The operator of this Hirewire can enable them.`;
    throw failure('INTEGRATION.MODEL_DISABLED', message);
  }
  requireSetUp(integration, failure);
  // An empty list would claim that there are no records, which is unknown.
  if (!integration.readModels.includes(model)) {
    throw failure(
      'INTEGRATION.SETUP_SYNC_PENDING',
      `No sync of ${id} has been able to read ${model} so far. ` +
        `\`npx hirewire integrations show ${id}\` tells why.`,
    );
  }
}

/** Whether every field that the filter looks at is filled: by the tool, and not disabled. */
export function isFilterSupported(
  connector: Connector,
  { settings }: Integration,
  { model, filter }: { model: ModelName; filter: string },
): boolean {
  const disabled = disabledScopes(settings);
  const readModel = readModelOf(model);
  const known = readModel.filters[filter];
  // `ids` and `remote_ids` work on every tool.
  const fields = known === undefined ? [] : fieldsOfFilter(readModel, known);
  return fields.every(([{ id }, field]) => {
    const coverage = connector.coverage.readModels[id];
    if (disabled.has(id) || disabled.has(`${id}.${field}`)) return false;
    return !isMissing(coverage?.model) && !isMissing(coverage?.fields[field]);
  });
}
