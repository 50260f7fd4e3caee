import type { SeededRandom } from '../../kit/random.ts';
import type { AshbyRecords } from '../records.ts';
import type {
  AshbyApplication,
  AshbyCustomField,
  AshbyOffer,
  AshbyOfferStatus,
  AshbyOfferVersion,
  AshbyUser,
} from '../types.ts';
import { dayMs, isoOf, seedEnd } from '../../kit/calendar.ts';
import { fileNamed } from './candidates.ts';
import { customValueMaker } from './custom-values.ts';

interface Course {
  offerStatus: AshbyOfferStatus;
  acceptanceStatus: AshbyOffer['acceptanceStatus'];
  approvalStatus: AshbyOfferVersion['approvalStatus'];
}

/** Every status that an open offer may have, in turn. */
const openCourses: Course[] = [
  course('WaitingOnApprovalDefinition', 'Created', null),
  course('WaitingOnApprovalStart', 'Created', 'WaitingOnApprovals'),
  course('WaitingOnOfferApproval', 'Pending', 'WaitingOnApprovals'),
  course('WaitingOnOfferApproval', 'Pending', 'Approved'),
  course('WaitingOnCandidateResponse', 'WaitingOnResponse', 'Approved'),
  course('WaitingOnApprovalStart', 'Pending', 'Declined'),
];
const endedCourses: Course[] = [
  course('CandidateRejected', 'Declined', 'Approved'),
  course('OfferCancelled', 'Cancelled', 'Approved'),
];
const accepted = course('CandidateAccepted', 'Accepted', 'Approved');

/** Invents offers for applications that came that far, and adds them to the records. */
export class Offers {
  readonly #random: SeededRandom;
  readonly #records: AshbyRecords;
  readonly #users: AshbyUser[];
  readonly #customValues: (share: number) => AshbyCustomField[];
  #openCount = 0;
  #endedCount = 0;

  constructor(random: SeededRandom, records: AshbyRecords) {
    this.#random = random;
    this.#records = records;
    this.#users = [...records.users.values()];
    this.#customValues = customValueMaker(random, records, 'Offer');
  }

  /** Hired people have accepted one; some in the Offer stage wait; some archived ones declined. */
  addFor(application: AshbyApplication): void {
    if (application.status === 'Hired') this.#add(application, accepted);
    else if (application.currentInterviewStage.type === 'Offer') {
      this.#add(application, nth(openCourses, this.#openCount++));
    } else if (application.status === 'Archived' && this.#random.chance(0.05)) {
      this.#add(application, nth(endedCourses, this.#endedCount++));
    }
  }

  #add(application: AshbyApplication, { approvalStatus, ...statuses }: Course): void {
    const random = this.#random;
    const createdAt = Date.parse(random.moment(Date.parse(application.createdAt), seedEnd));
    const isDecided =
      statuses.acceptanceStatus === 'Accepted' || statuses.acceptanceStatus === 'Declined';
    const versions = [this.#version(createdAt, approvalStatus)];
    if (random.chance(0.2)) versions.push(this.#version(createdAt + 3_600_000, approvalStatus));
    const latestVersion = versions.at(-1);
    if (latestVersion === undefined) return;
    this.#records.offers.put({
      id: random.uuid(),
      decidedAt: isDecided ? isoOf(Math.min(createdAt + 4 * dayMs, seedEnd)) : null,
      applicationId: application.id,
      ...statuses,
      latestVersion,
      versions,
    });
  }

  #version(
    createdAt: number,
    approvalStatus: AshbyOfferVersion['approvalStatus'],
  ): AshbyOfferVersion {
    const random = this.#random;
    const hasTerms = random.chance(0.9);
    const startDate = isoOf(createdAt + random.integer(20, 90) * dayMs);
    const currencyCode = random.pick(['EUR', 'USD', 'GBP']);
    return {
      id: random.uuid(),
      startDate: hasTerms ? startDate : null,
      salary: hasTerms ? { currencyCode, value: random.integer(40, 180) * 1000 } : null,
      createdAt: isoOf(createdAt),
      openingId: null,
      customFields: this.#customValues(0.5),
      fileHandles: approvalStatus === 'Approved' ? [fileNamed(random, 'offer-letter.pdf')] : [],
      author: random.pick(this.#users),
      approvalStatus,
    };
  }
}

function course(
  offerStatus: Course['offerStatus'],
  acceptanceStatus: Course['acceptanceStatus'],
  approvalStatus: Course['approvalStatus'],
): Course {
  return { offerStatus, acceptanceStatus, approvalStatus };
}

function nth(courses: Course[], count: number): Course {
  const found = courses[count % courses.length];
  if (found === undefined) throw new Error('No courses');
  return found;
}
