import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';

import { SettingsError, loadSettings, variables } from './settings.ts';

test('without any variable every setting has a working default', () => {
  assert.deepEqual(loadSettings({}, {}), {
    databaseUrl: null,
    databasePoolSize: 10,
    dataDirectory: resolve('.hirewire'),
    host: '127.0.0.1',
    port: 4000,
    publicUrl: null,
    trustedProxies: [],
    role: 'all',
    logLevel: 'info',
    logFormat: null,
    secretKey: null,
    previousSecretKeys: [],
    proxyUrl: null,
    proxyExceptions: [],
    allowRemoteBaseUrl: false,
    allowedNetworks: [],
    connectors: [],
    workerConcurrency: 4,
    deltaSyncMinutes: 10,
    fullSyncHours: 6,
    syncTimeLimitHours: 12,
    rateLimitPerMinute: 6000,
    actionsAtOnce: 30,
    actionTimeoutSeconds: 45,
    maxFileMegabytes: 20,
    deletedRecordDays: 14,
    changeDays: 30,
    auditDays: 365,
    metricsToken: null,
    monitoringPort: null,
    metricsIntegrations: 200,
    otlpEndpoint: null,
    otlpHeaders: {},
    serviceName: 'hirewire',
    traceRatio: 1,
  });
});

test('variables are read and turned into what the program works with', () => {
  const secretKey = Buffer.alloc(32, 7).toString('base64');
  const settings = loadSettings(
    {},
    {
      DATABASE_URL: 'postgresql://hirewire:pass%20word@db.example.com/ats?sslmode=require',
      PORT: '0',
      HIREWIRE_HOST: '::',
      HIREWIRE_PUBLIC_URL: 'https://ats.example.com/api/',
      HIREWIRE_ROLE: 'worker',
      HIREWIRE_SECRET_KEY: secretKey,
      HIREWIRE_ALLOW_REMOTE_BASE_URL: '1',
      HIREWIRE_ALLOWED_NETWORKS: '10.20.0.0/16, ::1,192.168.1.5,fd00::/8,',
      HIREWIRE_CONNECTORS: '/opt/hirewire/acme, other.ts,',
      HIREWIRE_RATE_LIMIT_PER_MINUTE: '0',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/',
      OTEL_EXPORTER_OTLP_HEADERS: 'api-key = a%3Db, x-team=ats',
      OTEL_TRACES_SAMPLER_ARG: '0.25',
    },
  );
  assert.equal(
    settings.databaseUrl,
    'postgresql://hirewire:pass%20word@db.example.com/ats?sslmode=require',
  );
  assert.equal(settings.port, 0);
  assert.equal(settings.host, '::');
  assert.equal(settings.publicUrl, 'https://ats.example.com/api');
  assert.equal(settings.role, 'worker');
  assert.equal(settings.secretKey, secretKey);
  assert.equal(settings.allowRemoteBaseUrl, true);
  assert.deepEqual(settings.allowedNetworks, ['10.20.0.0/16', '::1', '192.168.1.5', 'fd00::/8']);
  assert.deepEqual(settings.connectors, ['/opt/hirewire/acme', resolve('other.ts')]);
  assert.equal(settings.rateLimitPerMinute, 0);
  assert.equal(settings.otlpEndpoint, 'http://collector:4318');
  assert.deepEqual(settings.otlpHeaders, { 'api-key': 'a=b', 'x-team': 'ats' });
  assert.equal(settings.traceRatio, 0.25);
});

test('an override wins over its variable, an undefined one does not', () => {
  const environment = { PORT: '5000', HIREWIRE_HOST: '0.0.0.0' };
  const settings = loadSettings({ port: 6000, host: undefined }, environment);
  assert.equal(settings.port, 6000);
  assert.equal(settings.host, '0.0.0.0');
});

test('an empty variable counts as not set', () => {
  assert.equal(loadSettings({}, { PORT: '', DATABASE_URL: '' }).port, 4000);
});

