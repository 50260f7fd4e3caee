import type { SeededRandom } from '../../kit/random.ts';
import type { AshbyRecords } from '../records.ts';
import type { AshbyCandidate, AshbyNote, AshbyUser } from '../types.ts';
import { noteAuthorOf } from '../new-records.ts';
import { seedEnd } from './calendar.ts';

/** How many notes a person has. */
const counts = [0, 0, 0, 0, 1, 1, 1, 2, 3, 6];
/** One of so many people has notes for more than one page, the first of them early on. */
const manyEvery = 200;
const firstWithMany = 8;

/** As people write them, in plain text and with the elements that the vendor keeps. */
const contents = [
  'Called back, no answer. Will try again tomorrow.',
  'Spoke for 20 minutes: friendly, clear about the notice period (three months).',
  'Would rather work from home on two days a week.\nFine with the team.',
  'Rückruf am Montag vereinbart – am liebsten vormittags.',
  'Strong portfolio, see <a href="https://portfolio.example.com/case-study">the case study</a>.',
  '<b>Salary:</b> expects a little more than our band allows.',
  'Before the next round:<ul><li>check the references</li><li>ask about travel</li></ul>',
  'Wrote a small program that prints <code>a &lt; b &amp;&amp; b &lt; c</code>. Nice.',
  'Met at the careers fair & promised to stay in touch “soon”.',
  '候補者は来月から働けます。',
  'Sehr überzeugend im Gespräch; Unterlagen sind vollständig. 👍',
  'Not for this role, but keep in mind for the next one.',
];

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
    content: random.pick(contents),
    author: noteAuthorOf(random.pick(authors)),
  }));
  return notes.toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
}
