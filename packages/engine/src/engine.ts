import type { Clock, Connector, Log, OutgoingGuard, VendorDelivery } from '@hirewire/connector-kit';
import { connectorsBySlug, createOutgoingGuard } from '@hirewire/connector-kit';
import type {
  Database,
  EndpointKey,
  ErasureOutcome,
  Integration,
  Schedule,
  VendorWork,
  WebhookEndpoint,
  WebhookEvent,
} from '@hirewire/store';
import { cancelRun, deleteIntegration, setIntegrationEnabled } from '@hirewire/store';
import type {
  ActionEnvironment,
  ActionLimits,
  ActionOutcome,
  ActionRequest,
} from './actions/action.ts';
import { runAction } from './actions/run-action.ts';
import type { PersonErasure } from './erasure/erase-person.ts';
import { erasePerson } from './erasure/erase-person.ts';
import type { OpenedFile } from './links/open-linked-file.ts';
import { openLinkedFile } from './links/open-linked-file.ts';
import type { CreateIntegrationRequest } from './integrations/create-integration.ts';
import { createIntegration } from './integrations/create-integration.ts';
import { EngineError } from './engine-error.ts';
import type { IntegrationLink, OpenedLink } from './links/link-tokens.ts';
import { openLinkToken, sealLinkToken } from './links/link-tokens.ts';
import { replaceCredentials } from './integrations/replace-credentials.ts';
import type { RequestedSync, SyncRequest } from './sync/request-sync.ts';
import { requestSync } from './sync/request-sync.ts';
import type { RunLimits, SyncEnvironment } from './sync/sync-environment.ts';
import type { Retention } from './maintenance/purge-deleted.ts';
import { resealAll } from './integrations/reseal.ts';
import type { SecretKeys } from './integrations/sealing.ts';
import type { SyncWorker } from './sync/sync-worker.ts';
import { findDeltaTools } from './sync/delta-tools.ts';
import { startWorker } from './sync/start-worker.ts';
import type { Telemetry } from './telemetry/telemetry.ts';
import type { ScopeChange } from './integrations/change-settings.ts';
import { changeScope, changeSettings } from './integrations/change-settings.ts';
import { checkWebhooks } from './inbound-webhooks/check-webhooks.ts';
import { readChanged } from './inbound-webhooks/read-changed.ts';
import { unregisterDeletedWebhooks } from './inbound-webhooks/unregister-deleted.ts';
import type { HandMadeWebhook, WebhookAnswer } from './inbound-webhooks/inbound-webhooks.ts';
import {
  describeHandMadeWebhook,
  registerVendorWebhooks,
  ingestWebhook,
  unregisterVendorWebhooks,
} from './inbound-webhooks/inbound-webhooks.ts';
import { toPayload, type WebhookBody } from './webhooks/payloads.ts';
import type { EndpointWithSecret, WebhookEndpointRequest } from './webhooks/webhook-endpoints.ts';
import {
  changeWebhookEndpoint,
  createWebhookEndpoint,
  rotateWebhookSecret,
} from './webhooks/webhook-endpoints.ts';

export interface EngineOptions {
  database: Database;
  connectors: readonly Connector[];
  /** Encrypt credentials. */
  secretKeys: SecretKeys;
  clock: Clock;
  log: Log;
  /** Whether an integration may point at another host than the vendor's. */
  allowRemoteBaseUrl: boolean;
  /** What requests to vendors pass; by default it lets through to public addresses only. */
  guard?: OutgoingGuard;
  /** Where people reach this Hirewire, without a slash at the end: links in webhooks lead there. */
  publicUrl?: string;
  /** What live actions may cost; each has a default. */
  actionLimits?: Partial<ActionLimits>;
  /** Receives spans; by default, nothing is measured. */
  telemetry?: Telemetry;
  /** What sync runs may take; each has a default. */
  runLimits?: Partial<RunLimits>;
  /** How long things are kept; each has a default. */
  retention?: Partial<Retention>;
}

const defaultLimits: ActionLimits = {
  atOnce: 30,
  timeoutMs: 45_000,
  fileBytes: 20 * 1024 * 1024,
};

