import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { Ajv2020 } from 'ajv/dist/2020.js';

import { allErrorCodes } from '../error-codes.ts';
import { operations } from '../operations/operations.ts';
import { openApiDocument } from './openapi-document.ts';

interface DocumentedOperation {
  readonly operationId: string;
  readonly description: string;
  readonly parameters: readonly Described[];
  readonly responses: Readonly<Record<string, { readonly $ref?: string }>>;
  readonly 'x-hirewire-implemented'?: boolean;
}

const document = openApiDocument();
const documented = () =>
  Object.values(document.paths).flatMap((item) => Object.values(item) as DocumentedOperation[]);

/** Every `$ref` anywhere in a value. */
function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    key === '$ref' ? [child as string] : referencesIn(child),
  );
}

test('the committed document is up to date', () => {
  const path = new URL('../../generated/openapi.json', import.meta.url);
  assert.deepEqual(JSON.parse(readFileSync(path, 'utf8')), JSON.parse(JSON.stringify(document)));
});

test('every operation is in the document once', () => {
  assert.deepEqual(
    documented()
      .map((operation) => operation.operationId)
      .toSorted(),
    operations.map((operation) => operation.operationId).toSorted(),
  );
});

test('every reference leads somewhere, and every schema compiles', () => {
  const references = new Set(referencesIn(document));
  assert.ok(references.size > 100);
  for (const reference of references) {
    const steps = reference.replace('#/', '').split('/');
    const target = steps.reduce<unknown>(
      (node, step) => (node as Record<string, unknown> | undefined)?.[step],
      document,
    );
    assert.ok(target, reference);
  }
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(document, 'document');
  for (const name of Object.keys(document.components.schemas)) {
    assert.ok(ajv.getSchema(`document#/components/schemas/${name}`), name);
  }
});

test('every error code is explained in some answer, and general ones only where they may be', () => {
  const answers = Object.entries(document.components.responses).map(
    ([name, answer]) => [name, JSON.stringify(answer)] as const,
  );
  for (const code of allErrorCodes) {
    assert.ok(
      answers.some(([, text]) => text.includes(`\`${code}\``)),
      code,
    );
  }
  for (const [name, text] of answers.filter(([key]) => key.startsWith('general-'))) {
    assert.ok(!/`(INTEGRATION|REMOTE|ATS)\./.test(text), name);
  }
});

test('operations say with which statuses they refuse requests that are too much or not there yet', () => {
  for (const operation of operations) {
    const shown = documented().find(({ operationId }) => operationId === operation.operationId);
    const refusals = ['408', '413', '415'].filter((status) => status in (shown?.responses ?? {}));
    assert.equal(refusals.length, operation.body === null ? 0 : 3, operation.id);
    assert.equal('414' in shown!.responses, operation.pathParameters !== null, operation.id);
    assert.equal('501' in shown!.responses, operation.notImplemented !== null, operation.id);
    assert.ok('431' in shown!.responses, operation.id);
  }
});

test('actions that can be tried say what a dry run is asked for with, and answers', () => {
  const dry = documented().filter(({ responses }) =>
    JSON.stringify(responses['200']).includes('#/components/schemas/DryRun'),
  );
  const header = '#/components/parameters/dry-run';
  for (const one of documented()) {
    const takesHeader = referencesIn(one.parameters).includes(header);
    assert.equal(takesHeader, dry.includes(one), one.operationId);
  }
  const writes = operations.filter(({ kind, method }) => kind === 'action' && method !== 'GET');
  assert.equal(dry.length, writes.length);
});

/** Places of fields that say nothing about themselves, neither here nor where they refer to. */
function silentFields(schema: unknown, path: string): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties, ...rest } = schema as { properties?: Record<string, Described> };
  return [
    ...Object.entries(properties ?? {}).flatMap(([name, field]) => [
      ...(isDescribed(field) ? [] : [`${path}.${name}`]),
      ...silentFields(field, `${path}.${name}`),
    ]),
    ...Object.values(rest).flatMap((child) => silentFields(child, path)),
  ];
}

interface Described {
  readonly $ref?: string;
  readonly description?: string;
}

const isDescribed = ({ $ref, description }: Described) =>
  $ref !== undefined || (description !== undefined && description.length > 4);

test('every field of every schema is described', () => {
  assert.deepEqual(silentFields({ properties: { silent: {} } }, ''), ['.silent']);
  const silent = Object.entries(document.components.schemas).flatMap(([name, schema]) =>
    silentFields(schema, name),
  );
  assert.deepEqual(silent, []);
});

test('every parameter is described', () => {
  const parameters = [
    ...Object.values(document.components.parameters),
    ...documented().flatMap((operation) => operation.parameters),
  ];
  assert.ok(parameters.length > 100);
  assert.deepEqual(
    parameters.filter((parameter) => !isDescribed(parameter)),
    [],
  );
});

test('exactly the operations that are not implemented say so, and why', () => {
  const missing = operations.filter(({ notImplemented }) => notImplemented !== null);
  const marked = documented().filter((operation) => operation['x-hirewire-implemented'] === false);
  assert.deepEqual(
    new Set(marked.map(({ operationId }) => operationId)),
    new Set(missing.map(({ operationId }) => operationId)),
  );
  for (const { operationId, notImplemented } of missing) {
    const description = marked.find((one) => one.operationId === operationId)?.description ?? '';
    assert.match(description, /^\*\*Not implemented yet/);
    assert.ok(description.includes(notImplemented ?? ''), operationId);
  }
});
