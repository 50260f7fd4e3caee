import { z } from 'zod';

import { parseInstant } from './instant.ts';

// Building blocks for query models. Each takes the raw text of one parameter. Their `meta` is the
// JSON Schema of the parsed value, which is what the OpenAPI document should show.

const singleText = z.string({
  error: (issue) =>
    Array.isArray(issue.input) ? 'must be given only once' : 'must be a single text value',
});

/** Any text. */
export function text(description: string) {
  return singleText.optional().meta({ description });
}

/** Comma-separated values in one parameter; an empty list or entry is an error. */
function split(value: string): string[] {
  return value.split(',');
}

const entry = z.string().min(1, 'must not be empty: leave the parameter out, or fill every entry');

/** A comma-separated list, such as `ids=a,b`. The wire has no way to escape a comma. */
export function textList(description: string) {
  return singleText
    .transform(split)
    .pipe(z.array(entry))
    .optional()
    .meta({ description, type: 'array', items: { type: 'string' } });
}

/** A comma-separated list of known words; others are an error that names the words. */
export function wordList<const Words extends readonly string[]>(words: Words, description: string) {
  return singleText
    .transform(split)
    .pipe(z.array(z.enum(words)))
    .optional()
    .meta({ description, type: 'array', items: { type: 'string', enum: [...words] } });
}

/** One known word. */
export function word<const Words extends readonly string[]>(words: Words, description: string) {
  return singleText
    .pipe(z.enum(words))
    .optional()
    .meta({ description, type: 'string', enum: [...words] });
}

/** `true` or `false`, false when left out. */
export function flag(description: string) {
  return singleText
    .pipe(z.enum(['true', 'false']))
    .transform((value) => value === 'true')
    .default(false)
    .meta({ description, type: 'boolean' });
}

/** A whole number from 1 to `maximum`. */
export function wholeNumber({
  maximum,
  byDefault,
  description,
}: {
  maximum: number;
  byDefault: number;
  description: string;
}) {
  const isInRange = (value: string) =>
    /^\d{1,4}$/.test(value) && Number(value) >= 1 && Number(value) <= maximum;
  return singleText
    .refine(isInRange, `must be a whole number from 1 to ${maximum}`)
    .transform(Number)
    .default(byDefault)
    .meta({ description, type: 'integer', minimum: 1, maximum });
}

/** How many results a page holds: a whole number from 1 to `maximum`, 100 when left out. */
export function pageSize(maximum: number) {
  const description = 'Maximum number of results per page.';
  return wholeNumber({ maximum, byDefault: 100, description });
}

/** `1042.3kX_9aQz`: a position in the change feed, and whose feed it is. A plain number has none. */
const feedCursor = /^(?<position>\d{1,15})(?:\.(?<feed>[\w-]{8}))?$/;

/** A cursor of the change feed. */
export function cursorOfFeed(description: string) {
  return singleText
    .regex(feedCursor, 'must be 0, or a `cursor` that an earlier response contained')
    .transform((value) => {
      const { position, feed = null } = feedCursor.exec(value)?.groups ?? {};
      return { position: Number(position), feed };
    })
    .optional()
    .meta({
      description,
      // A number, so that `after: 0` needs no quotes.
      type: ['string', 'integer'],
      minimum: 0,
      maximum: 999_999_999_999_999,
      pattern: feedCursor.source.replaceAll(/\?<\w+>/g, ''),
    });
}

/** What to say about a text that is no date. A raw `+` in a query string means a space. */
const instantRule =
  'must be a date or date-time, such as 2024-01-31 or 2024-01-31T09:30:00Z (write + as %2B)';

/** A date or date-time in any form that the official SDKs send; parsed to ISO text in UTC. */
export function instant(description: string) {
  return singleText
    .transform((value, context) => {
      const parsed = parseInstant(value);
      if (parsed !== null) return parsed;
      context.addIssue({ code: 'custom', message: instantRule, input: value });
      return z.NEVER;
    })
    .optional()
    .meta({
      description: `${description} A date without a time means midnight; without a time zone, the time is in UTC.`,
      type: 'string',
      format: 'date-time',
    });
}

/** An e-mail address. */
export function email(description: string) {
  return singleText
    .pipe(z.email())
    .optional()
    .meta({ description, type: 'string', format: 'email' });
}
