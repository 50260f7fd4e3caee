import { FieldFailure, reasonAt } from './access.ts';
import type { FieldError } from './access.ts';
import type { Attribute, Personio } from './personio.ts';
import { systemPhases } from './shapes.ts';
import { localDay } from './times.ts';

/** The body of an application that has been checked: `submit_application` of the vendor. */
export interface SentApplication {
  first_name: string;
  last_name: string;
  email: string;
  job_position_id: number;
  recruiting_channel_id?: number;
  external_posting_id?: string;
  message?: string;
  application_date?: string;
  phase?: { type: 'system' | 'custom'; id: string | number };
  tags?: string[];
  files?: { uuid: string; original_filename: string; category: string }[];
  attributes?: { id: string; value: string }[];
}

/** The code of what is wrong with a value, without `errors.`; null for nothing. */
type Check = (value: unknown, personio: Personio) => string | null;

const wrongType = 'attribute-validation.invalid-type';
const missing = 'attribute-validation.required-attribute';
const unknown = 'attribute-validation.unknown';
const wrongDate = 'attribute-validation.invalid-date-format';
const wrongOption = 'attribute-validation.unknown-attribute-option';

const text: Check = (value) => (typeof value === 'string' ? null : wrongType);
const whole: Check = (value) => (Number.isSafeInteger(value) ? null : wrongType);
const filled: Check = (value) => {
  if (typeof value !== 'string') return wrongType;
  return value.trim() === '' ? missing : null;
};

const email: Check = (value, personio) => {
  const problem = filled(value, personio);
  if (problem !== null) return problem;
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(String(value))
    ? null
    : 'attribute-validation.invalid-email-format';
};

const date: Check = (value, personio) => {
  if (!isDay(value)) return wrongDate;
  return value > localDay(personio.now()) ? 'date-validation.date-in-the-future' : null;
};

const channel: Check = (value, personio) => {
  const { sources } = personio.company.tables;
  if (!Number.isSafeInteger(value)) return wrongType;
  return sources.find(String(value)) === null ? 'posting-validation.channel-not-found' : null;
};

const phaseId: Check = (value) =>
  typeof value === 'string' || Number.isSafeInteger(value) ? null : wrongType;

const category: Check = (value) =>
  ['cv', 'cover-letter', 'employment-reference', 'certificate', 'work-sample', 'other'].includes(
    String(value),
  )
    ? null
    : 'file-validation.unknown-file-category';

const uuid: Check = (value, { kept }) =>
  typeof value === 'string' && kept.uploads.has(value) ? null : 'file-validation.file-not-exists';

const phaseType: Check = (value) => (value === 'system' || value === 'custom' ? null : wrongType);

const fields: Readonly<Record<string, Check>> = {
  first_name: filled,
  last_name: filled,
  email,
  job_position_id: whole,
  recruiting_channel_id: channel,
  external_posting_id: text,
  message: text,
  application_date: date,
};
const requiredFields = ['first_name', 'last_name', 'email', 'job_position_id'];
const parts: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  phase: { type: phaseType, id: phaseId },
  files: { uuid, original_filename: filled, category },
  attributes: { id: text, value: text },
};

/** Checks a body, and names all fields of it that are wrong. */
export function checkApplication(personio: Personio, body: unknown): SentApplication {
  if (!isObject(body)) throw new FieldFailure([reasonAt('', `errors.${wrongType}`)]);
  const errors = [
    ...problemsOf(personio, omit(body, [...Object.keys(parts), 'tags']), {
      checks: fields,
      required: requiredFields,
    }),
    ...tagProblems(body['tags']),
    ...partProblems(personio, body, 'phase'),
    ...listProblems(personio, body, 'files'),
    ...listProblems(personio, body, 'attributes'),
  ];
  if (errors.length === 0) errors.push(...meaningProblems(personio, body));
  if (errors.length > 0) throw new FieldFailure(errors);
  return body as unknown as SentApplication;
}

interface Expected {
  checks: Readonly<Record<string, Check>>;
  required: readonly string[];
  at?: string;
}

function problemsOf(
  personio: Personio,
  given: Record<string, unknown>,
  { checks, required, at = '' }: Expected,
): FieldError[] {
  const absent = required.filter((name) => (given[name] ?? null) === null);
  const wrong = Object.entries(given).flatMap(([name, value]) => {
    if (absent.includes(name)) return [];
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    const code = check === undefined ? unknown : check(value, personio);
    return code === null ? [] : [reasonAt(`${at}${name}`, `errors.${code}`)];
  });
  return [...absent.map((name) => reasonAt(`${at}${name}`, `errors.${missing}`)), ...wrong];
}

function partProblems(
  personio: Personio,
  body: Record<string, unknown>,
  name: string,
  { value = body[name], at = name }: { value?: unknown; at?: string } = {},
): FieldError[] {
  if (value === undefined) return [];
  if (!isObject(value)) return [reasonAt(at, `errors.${wrongType}`)];
  const checks = parts[name] ?? {};
  return problemsOf(personio, value, { checks, required: Object.keys(checks), at: `${at}.` });
}

function listProblems(
  personio: Personio,
  body: Record<string, unknown>,
  name: string,
): FieldError[] {
  const all = body[name];
  if (all === undefined) return [];
  if (!Array.isArray(all)) return [reasonAt(name, `errors.${wrongType}`)];
  return all.flatMap((value: unknown, index) =>
    partProblems(personio, body, name, { value: value ?? null, at: `${name}[${index}]` }),
  );
}

function tagProblems(tags: unknown): FieldError[] {
  if (tags === undefined) return [];
  const isList = Array.isArray(tags) && tags.every((tag) => typeof tag === 'string');
  return isList ? [] : [reasonAt('tags', `errors.${wrongType}`)];
}

/** What only a body of the right form can be asked. */
function meaningProblems(personio: Personio, body: Record<string, unknown>): FieldError[] {
  const { phase, attributes = [], external_posting_id: posting } = body as Partial<SentApplication>;
  const errors = attributes.flatMap(({ id, value }) => {
    const code = attributeProblem(personio, id, value);
    return code === null ? [] : [reasonAt(`attributes.${id}`, `errors.${code}`)];
  });
  if (phase?.type === 'system' && !systemPhases.includes(String(phase.id))) {
    errors.push(reasonAt('phase.id', 'errors.phase-validation.invalid-system-phase'));
  }
  if (posting !== undefined && posting !== personio.posting) {
    errors.push(reasonAt('external_posting_id', 'errors.posting-validation.posting-not-found'));
  }
  return errors;
}

/** Those of the system; a company adds others. */
const systemAttributes: Readonly<Record<string, Attribute>> = {
  birthday: { type: 'date', options: [] },
  gender: { type: 'option', options: ['male', 'female', 'diverse', 'undefined'] },
  location: { type: 'text', options: [] },
  phone: { type: 'text', options: [] },
  available_from: { type: 'text', options: [] },
  salary_expectations: { type: 'text', options: [] },
};

function attributeProblem(personio: Personio, id: string, value: string): string | null {
  const known = { ...systemAttributes, ...personio.customAttributes };
  const attribute = Object.hasOwn(known, id) ? known[id] : undefined;
  if (attribute === undefined) return unknown;
  if (attribute.type === 'date') return isDay(value) ? null : wrongDate;
  if (attribute.type === 'text') return null;
  return attribute.options.includes(value) ? null : wrongOption;
}

function isDay(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    /^\d{4}-\d{2}-\d{2}$/.test(value) &&
    new Date(`${value}T00:00:00Z`).toJSON()?.startsWith(value) === true
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function omit(given: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).filter(([name]) => !names.includes(name)));
}