export interface Engine {
  readonly connectors: ReadonlyMap<string, Connector>;
  /** Tools of which changes alone can be read. */
  readonly deltaTools: readonly string[];
  readonly actionLimits: ActionLimits;
  /** @throws EngineError */
  createIntegration(request: CreateIntegrationRequest): Promise<Integration>;
  /** False where there is no such integration. */
  deleteIntegration(integrationId: string): Promise<boolean>;
  /**
   * Disabling cancels syncs at their next page, and refuses them from then on. Enabling queues a
   * sync. False where there is no such integration.
   */
  setEnabled(integrationId: string, isEnabled: boolean): Promise<boolean>;
  /**
   * Changes some of what an integration has chosen; null takes a choice back. Where that changes
   * what is to be shown, the next sync is a full one.
   * @throws EngineError `integration-not-found` or `invalid-settings`
   */
  changeSettings(integrationId: string, changes: Readonly<Record<string, unknown>>): Promise<void>;
  /**
   * Enables or disables models, fields and actions, which the next sync applies to the records.
   * @returns the names of all that are disabled then
   * @throws EngineError `integration-not-found`, or `invalid-settings` naming what there is
   */
  changeScope(integrationId: string, change: ScopeChange): Promise<readonly string[]>;
  /**
   * Replaces the credentials by others that the tool accepts, and queues a full sync, as they may
   * show other records. Revives an integration that was INVALID; one that is disabled stays so, and
   * null is answered in place of the sync.
   * @throws EngineError `integration-not-found`, or why the credentials are not accepted
   */
  replaceCredentials(integrationId: string, credentials: unknown): Promise<RequestedSync | null>;
  /** @throws EngineError `integration-not-found`, `integration-disabled` or `integration-invalid` */
  requestSync(integrationId: string, request: SyncRequest): Promise<RequestedSync>;
  /** Cancels a sync at its next page; what it has stored stays. False where it has ended. */
  cancelSync(run: { integrationId: string; runId: string }): Promise<boolean>;
  /** Runs a live action. Its failures are answers, too. */
  runAction(request: ActionRequest): Promise<ActionOutcome>;
  /**
   * Erases a person for good, and keeps them out of what tools send later.
   * @throws EngineError `invalid-erasure`, `integration-not-found` or `candidate-not-found`
   */
  erasePerson(erasure: PersonErasure): Promise<ErasureOutcome>;
  /** Opens the file that the token of a link stands for; `receiver` ends it. @throws ApiError */
  openLinkedFile(token: string, receiver: AbortSignal): Promise<OpenedFile>;
  /**
   * Seals with the current secret key what another one has sealed; can be repeated.
   * @returns how many texts it has sealed
   */
  resealAll(): Promise<number>;
  /** A token for a link under which an end user reconnects an integration, or finishes its setup. */
  sealLinkToken(link: IntegrationLink): string;
  /** What such a token stands for, whether it still does, and whether it ever did. */
  openLinkToken(token: string): OpenedLink;
  /** @throws EngineError `invalid-webhook` */
  createWebhookEndpoint(request: WebhookEndpointRequest): Promise<EndpointWithSecret>;
  /** Null where there is no such endpoint. @throws EngineError `invalid-webhook` */
  changeWebhookEndpoint(
    key: EndpointKey,
    changes: Partial<Pick<WebhookEndpoint, 'url' | 'description' | 'eventTypes' | 'isEnabled'>>,
  ): Promise<WebhookEndpoint | null>;
  /** A new secret; the old one stays valid for some seconds. Null where there is no such endpoint. */
  rotateWebhookSecret(key: EndpointKey, overlapSeconds: number): Promise<EndpointWithSecret | null>;
  /** What is sent of an event, the same at every delivery. */
  toWebhookPayload(event: WebhookEvent): WebhookBody;
  /** Ingests what claims to be a vendor's webhook: `rejected` if it is not authentic. */
  ingestWebhook(
    integrationId: string,
    delivery: VendorDelivery,
  ): Promise<WebhookAnswer | 'rejected' | 'unknown'>;
  /**
   * What people enter in a tool whose webhooks are set up there, at a URL that it can reach; null
   * where they are registered instead.
   * @throws EngineError `integration-not-found`
   */
  describeHandMadeWebhook(
    integrationId: string,
    publicUrl?: string,
  ): Promise<HandMadeWebhook | null>;
  /**
   * Registers webhooks with the vendor, at a URL that it can reach.
   * @returns how many types of events are registered
   * @throws EngineError `integration-not-found` or `no-vendor-webhooks`; RemoteError
   */
  registerVendorWebhooks(integrationId: string, publicUrl?: string): Promise<number>;
  /**
   * Unregisters all webhooks of the integration.
   * @returns how many types of events were registered
   * @throws EngineError `integration-not-found` or `no-vendor-webhooks`; RemoteError
   */
  unregisterVendorWebhooks(integrationId: string): Promise<number>;
  /** With a schedule, the worker also queues the runs that are due. */
  startWorker(options: { concurrency: number; schedule?: Schedule }): Promise<SyncWorker>;
}

