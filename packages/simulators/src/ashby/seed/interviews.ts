import type { SeededRandom } from '../../kit/random.ts';
import { newEvent } from '../new-records.ts';
import type { AshbyRecords } from '../records.ts';
import type {
  AshbyApplication,
  AshbyInterview,
  AshbyInterviewEvent,
  AshbyInterviewSchedule,
  AshbyScheduleStatus,
  AshbyUser,
} from '../types.ts';
import { dayMs, isoOf, seedEnd } from '../../kit/calendar.ts';

/** Statuses in which no time has been found yet: such a schedule has no events. */
const unplanned: AshbyScheduleStatus[] = [
  'NeedsScheduling',
  'WaitingOnCandidateBooking',
  'WaitingOnCandidateAvailability',
  'CandidateAvailabilitySubmitted',
  'OnHold',
];
const places = [null, null, 'Room Ada, 2nd floor', 'Besprechungsraum Grün'];

/** Invents interviews for applications, and adds them to the records. */
export class Interviews {
  readonly #random: SeededRandom;
  readonly #records: AshbyRecords;
  readonly #interviews: AshbyInterview[];
  readonly #users: AshbyUser[];

  constructor(random: SeededRandom, records: AshbyRecords) {
    this.#random = random;
    this.#records = records;
    this.#interviews = [...records.interviews.values()];
    this.#users = [...records.users.values()].filter(({ isEnabled }) => isEnabled);
  }

  /** Adds a schedule with no event, one or two. */
  add(application: AshbyApplication): void {
    const random = this.#random;
    const from = Date.parse(application.createdAt);
    const start = Date.parse(random.moment(from, seedEnd + 14 * dayMs));
    const status = this.#statusAt(start);
    const createdAt = random.moment(from, Math.min(start, seedEnd));
    const schedule: AshbyInterviewSchedule = {
      id: random.uuid(),
      status,
      applicationId: application.id,
      interviewStageId: application.currentInterviewStage.id,
      scheduledBy: random.chance(0.9) ? random.pick(this.#users) : null,
      createdAt,
      updatedAt: random.moment(Date.parse(createdAt), seedEnd),
      interviewEvents: [],
    };
    const count = unplanned.includes(status) ? 0 : random.pick([1, 1, 1, 2]);
    for (let order = 0; order < count; order += 1) {
      const event = this.#eventOf(schedule, start + order * 3_600_000, application);
      schedule.interviewEvents.push(this.#records.interviewEvents.put(event));
    }
    this.#records.interviewSchedules.put(schedule);
  }

  #statusAt(start: number): AshbyScheduleStatus {
    const random = this.#random;
    if (random.chance(0.15)) return random.pick(unplanned);
    if (random.chance(0.1)) return 'Cancelled';
    if (start > seedEnd) return 'Scheduled';
    return random.pick(['Complete', 'Complete', 'WaitingOnFeedback']);
  }

  #eventOf(
    schedule: AshbyInterviewSchedule,
    start: number,
    application: AshbyApplication,
  ): AshbyInterviewEvent {
    const random = this.#random;
    const possible = this.#interviews.filter(
      ({ jobId }) => jobId === null || jobId === application.job.id,
    );
    const event = newEvent(random, {
      scheduleId: schedule.id,
      interviewId: random.pick(possible).id,
      interviewers: random.sample(this.#users, random.pick([0, 1, 1, 2, 3])),
      at: schedule.createdAt,
      startTime: isoOf(start),
      endTime: isoOf(start + random.pick([30, 45, 60]) * 60_000),
      meetingLink: random.chance(0.7) ? `https://meet.example.com/${random.uuid()}` : null,
      location: random.pick(places),
    });
    const hasSubmittedFeedback = schedule.status === 'Complete' && random.chance(0.8);
    return { ...event, updatedAt: schedule.updatedAt, hasSubmittedFeedback };
  }
}
