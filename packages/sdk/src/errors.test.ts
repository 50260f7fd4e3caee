import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as sdk from './index.ts';
import { errorBody, type FakeServer, startFakeServer } from './testing/fake-server.ts';

const { ApiError, HirewireError } = sdk;

describe('an error', () => {
  let server: FakeServer;
  before(async () => {
    server = await startFakeServer({ max_retries: 0 });
  });
  after(() => server.close());

  async function fail(answer: FakeServer['answers'][number]): Promise<unknown> {
    server.answers.splice(0, Infinity, answer);
    return server.client.general.checkApiKey().then(
      () => assert.fail('it should have failed'),
      (error: unknown) => error,
    );
  }

  it('has all that the answer says', async () => {
    const error = await fail({ status: 400, body: errorBody('PLATFORM.INPUT_INVALID', 'Bad.') });
    assert.ok(
      error instanceof sdk.InputError && error instanceof ApiError && error instanceof Error,
    );
    const { code, status, title, message, log_url, request_id, retry_after_ms, name } = error;
    assert.deepEqual(
      { code, status, title, message, log_url, request_id, retry_after_ms, name },
      {
        code: 'PLATFORM.INPUT_INVALID',
        status: 400,
        title: 'A title',
        message: 'Bad.',
        log_url: 'https://hirewire.example/hirewire/v1/interactions/1',
        request_id: `request-${server.received.length}`,
        retry_after_ms: null,
        name: 'InputError',
      },
    );
  });

  it('is of the class that its code means, also in a switch that TypeScript checks', async () => {
    const expected: Record<sdk.ErrorCode, string> = {
      'PLATFORM.RATE_LIMIT_EXCEEDED': 'RateLimitError',
      'PLATFORM.CONCURRENCY_LIMIT_EXCEEDED': 'RateLimitError',
      'PLATFORM.INTEGRATION_NOT_FOUND': 'IntegrationNotFoundError',
      'PLATFORM.INPUT_INVALID': 'InputError',
      'PLATFORM.UNKNOWN_ERROR': 'ServerError',
      'PLATFORM.IP_NOT_WHITELISTED': 'AuthenticationError',
      'PLATFORM.AUTHENTICATION_INVALID': 'AuthenticationError',
      'PLATFORM.TASK_TIMED_OUT': 'TaskTimedOutError',
      'INTEGRATION.PERMISSION_MISSING': 'PermissionMissingError',
      'INTEGRATION.AUTHENTICATION_INVALID': 'IntegrationAuthenticationError',
      'INTEGRATION.QA_FAILED': 'NotReadyError',
      'INTEGRATION.SETUP_SYNC_PENDING': 'NotReadyError',
      'INTEGRATION.SETUP_INCOMPLETE': 'NotReadyError',
      'INTEGRATION.INACTIVE': 'IntegrationAuthenticationError',
      'INTEGRATION.MODEL_NOT_AVAILABLE': 'NotAvailableError',
      'INTEGRATION.MODEL_DISABLED': 'NotAvailableError',
      'INTEGRATION.ACTION_NOT_AVAILABLE': 'NotAvailableError',
      'INTEGRATION.ACTION_DISABLED': 'NotAvailableError',
      'REMOTE.SERVICE_UNAVAILABLE': 'RemoteUnavailableError',
      'REMOTE.RATE_LIMIT_EXCEEDED': 'RateLimitError',
      'REMOTE.INPUT_INVALID': 'InputError',
      'REMOTE.UNKNOWN_HTTP_ERROR': 'RemoteUnknownError',
      'ATS.JOB_CLOSED': 'JobClosedError',
      'ATS.APPLICATION_ALREADY_EXISTS': 'ApplicationAlreadyExistsError',
    };
    for (const [code, name] of Object.entries(expected)) {
      const error = await fail({ status: 400, body: errorBody(code) });
      assert.ok(error instanceof ApiError);
      assert.equal(error.name, name);
      assert.equal(error.code, code);
      assert.equal(error.constructor, (sdk as unknown as Record<string, unknown>)[name]);
    }
  });

  it('without a code, or with one of a newer server, is a ServerError', async () => {
    for (const code of [null, 'PLATFORM.NEWER', 'constructor', '__proto__']) {
      const error = await fail({ status: 501, body: errorBody(code, 'Not here.') });
      assert.ok(error instanceof sdk.ServerError, String(code));
      assert.equal(error.message, 'Not here.');
    }
  });

  it('without a code is named by its status where that says more', async () => {
    const missing = await fail({ status: 404, body: errorBody(null) });
    const notYet = await fail({ status: 501, body: errorBody(null) });
    assert.ok(missing instanceof sdk.NotFoundError && missing instanceof sdk.ServerError);
    assert.ok(notYet instanceof sdk.NotImplementedError && notYet instanceof sdk.ServerError);
    assert.deepEqual([missing.name, notYet.name], ['NotFoundError', 'NotImplementedError']);
    const coded = await fail({ status: 404, body: errorBody('PLATFORM.INTEGRATION_NOT_FOUND') });
    assert.ok(coded instanceof sdk.IntegrationNotFoundError);
  });

  it('still has the former names of its fields', async () => {
    const error = await fail({
      status: 429,
      headers: { 'retry-after': '3600' },
      body: errorBody('PLATFORM.RATE_LIMIT_EXCEEDED'),
    });
    assert.ok(error instanceof ApiError);
    const { logUrl, requestId, retryAfterMs } = error;
    const { log_url, request_id, retry_after_ms } = error;
    assert.deepEqual([logUrl, requestId, retryAfterMs], [log_url, request_id, retry_after_ms]);
    assert.equal(retryAfterMs, 3_600_000);
  });

  it('of something in between is told by its status, without its body', async () => {
    const error = await fail({ status: 502, body: '<html>Ada Example</html>' });
    assert.ok(error instanceof sdk.ServerError);
    assert.equal(error.message, 'The server answered with status 502, and did not say why.');
  });

  it('is an InvalidResponseError where a success is none of the API', async () => {
    for (const body of ['<html></html>', '', 'null', '[]', '{"ok":true}', '{"status":"success"']) {
      const error = await fail({ status: 200, body });
      assert.ok(error instanceof sdk.InvalidResponseError && error instanceof HirewireError, body);
      assert.match(error.message, /server_url/);
    }
  });

  it('is a ConnectionError for a redirect, which would take the key elsewhere', async () => {
    const error = await fail({ status: 302, headers: { location: 'http://127.0.0.1:1/' } });
    assert.ok(error instanceof sdk.ConnectionError);
  });

  it('never holds the key or a parameter, and neither do log events', async () => {
    server.events.splice(0);
    const client = server.createClient({ api_key: 'hw_secret' });
    server.answers.splice(0, Infinity, { status: 500, body: 'no' });
    const call = client.connect.getIntegrationByToken({ token: 'short-lived' });
    const error = await call.catch((error_: unknown) => error_);
    await client.ats.getCandidates({ email: 'ada@example.org' }).then(undefined, () => undefined);
    const { inspect } = await import('node:util');
    const told = inspect([error, server.events], { depth: 9 });
    for (const secret of ['hw_secret', 'short-lived', 'ada@example.org', 'ada%40']) {
      assert.ok(!told.includes(secret), secret);
    }
    assert.deepEqual(
      server.events.map(({ type, route, status }) => [type, route, status]),
      [
        ['request', 'GET /connect/integration-by-token/{token}', null],
        ['failure', 'GET /connect/integration-by-token/{token}', 500],
        ['request', 'GET /ats/candidates', null],
        ['failure', 'GET /ats/candidates', 500],
      ],
    );
  });
});