const wrong: Readonly<Record<string, readonly string[]>> = {
  DATABASE_URL: ['mysql://localhost/x', 'localhost'],
  HIREWIRE_DATABASE_POOL_SIZE: ['0', '501', 'many'],
  PORT: ['65536', '-1', '80a', '4e3'],
  HIREWIRE_HOST: ['http://localhost', 'a b'],
  HIREWIRE_PUBLIC_URL: [
    'ats.example.com',
    'ftp://ats.example.com',
    'https://user@ats.example.com',
    'https://user:password@ats.example.com',
    'https://ats.example.com/?a=1',
    'https://ats.example.com/#a',
    'https://ats.example.com?',
  ],
  HIREWIRE_ROLE: ['both', 'API'],
  HIREWIRE_METRICS_TOKEN: ['short', 'with a space in the middle'],
  HIREWIRE_MONITORING_PORT: ['65536', 'x'],
  HIREWIRE_METRICS_INTEGRATIONS: ['10001', '-1'],
  OTEL_EXPORTER_OTLP_ENDPOINT: ['localhost:4318', 'grpc://localhost:4317'],
  OTEL_EXPORTER_OTLP_HEADERS: ['no-value', 'a=%zz'],
  OTEL_SERVICE_NAME: ['a b'],
  OTEL_TRACES_SAMPLER_ARG: ['2', '10%'],
  HIREWIRE_LOG_LEVEL: ['verbose'],
  HIREWIRE_LOG_FORMAT: ['xml'],
  HIREWIRE_SECRET_KEY: ['hunter2', Buffer.alloc(31).toString('base64'), 'x'.repeat(44)],
  HIREWIRE_ALLOW_REMOTE_BASE_URL: ['yes', 'true'],
  HIREWIRE_ALLOWED_NETWORKS: [
    '10',
    'localhost',
    '10.0.0.0/33',
    '010.0.0.1',
    '::1;::2',
    'fe80::1%2',
  ],
  HIREWIRE_WORKER_CONCURRENCY: ['0', '1.5'],
  HIREWIRE_DELTA_SYNC_MINUTES: ['-1', '0.5', '10081'],
  HIREWIRE_FULL_SYNC_HOURS: ['-1', 'never', '721'],
  HIREWIRE_SYNC_TIME_LIMIT_HOURS: ['0', '501'],
  HIREWIRE_RATE_LIMIT_PER_MINUTE: ['-1', 'off'],
};

test('a wrong value is refused with the name of the variable, the rule and an example', () => {
  for (const [name, values] of Object.entries(wrong)) {
    for (const value of values) {
      assert.throws(
        () => loadSettings({}, { [name]: value }),
        (error) => {
          assert.ok(error instanceof SettingsError, `${name}=${value}`);
          assert.match(error.message, new RegExp(`^${name} must be .+; example: .+$`));
          assert.ok(!error.message.includes(` ${value} `), 'a value may be a secret');
          return true;
        },
        `${name}=${value}`,
      );
    }
  }
});

test('all wrong variables are named at once', () => {
  assert.throws(() => loadSettings({}, { PORT: 'x', HIREWIRE_ROLE: 'y' }), /PORT .*\n?.*ROLE/s);
});

test('more connections than the embedded PostgreSQL has are refused', () => {
  const many = { HIREWIRE_DATABASE_POOL_SIZE: '60', HIREWIRE_WORKER_CONCURRENCY: '30' };
  assert.throws(
    () => loadSettings({}, many),
    /HIREWIRE_DATABASE_POOL_SIZE and HIREWIRE_WORKER_CONCURRENCY together need 92 .* 80 .*lower/,
  );
  assert.equal(loadSettings({ role: 'api' }, many).databasePoolSize, 60);
  const ofYours = { ...many, DATABASE_URL: 'postgres://localhost/hirewire' };
  assert.equal(loadSettings({}, ofYours).databasePoolSize, 60);
});

test('a read replica is refused with the reason, and not ignored', () => {
  const DATABASE_REPLICA_URL = 'postgres://reader:secret@replica/hirewire';
  assert.throws(
    () => loadSettings({}, { DATABASE_REPLICA_URL }),
    (error) => {
      assert.ok(error instanceof SettingsError);
      assert.match(error.message, /^DATABASE_REPLICA_URL cannot be used: .*miss changes/);
      assert.ok(!error.message.includes('secret'));
      return true;
    },
  );
});

test('each example is a value that its variable accepts', () => {
  for (const { name, example } of Object.values(variables)) {
    const isKey = name.endsWith('SECRET_KEY') || name.endsWith('SECRET_KEYS');
    const value = isKey ? Buffer.alloc(32).toString('base64') : example;
    assert.doesNotThrow(() => loadSettings({}, { [name]: value }), name);
  }
});

