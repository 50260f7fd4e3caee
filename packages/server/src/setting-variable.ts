import { resolve } from 'node:path';
import { z } from 'zod';

/** One environment variable: what it sets, how its text is read, and a value that works. */
export interface Variable<Value> {
  readonly name: string;
  readonly example: string;
  /** What is allowed, to follow "must be". */
  readonly rule: string;
  readonly schema: z.ZodType<Value, string | undefined>;
}

export function wholeNumber(minimum: number, maximum: number, fallback: number) {
  return z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.int().min(minimum).max(maximum))
    .default(fallback);
}

/** Texts with commas between them. */
export const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  );

/** `10.0.0.0/8, fd00::1`: addresses and ranges, with commas between them. */
export const networks = list.pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])));

/** Files and folders, with commas between them. */
export const paths = list.transform((parts) => parts.map((part) => resolve(part)));

export function orNull<Text extends string>(schema: z.ZodType<Text, string>) {
  return schema.optional().transform((text) => text ?? null);
}
