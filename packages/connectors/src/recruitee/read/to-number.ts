import type { FieldRef } from '@hirewire/connector-kit';

/** Decimals come as texts, `"18.50"`. Any other writing is not guessed at. */
export function toNumber(value: string | number | null | undefined, ref: FieldRef): number | null {
  if (typeof value === 'number') return value;
  const text = value?.trim() ?? '';
  if (text === '') return null;
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return Number(text);
  ref.reportIssue({ ...ref, sample: value });
  return null;
}
