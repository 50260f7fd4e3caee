import { existsSync, readFileSync } from 'node:fs';
import type { VendorJson } from '../../kit/testing/vendor-json.ts';

/** What others have extracted and copied of SmartRecruiters, which may not be part of this project. */
const folder = new URL('../../../../../../shared/vendors/smartrecruiters/', import.meta.url);

/** Why the tests with these files cannot run here, or false when they can. */
export const oracleSkip: string | false = existsSync(folder)
  ? false
  : 'no ../shared/vendors/smartrecruiters beside the checkout';

const load = (name: string): VendorJson => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));

export const loadSample = (name: string): VendorJson => load(`davejcameron-2021/${name}.json`);

interface Model {
  fields: readonly string[];
  required?: readonly string[];
  enums?: Readonly<Record<string, readonly string[]>>;
}

interface OlderModel {
  /** Types as a generator of Python writes them, such as `list[Education]`. */
  fields?: Readonly<Record<string, string>>;
}

export interface Operation {
  method: string;
  path: string;
  query: readonly string[];
}

/** Fields, words and operations of 2024, with the types that fields of these names had in 2017. */
export interface Schema {
  operations: readonly Operation[];
  /** What is missing in an object, unknown, or of another word or type. */
  complaints(model: string, shown: VendorJson): string[];
}

/** What the extract of 2024 lost, or the reference has added since. */
const added: Readonly<Record<string, readonly string[]>> = {
  Application: ['applicationId'],
  // Of 2017, where one of 2024 has no name.
  Assignment: [
    'job',
    'status',
    'subStatus',
    'startsOn',
    'source',
    'reasonOfRejection',
    'reasonOfWithdrawal',
    'actions',
  ],
  HiringTeamMemberResponse: ['id'],
  // Places of candidates and of jobs have one name there.
  Location: ['address', 'postalCode', 'manual', 'remote', 'longitude', 'latitude'],
};

export function loadSchema(): Schema {
  const { models, operations } = load('schema-2024-recruitifi.json');
  const older: Record<string, OlderModel> = load('schema-2017-roksela.json').models;

  function complaints(name: string, shown: VendorJson): string[] {
    const model: Model = { fields: [], ...models[name] };
    const known = new Set([...model.fields, ...(added[name] ?? [])]);
    if (known.size === 0) return [];
    const unknown = Object.keys(shown).filter((field) => !known.has(field));
    const missing = (model.required ?? []).filter((field) => !(field in shown));
    const odd = Object.entries(model.enums ?? {}).flatMap(([field, words]) => {
      const isKnown = !(field in shown) || words.length === 0 || words.includes(shown[field]);
      return isKnown ? [] : [`${name}.${field} is ${shown[field]}`];
    });
    const nested = Object.entries(older[name]?.fields ?? {}).flatMap(([field, type]) =>
      known.has(field) ? typeComplaints(`${name}.${field}`, type, shown[field]) : [],
    );
    return [
      ...unknown.map((field) => `${name}.${field} is unknown`),
      ...missing.map((field) => `${name}.${field} is missing`),
      ...odd,
      ...nested,
    ];
  }

  /** Null and nothing are empty: some lists are. */
  function typeComplaints(at: string, type: string, value: VendorJson): string[] {
    if (value === undefined || value === null) return [];
    const item = /^list\[(.+)\]$/.exec(type)?.[1];
    if (item !== undefined) {
      if (!Array.isArray(value)) return [`${at} is no list`];
      return value.flatMap((one) => typeComplaints(at, item, one));
    }
    const simple = simpleTypes[type];
    if (simple !== undefined) return typeof value === simple ? [] : [`${at} is no ${simple}`];
    return typeof value === 'object' ? complaints(type, value) : [];
  }

  return { operations, complaints };
}

const simpleTypes: Readonly<Record<string, string>> = {
  str: 'string',
  int: 'number',
  float: 'number',
  bool: 'boolean',
  datetime: 'string',
};

/**
 * Where an answer has another type than a sample, or none of what the sample has at all: samples show
 * every field, real answers leave empty ones out, so that several rows are looked at together.
 */
export function shortcomings(sample: VendorJson, rows: readonly VendorJson[], at = ''): string[] {
  const shown = rows.filter((row) => row !== null && row !== undefined);
  if (shown.length === 0) return [`${at} is nowhere`];
  if (Array.isArray(sample)) {
    if (!shown.every((row) => Array.isArray(row))) return [`${at} is no list`];
    const items = shown.flat();
    return sample.length === 0 ? [] : shortcomings(sample[0], items, `${at}[]`);
  }
  if (typeof sample === 'object') {
    return Object.entries(sample).flatMap(([name, value]) =>
      name.startsWith('additionalProp')
        ? []
        : shortcomings(
            value,
            shown.map((row) => row[name]),
            `${at}.${name}`,
          ),
    );
  }
  const wrong = shown.find((row) => typeof row !== typeof sample);
  return wrong === undefined ? [] : [`${at} is ${typeof wrong}`];
}
