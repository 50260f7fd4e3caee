import type { SeededRandom } from '../../kit/random.ts';
import type { AshbyRecords } from '../records.ts';
import type { AshbyCandidate, AshbyNote, AshbyUser } from '../types.ts';
import { noteAuthorOf } from '../new-records.ts';
import { seedEnd } from '../../kit/calendar.ts';
import { noteTexts } from '../../kit/words.ts';

/** How many notes a person has. */
const counts = [0, 0, 0, 0, 1, 1, 1, 2, 3, 6];
/** One of so many people has notes for more than one page, the first of them early on. */
const manyEvery = 200;
const firstWithMany = 8;

/** Invents notes on people, some of them private. */
export function seedNotes(random: SeededRandom, records: AshbyRecords): void {
  const authors = [...records.users.values()];
  let index = 0;
  for (const candidate of records.candidates.values()) {
    const hasMany = index % manyEvery === firstWithMany;
    const count = hasMany ? random.integer(101, 120) : random.pick(counts);
    if (count > 0)
      records.notes.set(candidate.id, inventNotes(random, { candidate, authors, count }));
    index += 1;
  }
}

function inventNotes(
  random: SeededRandom,
  { candidate, authors, count }: { candidate: AshbyCandidate; authors: AshbyUser[]; count: number },
): AshbyNote[] {
  const notes = Array.from({ length: count }, () => ({
    id: random.uuid(),
    createdAt: random.moment(Date.parse(candidate.createdAt), seedEnd),
    isPrivate: random.chance(0.15),
    content: random.pick(noteTexts),
    author: noteAuthorOf(random.pick(authors)),
  }));
  return notes.toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
}
