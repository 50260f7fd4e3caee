import type {
  ApiKey as ApiKeyView,
  AuditEvent,
  Change,
  Erasure,
  IntegrationOverview as IntegrationOverviewView,
  IntegrationStatus,
  Interaction as InteractionView,
  InteractionSummary as InteractionSummaryView,
  Issue as IssueView,
  Sync,
  SyncModel,
  WebhookDelivery,
  WebhookEndpoint as WebhookEndpointView,
} from '@hirewire/contract';
import { describeIssue, titleOfIssue } from '@hirewire/engine';
import type {
  ApiKey,
  AuditEvent as StoredAuditEvent,
  CustomField,
  DeliverySummary,
  ErasureReceipt,
  FeedChange,
  IntegrationOverview,
  Interaction,
  InteractionSummary,
  Issue,
  MissingPermission,
  RunModel,
  SyncRun,
  WebhookEndpoint,
} from '@hirewire/store';

import { writeFeedCursor } from './feed-cursor.ts';

// What the store holds, as the models of the contract: for the API, and for `--json` of the CLI.

export function viewChange(told: FeedChange, feed: string): Change {
  const { position, model, id, change, changedAt, cause } = told;
  const cursor = writeFeedCursor(position, feed);
  return { position, cursor, model, id, change, changed_at: changedAt.toISOString(), cause };
}

export function viewAuditEvent(event: StoredAuditEvent): AuditEvent {
  return {
    id: event.id,
    occurred_at: event.occurredAt.toISOString(),
    actor: event.actor,
    operation: event.operation,
    integration_id: event.integrationId,
    target_ids: event.targetIds,
    is_dry_run: event.isDryRun,
    outcome: event.outcome,
  };
}

export function viewErasure(receipt: ErasureReceipt): Erasure {
  return {
    id: receipt.id,
    integration_id: receipt.integrationId === '' ? null : receipt.integrationId,
    requested_at: receipt.requestedAt.toISOString(),
    requested_by: receipt.requester,
    searched_by: receipt.searchedBy,
    records: receipt.records,
    interactions: receipt.interactions,
    lifted_at: viewTime(receipt.liftedAt),
  };
}

export function viewSync(run: SyncRun): Sync {
  return {
    id: run.id,
    integration_id: run.integrationId,
    type: run.type,
    trigger: run.trigger,
    state: run.state,
    queued_at: run.queuedAt.toISOString(),
    started_at: viewTime(run.startedAt),
    ended_at: viewTime(run.endedAt),
    message: run.message,
    models: Object.fromEntries(
      Object.entries(run.models).map(([name, model]) => [name, viewSyncModel(model)]),
    ),
    issues: [...run.issues],
  };
}

function viewSyncModel(model: RunModel): SyncModel {
  const { skippedDeletions, waitedMs, startedAt, endedAt, isRefused, ...rest } = model;
  return {
    ...rest,
    skipped_deletions: skippedDeletions,
    waited_ms: waitedMs,
    started_at: viewTime(startedAt),
    ended_at: viewTime(endedAt),
    is_refused: isRefused,
    // The former names, for one release: docs/guides/upgrade.md.
    withheld: skippedDeletions,
    waitedMs,
    startedAt: viewTime(startedAt),
    endedAt: viewTime(endedAt),
  };
}

export function viewInteractionSummary(summary: InteractionSummary): InteractionSummaryView {
  return {
    id: summary.id,
    operation: summary.operation,
    started_at: summary.startedAt.toISOString(),
    ended_at: viewTime(summary.endedAt),
    status: summary.status,
    error_code: summary.errorCode,
  };
}

export function viewInteraction(interaction: Interaction): InteractionView {
  return {
    id: interaction.id,
    integration_id: interaction.integrationId,
    operation: interaction.operation,
    dry_run: interaction.isDryRun,
    started_at: interaction.startedAt.toISOString(),
    ended_at: viewTime(interaction.endedAt),
    request: {
      method: interaction.method,
      path: interaction.path,
      body: parsed(interaction.requestBody),
    },
    response: {
      status: interaction.status,
      error_code: interaction.errorCode,
      body: parsed(interaction.responseBody),
    },
    remote_requests: interaction.requests.map((request) => ({
      method: request.method,
      url: request.url,
      started_at: request.startedAt.toISOString(),
      duration_ms: request.durationMs,
      attempt: request.attempt,
      status: request.status,
      error_kind: request.errorKind,
      request_body: parsed(request.requestBody),
      response_body: parsed(request.responseBody),
    })),
  };
}

