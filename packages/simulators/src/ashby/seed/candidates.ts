import { inventName } from '../../kit/people.ts';
import type { InventedName } from '../../kit/people.ts';
import { places } from '../../kit/places.ts';
import type { Place } from '../../kit/places.ts';
import { sometimes } from '../../kit/random.ts';
import type { SeededRandom } from '../../kit/random.ts';
import { newCandidate, newLocation } from '../new-records.ts';
import type { AshbyRecords } from '../records.ts';
import type {
  AshbyCandidate,
  AshbyCandidateLocation,
  AshbyContact,
  AshbyCustomField,
  AshbyFileHandle,
  AshbySource,
  AshbyTag,
  AshbyUser,
} from '../types.ts';
import { seedEnd, seedStart } from '../../kit/calendar.ts';
import { customValueMaker } from './custom-values.ts';
import { companies, positions, schools } from '../../kit/words.ts';

const socialSites: [type: string, address: string][] = [
  ['LinkedIn', 'https://www.linkedin.com/in/'],
  ['GitHub', 'https://github.com/'],
  ['Twitter', 'https://twitter.com/'],
  ['Medium', 'https://medium.com/@'],
  ['StackOverflow', 'https://stackoverflow.com/users/'],
  ['YouTube', 'https://www.youtube.com/@'],
  ['CodePen', 'https://codepen.io/'],
  ['Website', 'https://portfolio.example.com/'],
];

/** What the application of a person needs to know beside the record. */
export interface Person {
  candidate: AshbyCandidate;
  name: InventedName;
  place: Place;
}

/** Invents people one by one; the caller adds them to the records. */
export class People {
  readonly #random: SeededRandom;
  readonly #sources: AshbySource[];
  readonly #users: AshbyUser[];
  readonly #tags: AshbyTag[];
  readonly #customValues: (share: number) => AshbyCustomField[];
  readonly #homes: { place: Place; location: AshbyCandidateLocation }[];

  constructor(random: SeededRandom, records: AshbyRecords) {
    this.#random = random;
    this.#sources = [...records.sources.values()];
    this.#users = [...records.users.values()];
    this.#tags = [...records.tags.values()];
    this.#customValues = customValueMaker(random, records, 'Candidate');
    // People of the same city share one location, as the vendor geocodes what they typed.
    this.#homes = places.map((place) => ({ place, location: newLocation(random.uuid(), place) }));
  }

  invent(index: number): Person {
    const random = this.#random;
    const name = inventName(random);
    const { place, location } = random.pick(this.#homes);
    const createdAt = random.moment(seedStart, seedEnd);
    const file = random.chance(0.8) ? fileNamed(random, `${name.handle}-cv.pdf`) : null;
    return {
      candidate: {
        ...newCandidate(random.uuid(), createdAt, {
          name: name.full,
          emailAddresses: inventEmails(random, `${name.handle}.${index}`),
          phoneNumbers: inventPhones(random, place),
        }),
        updatedAt: random.moment(Date.parse(createdAt), seedEnd),
        socialLinks: inventLinks(random, `${name.handle}-${index}`),
        tags: this.#inventTags(),
        position: sometimes(random, 0.6, positions),
        company: sometimes(random, 0.6, companies),
        school: sometimes(random, 0.3, schools),
        resumeFileHandle: file,
        fileHandles: file === null ? [] : [file],
        customFields: this.#customValues(0.25),
        source: sometimes(random, 0.9, this.#sources),
        creditedToUser: sometimes(random, 0.2, this.#users),
        timezone: sometimes(random, 0.5, [place.timezone]),
        location: sometimes(random, 0.8, [location]),
        fraudStatus: index % 50 === 7 ? 'Unreviewed' : null,
      },
      name,
      place,
    };
  }

  #inventTags(): AshbyTag[] {
    const count = this.#random.pick([0, 0, 0, 1, 1, 2]);
    return count === 0 ? [] : this.#random.sample(this.#tags, count);
  }
}

/** A file that file.info could resolve. */
export function fileNamed(random: SeededRandom, name: string): AshbyFileHandle {
  const id = random.uuid();
  return { id, name, handle: `file-${id}` };
}

/** Two in a hundred have no address, one in five has a second one. */
function inventEmails(random: SeededRandom, handle: string): AshbyContact[] {
  if (random.chance(0.02)) return [];
  const first = { value: `${handle}@example.com`, type: 'Personal', isPrimary: true } as const;
  if (random.chance(0.8)) return [first];
  const type = random.pick(['Work', 'Other'] as const);
  return [first, { value: `${handle}@example.org`, type, isPrimary: false }];
}

/** Numbers from the ranges that are reserved for fiction. */
function inventPhones(random: SeededRandom, { dialling }: Place): AshbyContact[] {
  return Array.from({ length: random.pick([0, 1, 1, 1, 2]) }, (_, order) => ({
    value: `${dialling} 01${random.integer(10, 99)}`,
    type: order === 0 ? ('Personal' as const) : ('Work' as const),
    isPrimary: order === 0,
  }));
}

function inventLinks(random: SeededRandom, handle: string): AshbyCandidate['socialLinks'] {
  const count = random.pick([0, 0, 1, 1, 2]);
  if (count === 0) return [];
  return random.sample(socialSites, count).map(([type, address]) => ({
    type,
    url: `${address}${handle}`,
  }));
}
