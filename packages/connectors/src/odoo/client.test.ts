import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { RemoteError } from '@hirewire/connector-kit';
import type { RemoteErrorKind } from '@hirewire/connector-kit';
import { callOdoo } from './call-odoo.ts';
import { checkCredentials } from './check-credentials.ts';
import { OdooCredentials } from './client.ts';
import { startFaultProxy } from './fixtures/fault-proxy.ts';
import { openOdoo, readAll } from './fixtures/open-odoo.ts';
import { odooDatabase, odooKeys, startOdooSimulator } from '@hirewire/simulators';
import type { OdooSimulator } from '@hirewire/simulators';

let pretend: OdooSimulator;
before(async () => {
  pretend = await startOdooSimulator();
});
after(() => pretend.close());

const credentials = (base_url: string) => ({ base_url, api_key: 'a-key' });

test('an address is what people see in their browser, down to the server', () => {
  const examples = {
    'https://company.odoo.com': 'https://company.odoo.com',
    ' https://company.odoo.com/odoo/recruitment/5?view=list ': 'https://company.odoo.com',
    'https://example.com/erp/web#id=7': 'https://example.com/erp',
    'https://example.com:8443/': 'https://example.com:8443',
    'http://localhost:8069/web/login': 'http://localhost:8069',
  };
  for (const [typed, address] of Object.entries(examples)) {
    assert.equal(OdooCredentials.parse(credentials(typed)).base_url, address);
  }
});

test('an address that would send the key in the open, or is none, is refused', () => {
  const refused = ['http://odoo.example.com', 'company.odoo.com', 'https://me:pw@example.com', ''];
  for (const typed of [...refused, 'ftp://example.com']) {
    assert.equal(OdooCredentials.safeParse(credentials(typed)).success, false, typed);
  }
});

test('the database goes along as a header, where there is one', async () => {
  const right = openOdoo(pretend.url, { database: odooDatabase });
  assert.deepEqual((await checkCredentials(right.context)).missingPermissions, []);
  const wrong = openOdoo(pretend.url, { database: 'another' });
  await assert.rejects(checkCredentials(wrong.context), isOfKind('authentication'));
  assert.equal(
    OdooCredentials.safeParse({ ...credentials('https://a.example'), database: 'a\nb' }).success,
    false,
  );
});

test('the check names the company, and the group that a key lacks', async () => {
  const officer = await checkCredentials(openOdoo(pretend.url).context);
  assert.deepEqual(officer, { missingPermissions: [], accountLabel: 'Example Works' });
  const key = { api_key: odooKeys.interviewer };
  const interviewer = await checkCredentials(openOdoo(pretend.url, key).context);
  const [group, ...others] = interviewer.missingPermissions;
  assert.equal(group?.permission, 'Recruitment / Officer: Manage all applicants');
  assert.deepEqual(group.models, ['applications', 'candidates', 'interviews', 'notes']);
  assert.ok(group.actions.includes('ats_create_application'));
  assert.deepEqual(others, []);
});

test('a version without the JSON-2 API is refused by its name', async () => {
  const old = await startOdooSimulator({ version: 18 });
  try {
    const check = checkCredentials(openOdoo(old.url).context);
    await assert.rejects(check, { kind: 'input', message: /Odoo 18\.0 is not supported yet/ });
  } finally {
    await old.close();
  }
});

test('an Odoo without the Recruitment app is refused with what to do', async () => {
  const bare = await startOdooSimulator();
  delete bare.tables['hr.applicant'];
  try {
    const check = checkCredentials(openOdoo(bare.url).context);
    await assert.rejects(check, { kind: 'input', message: /Install it under Apps/ });
  } finally {
    await bare.close();
  }
});

test('a failure is told by what Odoo calls it, and without its traceback', async () => {
  const { context } = openOdoo(pretend.url);
  const search = { model: 'hr.job', method: 'web_search_read' };
  const call = callOdoo(context, search, {
    domain: [],
    specification: { nothing_of_the_kind: {} },
  });
  await assert.rejects(call, (error: unknown) => {
    assert.ok(error instanceof RemoteError);
    assert.equal(error.kind, 'unknown');
    assert.equal(error.remoteCode, 'builtins.ValueError');
    assert.match(error.message, /Invalid field 'nothing_of_the_kind'/);
    assert.doesNotMatch(error.message, /Traceback/);
    return true;
  });
});

/** As Odoo 19.0 answered them. */
const answers: [status: number, name: string, message: string, kind: RemoteErrorKind][] = [
  [401, 'werkzeug.exceptions.Unauthorized', 'Invalid apikey', 'authentication'],
  [403, 'odoo.exceptions.AccessDenied', 'Access Denied', 'authentication'],
  [403, 'odoo.exceptions.AccessError', 'You are not allowed to access', 'permission'],
  [404, 'odoo.exceptions.MissingError', 'Record does not exist or has been deleted', 'not-found'],
  [404, 'werkzeug.exceptions.NotFound', "the model 'hr.nope' does not exist", 'not-found'],
  [422, 'odoo.exceptions.UserError', 'Invalid language code: xx_XX', 'input'],
  [422, 'odoo.exceptions.ValidationError', 'The operation cannot be completed', 'input'],
  [400, 'werkzeug.exceptions.BadRequest', 'could not parse the body as json', 'input'],
  [500, 'builtins.ValueError', "Invalid field 'nope' on 'hr.job'", 'unknown'],
  [409, 'odoo.exceptions.LockError', 'Cannot grab a lock on the records', 'rolled-back'],
  [500, 'psycopg2.errors.SerializationFailure', 'could not serialize access', 'rolled-back'],
  [500, 'psycopg2.errors.DeadlockDetected', 'deadlock detected', 'rolled-back'],
  [500, 'psycopg2.errors.UniqueViolation', 'duplicate key value', 'conflict'],
  [500, 'psycopg2.OperationalError', 'server closed the connection', 'unavailable'],
];

for (const [status, name, message, kind] of answers) {
  test(`${name} with status ${status} is an error of kind ${kind}`, async () => {
    const server = createServer((_incoming, outgoing) => {
      outgoing.writeHead(status, { 'content-type': 'application/json' });
      outgoing.end(JSON.stringify({ name, message, debug: 'Traceback' }));
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const { context } = openOdoo(`http://127.0.0.1:${port}`);
      const call = callOdoo(context, { model: 'hr.job', method: 'search_read' }, {});
      await assert.rejects(call, isOfKind(kind));
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
}

test('an answer that is no list is a failure, never an empty page', async () => {
  const proxy = await startFaultProxy(pretend.url);
  try {
    const { context } = openOdoo(proxy.url);
    proxy.faults.add({ kind: 'empty-body', afterRequests: 2, times: 1000 });
    const reading = readAll(context, 'tags');
    await assert.rejects(reading, isOfKind('unavailable'));
  } finally {
    await proxy.close();
  }
});

function isOfKind(kind: RemoteErrorKind) {
  return (error: unknown): boolean => {
    assert.ok(error instanceof RemoteError, String(error));
    assert.equal(error.kind, kind, error.message);
    return true;
  };
}