/** Null where there was none, and where it has been emptied for its age. */
function parsed(body: string | null): unknown {
  return body === null ? null : JSON.parse(body);
}

export function viewOverview(overview: IntegrationOverview): IntegrationOverviewView {
  const { integration, lastSync, openIssues } = overview;
  const { organizationName, creatorEmail, originId } = integration.endUser;
  return {
    id: integration.id,
    tool: integration.tool,
    end_user: {
      organization_name: organizationName,
      creator_email: creatorEmail,
      origin_id: originId,
    },
    status: integration.status,
    setup_status: integration.setupStatus,
    health: overview.health,
    open_issues: openIssues.map(({ type, subject }) => ({
      type,
      title: titleOfIssue({ type, subject }),
    })),
    last_success_at: viewTime(overview.succeededFrom),
    lag_seconds: Math.round(overview.lagSeconds),
    next_sync_at: viewTime(overview.nextSyncAt),
    last_sync: lastSync && {
      id: lastSync.id,
      type: lastSync.type,
      state: lastSync.state,
      queued_at: lastSync.queuedAt.toISOString(),
      started_at: viewTime(lastSync.startedAt),
      ended_at: viewTime(lastSync.endedAt),
    },
    created_at: integration.createdAt.toISOString(),
  };
}

export function viewMissingPermission({
  permission,
  grantedAt,
  models,
  fieldsOf = [],
  actions,
}: MissingPermission): IntegrationStatus['missing_permissions'][number] {
  return {
    permission,
    granted_at: grantedAt ?? null,
    read_models: models.map((name) => `ats_${name}`),
    fields_of: fieldsOf.map((name) => `ats_${name}`),
    write_actions: [...actions],
  };
}

/** A custom field of an environment, without what fills it in an integration. */
export function viewEnvironmentField({ id, key, model, label, description }: CustomField) {
  return { id, key, model: `ats_${model}`, label, description };
}

export function viewIssue(issue: Issue): IssueView {
  const { title, message } = describeIssue(issue);
  return {
    id: issue.id,
    type: issue.type,
    title,
    status: issue.resolvedAt === null ? 'OPEN' : 'RESOLVED',
    markdown_message: message,
    integration_id: issue.integrationId || null,
    subject: issue.subject || null,
    first_observed_at: issue.firstObservedAt.toISOString(),
    last_observed_at: issue.lastObservedAt.toISOString(),
    resolved_at: viewTime(issue.resolvedAt),
    muted_until: viewTime(issue.mutedUntil),
  };
}

export function viewWebhookEndpoint(endpoint: WebhookEndpoint): WebhookEndpointView {
  return {
    id: endpoint.id,
    url: endpoint.url,
    description: endpoint.description,
    event_types: [...endpoint.eventTypes],
    is_enabled: endpoint.isEnabled,
    disabled_reason: endpoint.disabledReason,
    consecutive_failures: endpoint.failures,
    last_accepted_at: viewTime(endpoint.lastAcceptedAt),
    previous_secret_until: viewTime(endpoint.previousSecretUntil),
    created_at: endpoint.createdAt.toISOString(),
  };
}

export function viewWebhookDelivery(delivery: DeliverySummary): WebhookDelivery {
  return {
    event_id: delivery.eventId,
    type: delivery.type,
    integration_id: delivery.integrationId === '' ? null : delivery.integrationId,
    created_at: delivery.createdAt.toISOString(),
    state: delivery.state,
    tries: delivery.tries,
    next_try_at: delivery.state === 'PENDING' ? delivery.nextTryAt.toISOString() : null,
    last_status: delivery.lastStatus,
    last_error: delivery.lastError,
    delivered_at: viewTime(delivery.deliveredAt),
  };
}

export function viewTime(time: Date | null): string | null {
  return time?.toISOString() ?? null;
}

export function viewApiKey(key: ApiKey): ApiKeyView {
  return {
    id: key.id,
    name: key.name,
    prefix: key.prefix,
    scopes: key.scopes && [...key.scopes],
    allowed_addresses: key.allowedAddresses && [...key.allowedAddresses],
    expires_at: viewTime(key.expiresAt),
    created_at: key.createdAt.toISOString(),
    last_used_at: viewTime(key.lastUsedAt),
    revoked_at: viewTime(key.revokedAt),
  };
}
