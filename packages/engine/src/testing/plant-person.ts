import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { RecordByModel } from '@hirewire/connector-kit';
import type { ModelName } from '@hirewire/store';
import {
  beginAction,
  endAction,
  insertInteraction,
  insertInteractionRequest,
  listIntegrationFields,
  saveIssues,
  setFieldPassthrough,
} from '@hirewire/store';
import { recordEnd } from '../actions/record-interaction.ts';
import type { TestEngine, WireRecord } from './start-engine.ts';

/** Of texts that are nowhere else, in no id either. */
export interface PlantedPerson {
  name: string;
  email: string;
  phone: string;
}

/** Tables that can hold texts and never one about a candidate: a new one must be sorted in. */
export const tablesOfNobody = [
  'jobs',
  'application_stages',
  'rejection_reasons',
  'roles',
  'tags',
  'users',
  ...['jobs', 'application_stages', 'rejection_reasons', 'roles', 'tags', 'users'].map(
    (name) => `rendered_${name}`,
  ),
  // What these show of others is their jobs, stages and authors.
  'rendered_candidates',
  'rendered_notes',
  'rendered_scorecards',
  // How integrations talk with their tools.
  'access_tokens',
  'route_limits',
  'request_leases',
  'vendor_webhooks',
  // What identifies environments, integrations and their customers, and what these have chosen.
  'environments',
  'issues',
  'erasures',
  'erased_people',
  'audit_events',
  'api_keys',
  'integrations',
  'custom_fields',
  'integration_fields',
  // Facts about integrations and runs, and ids of records.
  'webhook_endpoints',
  'webhook_events',
  'webhook_deliveries',
  'commits',
  'changes',
  'field_changes',
  'action_reads',
  'tracked_applications',
  'sync_models',
  'sync_seen',
  'sync_since',
];

export async function findRecord(
  test: TestEngine,
  model: ModelName,
  remoteId: string,
): Promise<WireRecord> {
  const all = await test.list(model, { includeDeleted: true });
  return all.find((one) => one.remote_id === remoteId) ?? assert.fail(`no ${model} ${remoteId}`);
}

/** Changes a sample record at the vendor. */
export function changeRemote<M extends ModelName>(
  test: TestEngine,
  model: M,
  remoteId: string,
  changes: Partial<RecordByModel[M]>,
): void {
  const known = (test.ats.remote.records[model] as Map<string, RecordByModel[M]>).get(remoteId);
  assert.ok(known);
  test.ats.remote.put(model, { ...known, ...changes });
}

/** Makes the first sample candidate a person whose name is in each record that belongs to them. */
export function plantPerson(test: TestEngine, { name, email, phone }: PlantedPerson): void {
  const remote_data = { '/raw': { person: { name } } };
  const custom_fields = { referee: name };
  changeRemote(test, 'candidates', 'c0', {
    first_name: name,
    last_name: name,
    company: `${name} Ltd`,
    email_addresses: [{ email_address: email, type: 'PERSONAL' }],
    phone_numbers: [{ phone_number: phone, type: null }],
    remote_data,
    custom_fields,
  });
  changeRemote(test, 'applications', 'a0', {
    remote_data,
    custom_fields,
    screening_question_answers: [
      { question: { remote_id: 'q1', title: 'Why?', type: 'TEXT' }, answer: { content: name } },
    ],
  });
  changeRemote(test, 'interviews', 'i0', { title: `Talk with ${name}`, remote_data });
  changeRemote(test, 'offers', 'o0', { remote_data, custom_fields });
  changeRemote(test, 'notes', 'n0', { content_html: `${name} knows bridges.`, remote_data });
  changeRemote(test, 'scorecards', 'k0', { remote_data });
}

/** Shows all raw fields, so that they are stored in a place of their own. */
export async function showRawFields(test: TestEngine): Promise<void> {
  const { database, integration } = test;
  const place = { integrationId: integration.id };
  const page = await listIntegrationFields(database, { ...place, afterId: null, pageSize: 100 });
  for (const { id } of page.fields) {
    await setFieldPassthrough(database, { ...place, id, isEnabled: true });
  }
  await test.sync();
}

interface Said {
  path: string;
  body: Record<string, string>;
  key?: string;
  url?: string;
}

/** How many of `addInteractions` are about the person. */
export const interactionsAboutPerson = 7;

/**
 * Actions that named the person, each by something else, with all that is kept of them; and one about
 * `else@example.com`. @returns the key of the second, which created the person
 */
export async function addInteractions(test: TestEngine, person: PlantedPerson): Promise<string> {
  const { name, email, phone } = person;
  const candidate = await findRecord(test, 'candidates', 'c0');
  const application = await findRecord(test, 'applications', 'a0');
  const created = { path: '/v1/ats/candidates', key: `create-${randomUUID()}` };
  for (const said of [
    { path: `/v1/ats/candidates/${candidate.id}/tags`, body: { tag: name } },
    { ...created, body: { last_name: name, email_address: email } },
    { ...created, key: randomUUID(), body: { last_name: name, phone_number: phone } },
    { path: `/v1/ats/applications/${application.id}/notes`, body: { content: name } },
    {
      path: '/v1/passthrough/pretend/api',
      body: {},
      url: `https://ats.example/people/${encodeURIComponent(email)}`,
    },
    { path: '/v1/passthrough/pretend/api', body: { text: `Ask\n${email}\n[${email}]` } },
    { path: '/v1/ats/candidates', body: {}, key: `create:${email}:${randomUUID()}` },
    {
      path: '/v1/ats/candidates',
      body: { last_name: 'Somebody', email_address: 'else@example.com' },
    },
  ]) {
    await addInteraction(test, said);
  }
  return created.key;
}

async function addInteraction(test: TestEngine, said: Said): Promise<void> {
  const { database, integration } = test;
  const integrationId = integration.id;
  const id = randomUUID();
  const text = JSON.stringify(said.body);
  const { path, key = randomUUID() } = said;
  const action = { integrationId, interactionId: id, idempotency: { key, fingerprint } };
  await insertInteraction(database, {
    integrationId,
    id,
    path,
    operation: 'an-operation',
    method: 'POST',
    apiKeyId: null,
    isDryRun: false,
    requestBody: text,
  });
  await beginAction(database, { ...action, limit: 10 });
  await insertInteractionRequest(
    database,
    { integrationId, interactionId: id, position: 1 },
    {
      method: 'POST',
      url: said.url ?? `https://ats.example/people?name=${said.body['last_name'] ?? ''}`,
      status: 200,
      errorKind: null,
      attempt: 1,
      startedAt: new Date(),
      durationMs: 1,
      requestBody: text,
      responseBody: text,
    },
  );
  await endAction(database, action, { status: 200, body: text });
  const ending = { integrationId, id, status: 200, errorCode: null, responseBody: text };
  await recordEnd(test.environment, ending);
}

export const fingerprint = Buffer.from('a request');

/** A report of a run with a value that could not be used. @returns the id of the run */
export async function addSample(test: TestEngine, sample: string): Promise<string> {
  const run = await test.sync('DELTA');
  const issue = { model: 'candidates', field: 'email_addresses', count: 1, sample };
  const place = { integrationId: test.integration.id, runId: run.id };
  await saveIssues(test.database, { ...place, issues: [issue] });
  return run.id;
}