export function createEngine(options: EngineOptions): Engine {
  const { secretKeys } = options;
  const connectors = connectorsBySlug(options.connectors);
  const guard = options.guard ?? createOutgoingGuard({ allowedNetworks: [] });
  const publicUrl = options.publicUrl ?? 'http://127.0.0.1:4000';
  const environment = { ...options, guard, publicUrl, connectors };
  const actionLimits = { ...defaultLimits, ...options.actionLimits };
  const actions: ActionEnvironment = { ...environment, limits: actionLimits };
  return {
    connectors,
    deltaTools: findDeltaTools(connectors),
    actionLimits,
    createIntegration: (request) => createIntegration(environment, request),
    deleteIntegration: (integrationId) => deleteIntegration(options.database, integrationId),
    setEnabled: (integrationId, isEnabled) => setEnabled(environment, integrationId, isEnabled),
    changeSettings: (integrationId, changes) => changeSettings(environment, integrationId, changes),
    changeScope: (integrationId, change) => changeScope(environment, integrationId, change),
    replaceCredentials: (integrationId, credentials) =>
      replaceCredentials(environment, integrationId, credentials),
    requestSync: (integrationId, request) => requestSync(environment, integrationId, request),
    cancelSync: (run) =>
      cancelRun(options.database, { ...run, message: 'The sync was cancelled.' }),
    runAction: (request) => runAction(actions, request),
    erasePerson: (erasure) => erasePerson(environment, erasure),
    openLinkedFile: (token, receiver) => openLinkedFile(actions, token, receiver),
    resealAll: () => resealAll(environment),
    sealLinkToken: (link) => sealLinkToken(secretKeys, options.clock, link),
    openLinkToken: (token) => openLinkToken(secretKeys, options.clock, token),
    createWebhookEndpoint: (request) => createWebhookEndpoint(environment, request),
    changeWebhookEndpoint: (key, changes) => changeWebhookEndpoint(environment, key, changes),
    rotateWebhookSecret: (key, seconds) => rotateWebhookSecret(environment, key, seconds),
    toWebhookPayload: (event) => toPayload(event, publicUrl),
    ingestWebhook: (integrationId, delivery) =>
      ingestWebhook({ ...actions, publicUrl }, integrationId, delivery),
    describeHandMadeWebhook: (integrationId, url = publicUrl) =>
      describeHandMadeWebhook({ ...actions, publicUrl: url }, integrationId),
    registerVendorWebhooks: (integrationId, url = publicUrl) =>
      registerVendorWebhooks({ ...actions, publicUrl: url }, integrationId),
    unregisterVendorWebhooks: (integrationId) => unregisterVendorWebhooks(actions, integrationId),
    startWorker: (worker) =>
      startWorker({ ...environment, vendorWork: vendorWorkOf(actions) }, worker),
  };
}

function vendorWorkOf(actions: ActionEnvironment): VendorWork {
  return {
    readChanged: (items) => readChanged(actions, items),
    unregisterWebhooks: (item, attempt) => unregisterDeletedWebhooks(actions, item, attempt),
    checkWebhooks: (signal) => checkWebhooks(actions, signal),
  };
}

async function setEnabled(
  environment: SyncEnvironment,
  integrationId: string,
  isEnabled: boolean,
): Promise<boolean> {
  const outcome = await setIntegrationEnabled(environment.database, integrationId, isEnabled);
  if (outcome === null) return false;
  environment.log.info(
    { event: 'integration.state.changed', integrationId, ...outcome },
    isEnabled ? 'Integration enabled' : 'Integration disabled',
  );
  if (outcome.hasChanged && outcome.status === 'ACTIVE') {
    await requestSync(environment, integrationId, { type: 'DELTA', trigger: 'API' }).catch(
      (error: unknown) => {
        // It has been disabled again, or deleted.
        if (!(error instanceof EngineError)) throw error;
      },
    );
  }
  return true;
}
