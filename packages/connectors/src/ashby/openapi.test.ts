import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import type { ModelName } from '@hirewire/connector-kit';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { readFixture } from './fixtures/ashby-fixture-server.ts';
import { readPages, withFixtures } from './fixtures/read-from-fixtures.ts';
import { ashby } from './index.ts';

/**
 * The vendor's own description of May 2026. It is not ours to publish, so that these tests run
 * only where it lies beside the checkout.
 */
const file = new URL(
  '../../../../../shared/vendors/ashby/openapi/ashby-openapi-2026-05.yml',
  import.meta.url,
);
const skip = existsSync(file) ? false : 'Ashby’s OpenAPI document is not beside the checkout.';

type Schema = Record<string, unknown>;

/** Newer than the document, see read/job-postings.ts. */
const newerParameters = new Set(['includeUnpublishedJobPostings']);

/**
 * A self-contained copy that is as lenient as Ashby really is: optional properties may be null,
 * alternatives may overlap (a date is also a text), and requisition ids are free texts.
 */
function relax(schema: unknown, root: Schema): unknown {
  if (Array.isArray(schema)) return schema.map((item) => relax(item, root));
  if (typeof schema !== 'object' || schema === null) return schema;
  const { $ref: reference, oneOf, properties, ...rest } = schema as Schema;
  if (typeof reference === 'string') return relax(find(reference, root), root);
  const copy = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [
      key,
      key === 'example' ? value : relax(value, root),
    ]),
  );
  if (oneOf !== undefined) copy['anyOf'] = relax(oneOf, root);
  if (properties === undefined) return copy;
  const required = new Set(Array.isArray(rest['required']) ? rest['required'] : []);
  copy['properties'] = Object.fromEntries(
    Object.entries(properties as Schema).map(([name, property]) => {
      const relaxed = name === 'customRequisitionId' ? { type: 'string' } : relax(property, root);
      return [name, required.has(name) ? relaxed : { anyOf: [relaxed, { type: 'null' }] }];
    }),
  );
  return copy;
}

function find(reference: string, root: Schema): unknown {
  let found: unknown = root;
  for (const part of reference.slice(2).split('/')) {
    const key = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    found = (found as Schema)[key];
  }
  return found;
}

interface Oracle {
  request: Schema;
  validateRequest: ValidateFunction;
  validateResponse: ValidateFunction;
}

let root: Schema | null = null;
const oracles = new Map<string, Oracle>();

function oracleOf(method: string): Oracle {
  const known = oracles.get(method);
  if (known !== undefined) return known;
  root ??= parse(readFileSync(file, 'utf8')) as Schema;
  const media = 'content/application~1json/schema';
  const at = (path: string): Schema =>
    relax(find(`#/paths/~1${method}/post/${path}/${media}`, root!), root!) as Schema;
  const ajv = new Ajv2020({ strict: false, logger: false, allErrors: true });
  addFormats.default(ajv);
  const request = at('requestBody');
  const oracle = {
    request,
    validateRequest: ajv.compile(request),
    validateResponse: ajv.compile(at('responses/200')),
  };
  oracles.set(method, oracle);
  return oracle;
}

/** The names of all parameters that a request may have. */
function parametersOf(schema: Schema): string[] {
  const parts = [schema['allOf'], schema['anyOf']].flatMap((list) => (list ?? []) as Schema[]);
  return [...Object.keys(schema['properties'] ?? {}), ...parts.flatMap(parametersOf)];
}

test('every fixture is what Ashby’s description says', { skip }, () => {
  const files = readdirSync(new URL('fixtures/', import.meta.url));
  const methods = files.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5));
  assert.ok(methods.length > 10);
  for (const method of methods) {
    const fixture = readFixture(method);
    const answers = method.endsWith('.info') ? listAnswers(fixture) : [fixture];
    const { validateResponse } = oracleOf(method);
    for (const answer of answers) {
      assert.equal(answer['success'], true);
      assert.ok(
        validateResponse(answer),
        `${method}: ${JSON.stringify(validateResponse.errors, null, 2)}`,
      );
    }
  }
});

/** The fixture of a method that takes an id holds the results of all ids. */
function listAnswers(fixture: Schema): Schema[] {
  const { results } = fixture;
  return Array.isArray(results)
    ? results.map((result) => ({ ...fixture, results: result }))
    : [fixture];
}

test('every request is what Ashby’s description says', { skip }, async () => {
  await withFixtures(async (session) => {
    for (const model of Object.keys(ashby.read) as ModelName[]) {
      const pages = await readPages(session, model);
      const since = pages.at(-1)!.since ?? null;
      if (since !== null) await readPages(session, model, { since });
    }
    await ashby.checkCredentials(session.context);
    const { calls } = session.server;
    assert.ok(new Set(calls.map((call) => call.method)).size > 15);
    for (const { method, body } of calls) {
      const { request, validateRequest } = oracleOf(method);
      const what = `${method} ${JSON.stringify(body)}`;
      assert.ok(validateRequest(body), `${what}: ${JSON.stringify(validateRequest.errors)}`);
      const known = new Set([...parametersOf(request), ...newerParameters]);
      const unknown = Object.keys(body).filter((name) => !known.has(name));
      assert.deepEqual(unknown, [], `Parameters that are not described: ${what}`);
    }
  });
});