test('the guide explains every variable and no other', async () => {
  const guide = await readFile(
    new URL('../../../docs/guides/settings.md', import.meta.url),
    'utf8',
  );
  const explained = [...guide.matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) => match[1]);
  const known = Object.values(variables).map(({ name }) => name);
  assert.ok(known.length > 0);
  assert.equal(explained.length, known.length);
  assert.deepEqual(new Set(explained), new Set(known));
});

test('a misspelt variable is refused with the name that was probably meant', () => {
  const misspelt = {
    HIREWIRE_ALLOWED_NETWORK: 'HIREWIRE_ALLOWED_NETWORKS',
    HIREWIRE_SECRETKEY: 'HIREWIRE_SECRET_KEY',
    HIREWIRE_DATABASE_URL: 'DATABASE_URL',
    HIREWIRE_PORT: 'PORT',
    HIREWIRE_LOGLEVEL: 'HIREWIRE_LOG_LEVEL',
    hirewire_role: 'HIREWIRE_ROLE',
  };
  for (const [name, meant] of Object.entries(misspelt)) {
    assert.throws(
      () => loadSettings({}, { [name]: 'secret-value' }),
      (error) => {
        assert.ok(error instanceof SettingsError);
        assert.equal(error.message, `There is no ${name}; did you mean ${meant}?`);
        return true;
      },
    );
  }
});

test('variables of others are left alone: of Kubernetes, of tests, and those that are empty', () => {
  const others = {
    HIREWIRE_SERVICE_HOST: '10.0.0.1',
    HIREWIRE_PORT: 'tcp://10.0.0.1:4000',
    HIREWIRE_PORT_4000_TCP_PORT: '4000',
    HIREWIRE_CHROMIUM: '/usr/bin/chromium',
    HIREWIRE_SECRETKEY: '',
  };
  assert.deepEqual(loadSettings({}, others), loadSettings({}, {}));
});

test('a secret can stand in a file, with a line end', async (t) => {
  const secretKey = Buffer.alloc(32, 7).toString('base64');
  const folder = await mkdtemp(join(tmpdir(), 'hirewire-settings-'));
  t.after(() => rm(folder, { recursive: true }));
  const write = async (name: string, text: string): Promise<string> => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };
  const settings = loadSettings(
    {},
    {
      DATABASE_URL_FILE: await write('database-url', 'postgres://u:p@db:5432/ats\n'),
      HIREWIRE_SECRET_KEY_FILE: await write('secret-key', `${secretKey}\r\n`),
    },
  );
  assert.equal(settings.databaseUrl, 'postgres://u:p@db:5432/ats');
  assert.equal(settings.secretKey, secretKey);
});

test('a secret in a file that is wrong, empty, missing or given twice stops the start', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'hirewire-settings-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'secret-key');
  const start = (environment: Record<string, string>) => () => loadSettings({}, environment);
  const named = { HIREWIRE_SECRET_KEY_FILE: file };
  assert.throws(start(named), /The file of HIREWIRE_SECRET_KEY_FILE cannot be read: ENOENT/);
  await writeFile(file, '\n');
  assert.throws(start(named), /The file of HIREWIRE_SECRET_KEY_FILE is empty: .*secret-key$/);
  await writeFile(file, 'hunter2');
  assert.throws(start(named), (error) => {
    assert.ok(error instanceof SettingsError);
    assert.match(error.message, /^HIREWIRE_SECRET_KEY must be 32 bytes as base64/);
    assert.ok(!error.message.includes('hunter2'));
    return true;
  });
  const twice = { ...named, HIREWIRE_SECRET_KEY: Buffer.alloc(32).toString('base64') };
  assert.throws(start(twice), /^SettingsError: Set HIREWIRE_SECRET_KEY or .*_FILE, not both$/);
});

test('the guide names each setting that a file can hold, and no other has one', async () => {
  const guide = await readFile(
    new URL('../../../docs/guides/settings.md', import.meta.url),
    'utf8',
  );
  const named = [...guide.matchAll(/`([A-Z_]+_FILE)`/g)].map((match) => match[1]);
  const secrets = Object.values(variables).filter(({ isSecret }) => isSecret);
  assert.ok(secrets.length > 3);
  assert.deepEqual(new Set(named), new Set(secrets.map(({ name }) => `${name}_FILE`)));
  assert.throws(
    () => loadSettings({}, { HIREWIRE_ROLE_FILE: '/a' }),
    /did you mean HIREWIRE_ROLE\?/,
  );
});
