import type { z } from 'zod';

import { inputInvalid } from './api-error.ts';
import { type InputPart, describeInputProblems } from './input-problems.ts';

/** A query before it is parsed: a list where a parameter was repeated. */
export type RawQuery = Readonly<Record<string, string | string[]>>;

function parse<Model extends z.ZodType>(
  model: Model,
  input: unknown,
  part: InputPart,
): z.output<Model> {
  const parsed = model.safeParse(input);
  if (parsed.success) return parsed.data;
  throw inputInvalid(`Invalid request: ${describeInputProblems(parsed.error, part)}.`);
}

/** @throws ApiError PLATFORM.INPUT_INVALID that names each parameter and its problem */
export function parseQuery<Model extends z.ZodType>(model: Model, raw: RawQuery): z.output<Model> {
  // PostgreSQL cannot hold a NUL character in a text, and no id or name has one.
  const name = Object.keys(raw).find((key) => String(raw[key]).includes('\0'));
  if (name === undefined) return parse(model, raw, 'query');
  throw inputInvalid(`Invalid request: query parameter \`${name}\` holds a NUL character.`);
}

/** As `parseQuery`, for the decoded parameters of the path. */
export function parsePath<Model extends z.ZodType>(
  model: Model,
  raw: Readonly<Record<string, string>>,
): z.output<Model> {
  return parse(model, raw, 'path');
}

/**
 * As `parseQuery`, for a JSON body that may be left out. Its texts hold no NUL character: PostgreSQL
 * cannot keep one, and no tool has a use for it.
 */
export function parseOptionalBody<Model extends z.ZodType>(
  model: Model,
  raw: unknown,
): z.output<Model> {
  const path = findNul(raw, '');
  if (path === null) return parseHandedOnBody(model, raw);
  const what = path === '' ? 'body' : `body field \`${path}\``;
  throw inputInvalid(`Invalid request: ${what} holds a NUL character.`);
}

/** Where a value has a text with a NUL. Bodies have few values and levels: the server sees to it. */
function findNul(value: unknown, path: string): string | null {
  if (typeof value === 'string') return value.includes('\0') ? path : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, part] of Object.entries(value)) {
    const found = findNul(part, path === '' ? key : `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}

/** As `parseOptionalBody`, for what a tool gets as it is. */
export function parseHandedOnBody<Model extends z.ZodType>(
  model: Model,
  raw: unknown,
): z.output<Model> {
  return parse(model, raw === undefined ? {} : raw, 'body');
}
