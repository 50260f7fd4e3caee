import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import type { VendorJson } from '../../kit/testing/vendor-json.ts';

/** Personio's own OpenAPI documents, which may not be part of this project. */
const folder = new URL('../../../../../../shared/vendors/personio/', import.meta.url);

/** Why the tests with these files cannot run here, or false when they can. */
export const oracleSkip: string | false = existsSync(folder)
  ? false
  : 'no ../shared/vendors/personio beside the checkout';

const documents = {
  recruiting: 'personio-recruiting-api.yaml',
  common: 'common-components-v2.json',
};

/** Complaints about a value that should have the form of a named schema. */
export function validator(
  document: keyof typeof documents,
  schema: string,
): (value: unknown) => string[] {
  const content: VendorJson = parse(readFileSync(new URL(documents[document], folder), 'utf8'));
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(content, 'document');
  const validate = ajv.compile({ $ref: `document#/components/schemas/${schema}` });
  return (value) => {
    validate(value);
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}

/** The words that the document allows for a property. */
export function wordsOf(schema: string, property: string): string[] {
  const content: VendorJson = parse(readFileSync(new URL(documents.recruiting, folder), 'utf8'));
  return content.components.schemas[schema].properties[property].enum;
}

/** The codes that the document has for errors of v1. */
export function errorCodes(): string[] {
  const content: VendorJson = parse(readFileSync(new URL(documents.recruiting, folder), 'utf8'));
  const { description } = content.components.schemas.error_response;
  return [...description.matchAll(/\| ((?:errors|feature)\.\S+)/g)].map(([, code]) => code);
}
