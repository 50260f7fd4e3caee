import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { VendorJson } from '../../kit/testing/vendor-json.ts';

/** What others have recorded of Recruitee, which may not be part of this project. */
const folder = new URL('../../../../../../shared/vendors/recruitee/', import.meta.url);

/** Why the tests with these files cannot run here, or false when they can. */
export const oracleSkip: string | false = existsSync(folder)
  ? false
  : 'no ../shared/vendors/recruitee beside the checkout';

export const loadSample = (name: string): VendorJson =>
  JSON.parse(readFileSync(new URL(name, folder), 'utf8'));

/** Schemas of list rows, made from live answers: fields that were always null are declared text. */
export function rowValidator(stream: string): (row: unknown) => string[] {
  const { streams } = loadSample('list-schemas-tap-recruitee-2023.json');
  const ajv = new Ajv({ strict: false, allErrors: true, allowUnionTypes: true });
  addFormats.default(ajv);
  const validate = ajv.compile(withNumericIds(streams[stream]));
  return (row) => {
    validate(row);
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}

function withNumericIds(schema: VendorJson, name = ''): VendorJson {
  if (name.endsWith('_id') && schema.type.includes('string')) {
    return { type: [...schema.type, 'integer'] };
  }
  const properties = Object.entries(schema.properties ?? {}).map(([key, value]) => [
    key,
    withNumericIds(value, key),
  ]);
  return {
    ...schema,
    ...(schema.properties && { properties: Object.fromEntries(properties) }),
    ...(schema.items && { items: withNumericIds(schema.items) }),
  };
}

/** Keys that are absent where nobody is disqualified ("Newer facts" 11). */
const optional = ['disqualified_at', 'disqualify_reason'];

/**
 * Where an answer lacks what a sample has, or has a number, a flag or a list in place of something
 * else. Samples are abridged, and their texts describe: what is added or said is no matter.
 */
export function shortcomings(sample: VendorJson, shown: VendorJson, at = ''): string[] {
  if (sample === null || shown === null || typeof sample === 'string') return [];
  if (Array.isArray(sample)) {
    if (!Array.isArray(shown)) return [`${at} is no list`];
    const [first] = sample;
    return typeof first === 'object'
      ? shown.flatMap((one, index) => shortcomings(first, one, `${at}[${index}]`)).slice(0, 3)
      : [];
  }
  if (typeof sample !== typeof shown) return [`${at} is ${typeof shown}`];
  if (typeof sample !== 'object') return [];
  return Object.entries(sample).flatMap(([name, value]) => {
    if (name in shown) return shortcomings(value, shown[name], `${at}.${name}`);
    return optional.includes(name) ? [] : [`${at}.${name} is missing`];
  });
}
