import type {
  ApiKey,
  CustomField,
  DeliverySummary,
  Integration,
  LastSync,
  RunModel,
  SyncRun,
  WebhookEndpoint,
} from '@hirewire/store';

/** The JSON of what the commands show; names as on the wire. */

export function viewKey(key: ApiKey) {
  return {
    id: key.id,
    name: key.name,
    environment: key.environmentName,
    prefix: key.prefix,
    created_at: key.createdAt,
    last_used_at: key.lastUsedAt,
    expires_at: key.expiresAt,
    revoked_at: key.revokedAt,
  };
}

export function viewIntegration(integration: Integration) {
  return {
    id: integration.id,
    tool: integration.tool,
    category: integration.category,
    status: integration.status,
    setup_status: integration.setupStatus,
    end_user: {
      organization_name: integration.endUser.organizationName,
      creator_email: integration.endUser.creatorEmail,
      origin_id: integration.endUser.originId,
    },
    remote_base_url: integration.remoteBaseUrl,
    settings: integration.settings,
    first_synced_at: integration.firstSyncedAt,
    authentication_failing_since: integration.authenticationFailingSince,
    data_expired_at: integration.dataExpiredAt,
    created_at: integration.createdAt,
  };
}

/** `data_from`: when the last successful sync began; what changed later may be missing. */
export function viewLastSync(last: LastSync | undefined) {
  if (last === undefined) return { last_sync: null, data_from: null };
  const { id, type, state, queuedAt, startedAt, endedAt, succeededFrom } = last;
  const times = { queued_at: queuedAt, started_at: startedAt, ended_at: endedAt };
  return { last_sync: { id, type, state, ...times }, data_from: succeededFrom };
}

export function viewCustomField({ id, key, model, label, description }: CustomField) {
  return { id, key, model: `ats_${model}`, label, description };
}

export function viewWebhookEndpoint(endpoint: WebhookEndpoint) {
  return {
    id: endpoint.id,
    url: endpoint.url,
    description: endpoint.description,
    event_types: endpoint.eventTypes,
    is_enabled: endpoint.isEnabled,
    disabled_reason: endpoint.disabledReason,
    previous_secret_until: endpoint.previousSecretUntil,
    created_at: endpoint.createdAt,
  };
}

export function viewDelivery(delivery: DeliverySummary) {
  return {
    event_id: delivery.eventId,
    type: delivery.type,
    integration_id: delivery.integrationId === '' ? null : delivery.integrationId,
    created_at: delivery.createdAt,
    state: delivery.state,
    tries: delivery.tries,
    next_try_at: delivery.state === 'PENDING' ? delivery.nextTryAt : null,
    last_status: delivery.lastStatus,
    last_error: delivery.lastError,
    delivered_at: delivery.deliveredAt,
  };
}

export function viewRun(run: SyncRun) {
  return {
    id: run.id,
    type: run.type,
    trigger: run.trigger,
    state: run.state,
    queued_at: run.queuedAt,
    started_at: run.startedAt,
    ended_at: run.endedAt,
    message: run.message,
    models: Object.fromEntries(
      Object.entries(run.models).map(([name, model]) => [name, viewModel(model)]),
    ),
    issues: run.issues,
  };
}

function viewModel({ waitedMs, startedAt, endedAt, ...counts }: RunModel) {
  return { ...counts, waited_ms: waitedMs, started_at: startedAt, ended_at: endedAt };
}
