import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';

/** One environment variable: what it sets, how its text is read, and a value that works. */
export interface Variable<Value> {
  readonly name: string;
  readonly example: string;
  /** What is allowed, to follow "must be". */
  readonly rule: string;
  readonly schema: z.ZodType<Value, string | undefined>;
  /** Whether `<name>_FILE` may name a file that holds it, as Docker and systemd hand secrets over. */
  readonly isSecret?: true;
}

export const fileNameOf = ({ name }: Pick<Variable<unknown>, 'name'>): string => `${name}_FILE`;

/** Why the text of a variable cannot be had. */
export class UnreadableVariable extends Error {
  override readonly name = 'UnreadableVariable';
}

/**
 * The text of a variable, or of the file that is named in its place. An empty variable is none; an
 * empty file is refused: whoever names one has a secret, and would not want to go on without it.
 *
 * @throws UnreadableVariable
 */
export function readVariable(
  variable: Pick<Variable<unknown>, 'name' | 'isSecret'>,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const text = environment[variable.name] || undefined;
  const fileName = fileNameOf(variable);
  const file = (variable.isSecret && environment[fileName]) || undefined;
  if (file === undefined) return text;
  if (text !== undefined) {
    throw new UnreadableVariable(`Set ${variable.name} or ${fileName}, not both`);
  }
  const content = readText(file, fileName).trim();
  if (content === '') throw new UnreadableVariable(`The file of ${fileName} is empty: ${file}`);
  return content;
}

function readText(file: string, fileName: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UnreadableVariable(`The file of ${fileName} cannot be read: ${reason}`);
  }
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
