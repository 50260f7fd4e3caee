import type { AnswerDraft, CandidateDraft } from './writes.ts';

// What an application holds, as text, where a tool has no field for it.

const countryNames = new Intl.DisplayNames('en', { type: 'region' });

/** The English name of a country by its ISO code; the code where it has no name. */
export function countryInWords(code: string): string {
  return countryNames.of(code) ?? code;
}

/** `Main Street 1, 10115 Berlin, Germany`; null without a location. */
export function addressInWords({ location }: Pick<CandidateDraft, 'location'>): string | null {
  if (location === null) return null;
  const town = [location.zip_code, location.city].filter(Boolean).join(' ');
  const parts = [location.street_1, town, location.state, countryInWords(location.country)];
  return parts.filter(Boolean).join(', ');
}

/** The names of chosen options, `Yes` or `No`, or the text; null for a file. */
export function answerInWords({
  value,
  format,
}: Pick<AnswerDraft, 'value' | 'format'>): string | null {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number') return String(value);
  const options = 'options' in format ? format.options : [];
  const nameOf = (id: string): string =>
    options.find(({ remote_id: remoteId }) => remoteId === id)?.name ?? id;
  if (typeof value === 'string') return nameOf(value);
  return 'chunks' in value ? null : value.map(nameOf).join(', ');
}

export type DetailLine = readonly [name: string, value: string | null | undefined];

/** `Name: value` for each detail that has a value. */
export function detailLines(details: readonly DetailLine[]): string[] {
  return details.flatMap(([name, value]) => (value ? [`${name}: ${value}`] : []));
}
