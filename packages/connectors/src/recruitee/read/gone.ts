import { nullIfGone } from '@hirewire/connector-kit';

/** Nothing of a candidate who was deleted since they were listed. */
export async function ofGone<Row>(read: () => Promise<Row[]>): Promise<Row[]> {
  return (await nullIfGone(read)) ?? [];
}
