import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { readCompose, root } from './deploy-files.ts';

const compose = readCompose();
const services = Object.entries(compose.services);

test('compose.yaml is what the Compose specification allows', () => {
  // dclint brings the schema: https://github.com/compose-spec/compose-spec/blob/main/schema
  const file = path.join(root, 'node_modules/dclint/schemas/compose.schema.json');
  const { $schema: _, ...schema } = JSON.parse(readFileSync(file, 'utf8')) as { $schema: string };
  const ajv = new Ajv({ strict: false });
  addFormats.default(ajv);
  // A specification without a use: that of the network, with what it takes.
  ajv.addFormat('subnet_ip_address', /^[\d./]+$/);
  const validate = ajv.compile(schema);
  assert.ok(validate(compose), JSON.stringify(validate.errors));
  const misspelt = { ...compose, services: { api: { image: 'hirewire', comand: 'start' } } };
  assert.equal(validate(misspelt), false);
});

test('only Caddy can be reached, and PostgreSQL has no way out', () => {
  assert.deepEqual(
    services.filter(([, { ports }]) => ports !== undefined).map(([name]) => name),
    ['caddy'],
  );
  assert.deepEqual(compose.services['postgres']?.networks, ['database']);
  assert.equal(compose.networks['database']?.internal, true);
});

test('what runs our image, or faces the internet, cannot change its files or gain rights', () => {
  for (const [name, service] of services.filter(([one]) => one !== 'postgres')) {
    assert.equal(service.read_only, true, name);
    assert.deepEqual(service.cap_drop, ['ALL'], name);
    assert.deepEqual(service.security_opt, ['no-new-privileges:true'], name);
  }
});

test('every secret of a service is a file that somebody made, and each has a use', () => {
  const used = services.flatMap(([, { secrets = [] }]) => secrets);
  assert.deepEqual([...new Set(used)].toSorted(), Object.keys(compose.secrets).toSorted());
  for (const [name, { environment = {}, secrets = [] }] of services) {
    for (const [variable, value] of Object.entries(environment)) {
      if (!variable.endsWith('_FILE')) continue;
      assert.ok(secrets.includes(value.replace('/run/secrets/', '')), `${name} ${variable}`);
    }
  }
});

test('Hirewire has the time that an orderly end takes', () => {
  for (const [name, service] of services.filter(([, { image }]) => image === 'hirewire')) {
    assert.ok(Number.parseInt(service.stop_grace_period ?? '', 10) > 90, name);
  }
});
