import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientOperations } from '@hirewire/contract';
import type { Operation } from '@hirewire/contract';
import type { Command } from 'commander';
import { createProgram } from './program.ts';

/** Which operation of the API does the same. */
const operationOf: Readonly<Record<string, string>> = {
  audit: 'get-audit-events',
  'connectors list': 'get-tools',
  'connectors show': 'get-tool',
  'custom-fields create': 'create-custom-field',
  'custom-fields delete': 'delete-custom-field',
  'custom-fields list': 'get-environment-custom-fields',
  'erasures create': 'create-erasure',
  'erasures lift': 'lift-erasure',
  'erasures list': 'get-erasures',
  'integrations cancel-sync': 'cancel-sync',
  'integrations create': 'create-integration',
  'integrations delete': 'delete-integration',
  'integrations list': 'get-integrations',
  'integrations register-webhooks': 'register-tool-webhooks',
  'integrations set': 'update-settings',
  'integrations set-credentials': 'replace-credentials',
  'integrations show': 'get-integration',
  'integrations switch-off': 'update-scope',
  'integrations switch-on': 'update-scope',
  'integrations sync': 'trigger-sync',
  'integrations unregister-webhooks': 'unregister-tool-webhooks',
  'interactions list': 'get-interactions',
  'interactions show': 'get-interaction',
  'issues list': 'get-issues',
  'issues mute': 'update-issue',
  'issues unmute': 'update-issue',
  'keys create': 'create-api-key',
  'keys list': 'get-api-keys',
  'keys revoke': 'revoke-api-key',
  'webhooks create': 'create-webhook-endpoint',
  'webhooks delete': 'delete-webhook-endpoint',
  'webhooks deliveries': 'get-webhook-deliveries',
  'webhooks list': 'get-webhook-endpoints',
  'webhooks replay': 'replay-webhook-events',
  'webhooks rotate-secret': 'rotate-webhook-secret',
  'webhooks set': 'update-webhook-endpoint',
};

/** What only a user of the machine can do, and why no API key may. */
const ofTheMachine: Readonly<Record<string, string>> = {
  backup: 'Holds all environments and their sealed credentials; a key has one environment.',
  'connectors new': 'Writes source code.',
  'database url': 'Tells the password of the database.',
  demo: 'Starts an installation.',
  doctor: 'Looks at disk, clock and network, also where nothing runs: `/readyz` tells the rest.',
  migrate: 'Runs before the server starts.',
  restore: 'Runs in an empty place, where no server runs.',
  'secrets discard': 'Concerns the secret key and all environments.',
  'secrets rotate': 'Concerns the secret key and all environments.',
  start: 'Starts the server.',
};

const { stdin, stdout, stderr } = process;
const listenForStop = () => new AbortController().signal;
const program = createProgram({ stdin, stdout, stderr, listenForStop, toAudit: null, exitCode: 0 });

function namesOf(parent: Command, prefix = ''): string[] {
  return parent.commands.flatMap((command) => {
    const name = `${prefix}${command.name()}`;
    return command.commands.length === 0 ? [name] : namesOf(command, `${name} `);
  });
}

test('whatever a command does to integrations, an operation of the API does', () => {
  const known = [...Object.keys(operationOf), ...Object.keys(ofTheMachine)];
  assert.deepEqual(namesOf(program).toSorted(), known.toSorted());
  const operations: readonly Operation[] = clientOperations;
  const served = operations.filter(({ notImplemented }) => notImplemented === null);
  const ids = new Set(served.map(({ id }) => id));
  const missing = Object.entries(operationOf).filter(([, id]) => !ids.has(id));
  assert.deepEqual(missing, []);
});
