import type { RecordByModel } from '@hirewire/connector-kit';

export const dates = {
  remote_created_at: '2026-01-02T03:04:05.678Z',
  remote_updated_at: '2026-02-03T04:05:06.000Z',
};

/** Texts that JSON, PostgreSQL and hashes each have their own trouble with. */
export const odd = 'Zoë "q" \\ \u0000 \ud83d 🎈 ΣΊΣΥΦΟΣ Größe \u2028';

export const customFields = { z: 1, a: { y: [true, null], b: 'x' }, 'ünicode 🎈': odd };

/** The tool's own objects of a record. */
export function rawOf(path: string): {
  remote_data: NonNullable<RecordByModel['tags']['remote_data']>;
} {
  const object = {
    z: 1,
    name: odd,
    signedUrl: 'changes',
    nested: { b: 2, a: [{ d: 1, c: null }] },
  };
  return { remote_data: { [path]: object as never, '/other': [1, 2] } };
}
