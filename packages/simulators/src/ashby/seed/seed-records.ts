import { SeededRandom } from '../../kit/random.ts';
import { AshbyRecords } from '../records.ts';
import { Applications } from './applications.ts';
import { People } from './candidates.ts';
import { seedFeedback } from './feedback.ts';
import { seedInterviewPlans } from './interview-plans.ts';
import { Interviews } from './interviews.ts';
import { seedJobs } from './jobs.ts';
import { seedLinkFields, seedMetadata } from './metadata.ts';
import { seedNotes } from './notes.ts';
import { Offers } from './offers.ts';
import { seedOrganization } from './organization.ts';
import { seedPostings } from './postings.ts';

/** How many applications a person has: 1.25 on average. */
const applicationCounts = [...Array<number>(16).fill(1), 0, 2, 2, 5];

/** Any number; each kind of later content has another one. */
const noteStream = 0x6e_6f_74_65;
const feedbackStream = 0x66_65_65_64;

/** Invents a whole organisation around `candidateCount` people. */
export function seedRecords(random: SeededRandom, candidateCount: number): AshbyRecords {
  const records = new AshbyRecords();
  const jobCount = Math.max(20, Math.round(candidateCount / 40));
  seedOrganization(random, records, Math.min(200, Math.max(16, jobCount)));
  seedMetadata(random, records);
  seedInterviewPlans(random, records);
  seedJobs(random, records, jobCount);
  seedPostings(random, records);

  const people = new People(random, records);
  const applications = new Applications(random, records);
  const interviews = new Interviews(random, records);
  const offers = new Offers(random, records);
  for (let index = 1; index <= candidateCount; index += 1) {
    const person = people.invent(index);
    records.candidates.put(person.candidate);
    const count = random.pick(applicationCounts);
    for (let order = 0; order < count; order += 1) {
      const application = applications.add(person);
      if (application.status !== 'Lead' && random.chance(0.33)) interviews.add(application);
      offers.addFor(application);
    }
  }
  seedLinkFields(random, records);
  // What came later is drawn from numbers of its own: the records and ids before stay as they were.
  seedNotes(new SeededRandom(random.state ^ noteStream), records);
  seedFeedback(new SeededRandom(random.state ^ feedbackStream), records);
  return records;
}
