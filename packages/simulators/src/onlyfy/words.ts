import type { Job } from '../kit/company-rows.ts';
import type { FileHandle } from '../kit/files.ts';

const hourMs = 3_600_000;

/** In Vienna's winter time, so that nobody takes the text for UTC. */
export function momentOf(at: number): string {
  return `${new Date(at + hourMs).toISOString().slice(0, 19)}+01:00`;
}

export function momentOrNull(at: number | null): string | null {
  return at === null ? null : momentOf(at);
}

/** Null stays null; the text has been checked. */
export function momentOfText(text: unknown): string | null {
  return typeof text === 'string' ? momentOf(Date.parse(text)) : null;
}

/** Ids are whole numbers at the vendor, and texts in the company. */
export function referenceTo(id: string | null): number | null {
  return id === null ? null : Number(id);
}

/** The key of a kind of employment; the last one is ours. */
export const positionTypes: Readonly<Record<Job['employment'], string>> = {
  'full time': 'full-time',
  'part time': 'part-time',
  intern: 'internship',
  contract: 'freelancer',
  temporary: 'temporary',
};

export const seniorities = [
  'Entry Level',
  'Professional/Experienced',
  'Student/Intern',
  'Manager',
] as const;

const contentTypes: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  txt: 'text/plain',
};

export function contentTypeOf(fileType: string): string {
  return contentTypes[fileType] ?? 'application/octet-stream';
}

export function fileTypeOf({ name }: Pick<FileHandle, 'name'>): string {
  return name.split('.').at(-1)?.toLowerCase() ?? '';
}
