import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { moveApplicationToStage, recordId } from '@hirewire/contract';
import { RemoteError } from '@hirewire/connector-kit';
import type { ReadById } from '@hirewire/connector-kit';
import { beginAction, endAction, findIntegration, findInteraction } from '@hirewire/store';
import { addSampleRecords } from '../testing/sample-records.ts';
import type { TestEngine } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';
import type { ActionOutcome, ActionRequest } from './action.ts';

type ReadApplications = NonNullable<ReadById['applications']>;

describe('an action', () => {
  let test: TestEngine;
  beforeEach(async () => {
    test = await startTestEngine();
    addSampleRecords(test.ats.remote, 2);
    await test.sync();
  });
  afterEach(() => test.close());

  const idOf = (model: string, remoteId: string): string =>
    recordId('pretend:one', model, remoteId);
  const stageOfA0 = (): unknown =>
    test.ats.remote.records.applications.get('a0')?.current_stage_remote_id;

  function move(changes: Partial<ActionRequest> = {}): Promise<ActionOutcome> {
    return test.runAction({
      integration: test.integration,
      operation: moveApplicationToStage,
      path: '/v1/ats/applications/x/stage',
      input: {
        path: { application_id: idOf('applications', 'a0') },
        body: { stage_id: idOf('application_stages', 's2') },
      },
      ...changes,
    });
  }

  /** Replaces what the tool does. */
  function onMove(work: () => Promise<never>): void {
    Object.assign(test.ats.connector, { write: { moveApplicationToStage: work } });
  }

  it('gives a repeated request the stored answer byte for byte, also one of an earlier version', async () => {
    // As version 0.1 stored it: the SHA-256 of [operation, path, body], and the body as it was sent.
    const idempotency = {
      key: 'a-key',
      fingerprint: Buffer.from(
        '99204b027d457ee08645c22af33e9bd05401bc4032c2a1c78b98c06483e6a7ab',
        'hex',
      ),
    };
    const body = '{"status":"success","data":{"b":1,"a":[ 2 ]},  "warnings":[]}';
    const start = { integrationId: 'pretend:one', interactionId: 'before', limit: 1, idempotency };
    await beginAction(test.database, start);
    await endAction(test.database, start, { status: 200, body });
    const request = { path: '/v1/ats/x', input: { path: {}, body: { stage_id: 'é' } } };
    const outcome = await move({ ...request, idempotencyKey: 'a-key' });
    assert.deepEqual(
      [outcome.status, outcome.body, outcome.isReplay, outcome.remaining],
      [200, body, true, null],
    );
    assert.notEqual(stageOfA0(), 's2');
    const other = await move({ idempotencyKey: 'a-key' });
    assert.equal(other.errorCode, 'PLATFORM.INPUT_INVALID');
  });

  it('reads what it has changed with the candidate that it has named', async () => {
    const asked: unknown[] = [];
    const changed = [{ model: 'applications', remoteId: 'a0', candidateRemoteId: 'c0' }] as const;
    const { readById } = test.ats.connector;
    Object.assign(test.ats.connector, {
      write: { moveApplicationToStage: async () => ({ changed, warnings: [] }) },
      readById: {
        applications: async (...[context, ids, candidates]: Parameters<ReadApplications>) => {
          asked.push([...(candidates ?? [])]);
          return readById?.applications?.(context, ids) ?? [];
        },
      },
    });
    assert.equal((await move()).status, 200);
    assert.deepEqual(asked, [[['a0', 'c0']]]);
  });

  it('with refused credentials is one error in the log, however many actions follow', async () => {
    const refuse = () => {
      throw new RemoteError({ kind: 'authentication', message: 'key revoked', status: 401 });
    };
    onMove(refuse);
    test.ats.connector.checkCredentials = async () => refuse();
    const { interactionId } = await move();
    const integration = await findIntegration(test.database, test.integration.id);
    assert.equal((await move({ integration: integration! })).status, 401);
    const errors = test.logLines.filter(({ level }) => level === 'error');
    const fields = { integrationId: 'pretend:one', tool: 'pretend', interactionId };
    assert.deepEqual(
      errors.map((line) => line.fields),
      [{ event: 'integration.credentials.refused', ...fields }],
    );
  });

  it('that is refused though the credentials are good lacks a permission', async () => {
    onMove(() => {
      throw new RemoteError({ kind: 'authentication', message: 'No entry.', status: 403 });
    });
    const outcome = await move();
    assert.deepEqual([outcome.status, outcome.errorCode], [403, 'INTEGRATION.PERMISSION_MISSING']);
    assert.match(
      outcome.body,
      /No entry\. They are accepted otherwise, so that a permission seems to be missing\./,
    );
    const integration = await findIntegration(test.database, test.integration.id);
    assert.equal(integration?.authenticationFailingSince, null);
  });

  it('that fails unexpectedly names the request, and keeps the reason for the log', async () => {
    const reason = new TypeError('a mistake of ours');
    onMove(() => Promise.reject(reason));
    const outcome = await move();
    assert.equal(outcome.unexpected, reason);
    assert.deepEqual([outcome.status, outcome.errorCode], [500, 'PLATFORM.UNKNOWN_ERROR']);
    const { error } = JSON.parse(outcome.body) as { error: Record<string, unknown> };
    assert.match(String(error['message']), /under request id the-request\.$/);
    const id = outcome.interactionId;
    assert.equal(error['log_url'], `http://127.0.0.1:4000/hirewire/v1/interactions/${id}`);
    const recorded = await findInteraction(test.database, { id, environmentId: null });
    assert.equal(recorded?.status, 500);
    assert.deepEqual(JSON.parse(String(recorded.responseBody)), JSON.parse(outcome.body));
    assert.ok(!outcome.body.includes('a mistake of ours'));
  });

  it('gives its lease back, whether it succeeds or fails', async () => {
    const integration = { ...test.integration, settings: { actions_at_once: 1 } };
    assert.equal((await move({ integration })).remaining, 0);
    const { write } = test.ats.connector;
    onMove(() => Promise.reject(new Error('failed')));
    assert.equal((await move({ integration })).status, 500);
    Object.assign(test.ats.connector, { write });
    assert.equal((await move({ integration })).status, 200);
  });

  it('changes nothing in a dry run', async () => {
    const outcome = await move({ isDryRun: true, idempotencyKey: 'b-key' });
    assert.deepEqual(JSON.parse(outcome.body), {
      status: 'success',
      data: { dry_run: true, requests: [] },
      warnings: [],
    });
    const live = await move({ idempotencyKey: 'b-key' });
    assert.equal(live.isReplay, false, 'the key is still free');
  });
});
