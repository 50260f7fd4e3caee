import type { Connector } from '@hirewire/connector-kit';
import {
  Integration as IntegrationDetails,
  type ReadModelAvailability,
  type ToolCoverage,
  type WriteActionAvailability,
} from '@hirewire/contract';
import { disabledScopes } from '@hirewire/engine';
import { type Database, type Integration, findFieldsChangedAt } from '@hirewire/store';

import { scopeConfigOf } from '../scope-config.ts';
import { toolAssetUrls } from '../tool-assets.ts';
import { toToolCoverage } from '../tool-coverage.ts';
import { type GeneralRoute, integrationOf, success } from './route.ts';

/** Tells whose integration it is, how it is doing, and what it can read and write. */
export function getIntegrationDetails(
  database: Database,
  connectors: ReadonlyMap<string, Connector>,
): GeneralRoute {
  return async (call) => {
    const integration = integrationOf(call);
    const connector = connectors.get(integration.tool);
    const details = toDetails(integration, connector, call.serverUrl);
    const fieldsChangedAt = await findFieldsChangedAt(database, integration.id);
    return success({ ...details, data_expired_at: latest(integration, fieldsChangedAt) });
  };
}

function toDetails(
  integration: Integration,
  connector: Connector | undefined,
  serverUrl: string,
): Omit<IntegrationDetails, 'data_expired_at'> {
  const { id, tool, category, status, setupStatus, environmentId, createdAt } = integration;
  const { logo_url, icon_url } = toolAssetUrls(serverUrl, tool);
  const coverage = toToolCoverage(connector?.coverage);
  const disabled = disabledScopes(integration.settings);
  return {
    id,
    tool: {
      id: tool,
      label: connector?.tool.label ?? tool,
      internal_label: connector?.tool.internalLabel ?? null,
      logo_url,
      icon_url,
    },
    category,
    status,
    setup_status: setupStatus,
    end_user: toEndUser(integration.endUser),
    scope_config: scopeConfigOf(environmentId),
    created_at: createdAt.toISOString(),
    beta: false,
    read_models: coverage.read_models.map((model) => toReadModel(model, disabled)),
    write_actions: coverage.write_actions.map((action) => toWriteAction(action, disabled)),
  };
}

/** Since when records may differ from what the integration is set up to show, for any reason. */
function latest({ dataExpiredAt }: Integration, fieldsChangedAt: Date | null): string | null {
  const times = [dataExpiredAt, fieldsChangedAt].filter((time) => time !== null);
  return times.length === 0 ? null : new Date(Math.max(...times.map(Number))).toISOString();
}

function toEndUser(endUser: Integration['endUser']): IntegrationDetails['end_user'] {
  // Clients may be strict about addresses, and this one has not been checked.
  const email = IntegrationDetails.shape.end_user.shape.creator_email.safeParse(
    endUser.creatorEmail,
  );
  return {
    organization_name: endUser.organizationName,
    creator_email: email.data ?? null,
    origin_id: endUser.originId,
  };
}

type Availability = Pick<ReadModelAvailability, 'is_available' | 'scope_config_setting'>;

/** Whether something can be used that an integration may have disabled. */
function toAvailability(status: string, isDisabled: boolean): Availability {
  return {
    is_available: status === 'SUPPORTED' && !isDisabled,
    scope_config_setting: isDisabled ? 'DISABLED' : 'ENABLED',
  };
}

const noOptOut = { opted_out_by_customer: false };

function toReadModel(
  model: ToolCoverage['read_models'][number],
  disabled: ReadonlySet<string>,
): ReadModelAvailability {
  const isDisabled = disabled.has(model.id);
  return {
    ...model,
    ...noOptOut,
    ...toAvailability(model.coverage_status, isDisabled),
    fields: model.fields.map((field) => ({
      ...field,
      ...noOptOut,
      // There are no fields of what is not there.
      ...toAvailability(
        field.coverage_status,
        isDisabled || disabled.has(`${model.id}.${field.id}`),
      ),
    })),
  };
}

function toWriteAction(
  action: ToolCoverage['write_actions'][number],
  disabled: ReadonlySet<string>,
): WriteActionAvailability {
  const availability = toAvailability(action.coverage_status, disabled.has(action.id));
  return {
    ...action,
    ...noOptOut,
    ...availability,
    fields: action.fields.map((field) => ({
      ...field,
      is_available: availability.is_available && field.coverage_status === 'SUPPORTED',
    })),
  };
}
