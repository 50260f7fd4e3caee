import type { Json } from '@hirewire/connector-kit';

/** A raw object without the contents of its files: CVs and pictures are not for `remote_data`. */
export function withoutContents(raw: Json): Json {
  if (Array.isArray(raw)) return raw.map(withoutContents);
  if (typeof raw !== 'object' || raw === null) return raw;
  const kept = Object.entries(raw).filter(([name]) => name !== 'base64_content');
  return Object.fromEntries(kept.map(([name, value]) => [name, withoutContents(value)]));
}
