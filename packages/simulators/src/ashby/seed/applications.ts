import { sometimes } from '../../kit/random.ts';
import type { SeededRandom } from '../../kit/random.ts';
import { applicantOf, jobSummaryOf } from '../records.ts';
import type { AshbyRecords } from '../records.ts';
import type {
  AshbyApplication,
  AshbyApplicationStatus,
  AshbyArchiveReason,
  AshbyCustomField,
  AshbyHistoryEntry,
  AshbyInterviewStage,
  AshbyJob,
  AshbyJobPosting,
  AshbySource,
  AshbyUser,
} from '../types.ts';
import { dayMs, isoOf, seedEnd } from '../../kit/calendar.ts';
import type { Person } from './candidates.ts';
import { customValueMaker } from './custom-values.ts';
import { inventAnswers } from './forms.ts';

/** How often each status occurs, of 20. */
const statusShares: AshbyApplicationStatus[] = [
  ...Array<AshbyApplicationStatus>(8).fill('Active'),
  ...Array<AshbyApplicationStatus>(2).fill('Lead'),
  ...Array<AshbyApplicationStatus>(1).fill('Hired'),
  ...Array<AshbyApplicationStatus>(9).fill('Archived'),
];
const stageTypes: Record<AshbyApplicationStatus, string[]> = {
  Lead: ['Lead'],
  Active: ['PreInterviewScreen', 'Active', 'Offer'],
  Hired: ['Hired'],
  Archived: ['Archived'],
};
const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

/** What an application takes over from its job; the same objects for all of its applications. */
interface JobPlace {
  job: AshbyJob;
  summary: AshbyApplication['job'];
  postings: AshbyJobPosting[];
}

type Progress = Pick<
  AshbyApplication,
  'createdAt' | 'updatedAt' | 'status' | 'currentInterviewStage' | 'archiveReason' | 'archivedAt'
> & { history: AshbyHistoryEntry[] };

/** Invents applications with their history and answers, and adds them to the records. */
export class Applications {
  readonly #random: SeededRandom;
  readonly #records: AshbyRecords;
  readonly #jobs: JobPlace[];
  readonly #stages: Map<string, AshbyInterviewStage[]>;
  readonly #reasons: (AshbyArchiveReason & { customFields: AshbyCustomField[] })[];
  readonly #sources: AshbySource[];
  readonly #users: AshbyUser[];
  readonly #customValues: (share: number) => AshbyCustomField[];

  constructor(random: SeededRandom, records: AshbyRecords) {
    this.#random = random;
    this.#records = records;
    const startedJobs = [...records.jobs.values()].filter(({ status }) => status !== 'Draft');
    this.#jobs = startedJobs.map((job) => ({
      job,
      summary: jobSummaryOf(job),
      postings: job.jobPostingIds.map((id) => records.jobPostings.get(id)),
    }));
    const plans = [...records.interviewPlans.values()];
    this.#stages = new Map(plans.map(({ id }) => [id, records.stagesOf(id)]));
    const reasons = [...records.archiveReasons.values()];
    this.#reasons = reasons.map((reason) => ({ ...reason, customFields: [] }));
    this.#sources = [...records.sources.values()];
    this.#users = [...records.users.values()];
    this.#customValues = customValueMaker(random, records, 'Application');
  }

  /** Adds one application of a person to some job. */
  add(person: Person): AshbyApplication {
    const random = this.#random;
    const { job, summary, postings } = random.pick(this.#jobs);
    const posting = random.chance(0.7) && postings.length > 0 ? random.pick(postings) : null;
    const { history, ...progress } = this.#inventProgress(person, job);
    const application: AshbyApplication = {
      id: random.uuid(),
      ...progress,
      customFields: this.#customValues(0.2),
      candidate: applicantOf(person.candidate),
      source: sometimes(random, 0.9, this.#sources),
      job: summary,
      creditedToUser: sometimes(random, 0.3, this.#users),
      hiringTeam: job.hiringTeam,
      appliedViaJobPostingId: posting?.id ?? null,
      submitterClientIp: posting === null ? null : `203.0.113.${random.integer(1, 254)}`,
      submitterUserAgent: posting === null ? null : browser,
    };
    this.#records.applications.put(application);
    this.#records.histories.set(application.id, history);
    if (posting !== null) this.#submit(application, posting, person);
    person.candidate.applicationIds.push(application.id);
    return application;
  }

  /** How far the application came, and on which way. */
  #inventProgress(person: Person, job: AshbyJob): Progress {
    const random = this.#random;
    const status = this.#statusIn(job);
    const createdAt = this.#startOf(person, job);
    const stages = this.#stages.get(random.pick(job.interviewPlanIds)) ?? [];
    const current = random.pick(stages.filter(({ type }) => stageTypes[status].includes(type)));
    const history = this.#historyTo(current, stages, Date.parse(createdAt));
    const movedAt = history.at(-1)?.enteredStageAt ?? createdAt;
    const isArchived = status === 'Archived';
    return {
      createdAt,
      updatedAt: random.moment(Date.parse(movedAt), seedEnd),
      status,
      currentInterviewStage: current,
      // Now and then somebody archives without saying why.
      archiveReason: isArchived ? sometimes(random, 0.95, this.#reasons) : null,
      archivedAt: isArchived ? movedAt : null,
      history,
    };
  }
  /** Nobody is still active on a job that ended. */
  #statusIn(job: AshbyJob): AshbyApplicationStatus {
    const status = this.#random.pick(statusShares);
    const isOver = job.status !== 'Open' && status !== 'Hired';
    return isOver ? 'Archived' : status;
  }

  #startOf({ candidate }: Person, job: AshbyJob): string {
    const from = Math.max(Date.parse(candidate.createdAt), Date.parse(job.openedAt ?? ''));
    const until = job.closedAt === null ? seedEnd : Date.parse(job.closedAt);
    return this.#random.moment(Math.min(from, until), until);
  }

  /** The way through the plan: every stage up to the current one, some of them skipped. */
  #historyTo(
    current: AshbyInterviewStage,
    stages: AshbyInterviewStage[],
    start: number,
  ): AshbyHistoryEntry[] {
    const random = this.#random;
    const way = stages.filter(
      ({ orderInInterviewPlan }, index) =>
        index > 0 && orderInInterviewPlan < current.orderInInterviewPlan && random.chance(0.4),
    );
    let enteredAt = start;
    return [...way, current].map((stage, stageNumber) => {
      const enteredStageAt = isoOf(enteredAt);
      const isCurrent = stage === current;
      enteredAt = Math.min(seedEnd, enteredAt + random.integer(1, 15 * dayMs));
      return {
        id: random.uuid(),
        stageId: stage.id,
        title: stage.title,
        enteredStageAt,
        leftStageAt: isCurrent ? null : isoOf(enteredAt),
        stageNumber,
        allowedActions: stageNumber === 0 ? ['set_entered_at'] : ['delete', 'set_entered_at'],
        actorId: random.chance(0.6) ? random.pick(this.#users).id : null,
      };
    });
  }

  #submit({ id }: AshbyApplication, posting: AshbyJobPosting, person: Person): void {
    const formDefinition = posting.applicationFormDefinition;
    const email = person.candidate.primaryEmailAddress?.value ?? '';
    const applicant = { name: person.name, email, place: person.place };
    const submittedValues = inventAnswers(this.#random, formDefinition, applicant);
    const submission = { id: this.#random.uuid(), formDefinition, submittedValues };
    this.#records.submissions.set(id, [submission]);
  }
}
