import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The published wire as JSON schemas, which lie beside the checkout on some machines. */
const folder = fileURLToPath(new URL('../../../shared/wire/contract/', import.meta.url));

export const isPublishedContractHere = existsSync(folder);

interface Published {
  response: { body: object };
  error: { body: object };
  /** Of a webhook, which has nothing else. */
  body: object;
}

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);

const validators = new Map<string, ValidateFunction>();

/**
 * What the published schema of an operation's answer, or of a webhook, has against this body; an
 * empty list where nothing is wrong, or where the schemas are not here.
 */
export function publishedProblems(
  operationId: string,
  kind: 'response' | 'error' | 'body',
  body: unknown,
): string[] {
  if (!isPublishedContractHere) return [];
  const validate = validatorOf(operationId, kind);
  if (validate(body)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

function validatorOf(operationId: string, kind: 'response' | 'error' | 'body'): ValidateFunction {
  const key = `${operationId} ${kind}`;
  const known = validators.get(key);
  if (known !== undefined) return known;
  const text = readFileSync(`${folder}${operationId}.json`, 'utf8');
  const published = JSON.parse(text) as Published;
  const validate = ajv.compile(kind === 'body' ? published.body : published[kind].body);
  validators.set(key, validate);
  return validate;
}
