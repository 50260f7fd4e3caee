import { dayMs, seedEnd, seedStart } from './calendar.ts';
import type {
  Application,
  Feedback,
  Job,
  Named,
  Offer,
  Person,
  Question,
  Stage,
  User,
} from './company-rows.ts';
import type { Company } from './company.ts';
import { inventName } from './people.ts';
import { places } from './places.ts';
import { sometimes } from './random.ts';
import type { SeededRandom } from './random.ts';
import * as words from './words.ts';

const applicationCounts = [...Array<number>(16).fill(1), 0, 2, 2, 5];
const offerStatuses: Record<Application['status'], Offer['status'][]> = {
  active: ['draft', 'approved', 'sent'],
  hired: ['accepted'],
  rejected: ['declined'],
};
const noteCounts = [0, 0, 0, 1, 1, 2, 4];

/** Invents people with applications, interviews, offers, feedback and notes. */
export class People {
  readonly #company: Company;
  readonly #random: SeededRandom;
  readonly #users: User[];
  readonly #tags: Named[];
  readonly #sources: Named[];
  readonly #reasons: Named[];
  readonly #startedJobs: Job[];
  readonly #stagesOf: Map<string, Stage[]>;

  constructor(company: Company, random: SeededRandom) {
    this.#company = company;
    this.#random = random;
    const { users, tags, sources, rejectionReasons, jobs } = company.tables;
    this.#users = [...users.values()];
    this.#tags = [...tags.values()];
    this.#sources = [...sources.values()];
    this.#reasons = [...rejectionReasons.values()];
    this.#startedJobs = [...jobs.values()].filter(({ status }) => status !== 'draft');
    this.#stagesOf = new Map(this.#startedJobs.map(({ id }) => [id, company.stagesOf(id)]));
  }

  /** A person with applications, interviews, offers, feedback and notes. */
  add(index: number): void {
    const random = this.#random;
    const name = inventName(random);
    const place = random.pick(places);
    const handle = `${name.handle}.${index}`;
    const resume = { id: this.#company.newId(), name: `${name.handle}-cv.pdf` };
    const person = this.#company.add('people', {
      ...stampsBetween(random, seedStart, seedEnd),
      name: name.full,
      givenName: name.given,
      familyName: name.family,
      emails: random.chance(0.02)
        ? []
        : [`${handle}@example.com`, ...(random.chance(0.2) ? [`${handle}.work@example.com`] : [])],
      phones: random.chance(0.75) ? [`${place.dialling} 01${random.integer(10, 99)}`] : [],
      links: random.chance(0.5) ? [`https://www.linkedin.com/in/${name.handle}-${index}`] : [],
      company: sometimes(random, 0.6, words.companies),
      position: sometimes(random, 0.6, words.positions),
      school: sometimes(random, 0.3, words.schools),
      place: sometimes(random, 0.8, [place]),
      tagIds: random.sample(this.#tags, random.pick([0, 0, 1, 2])).map(({ id }) => id),
      files: random.chance(0.8) ? [{ ...resume, handle: `file-${resume.id}`, kind: 'resume' }] : [],
      isErased: false,
    });
    const jobs = this.#startedJobs.filter(
      ({ closedAt }) => closedAt === null || closedAt > person.createdAt,
    );
    const chosen = random.sample(jobs, random.pick(applicationCounts));
    const applications = chosen.map((job) => this.#addApplication(person, job));
    this.#addNotes(person, applications);
  }

  #addApplication(person: Person, job: Job): Application {
    const random = this.#random;
    const status = random.pick(statusesIn(job));
    const all = this.#stagesOf.get(job.id) ?? [];
    const open = all.filter(({ kind }) => kind !== 'hired').length;
    const reached = status === 'hired' ? all.length : random.integer(1, open);
    const from = Math.max(person.createdAt, job.openedAt ?? 0);
    const isSourced = random.chance(0.2);
    const { history, until } = this.#inventHistory(all.slice(0, reached), from);
    const application = this.#company.add('applications', {
      createdAt: from,
      updatedAt: random.integer(until, seedEnd),
      personId: person.id,
      jobId: job.id,
      stageId: all[reached - 1]?.id ?? '',
      status,
      rejectionReasonId: this.#idOf(status === 'rejected' ? 0.95 : 0, this.#reasons),
      endedAt: status === 'active' ? null : until,
      isSourced,
      sourceId: this.#idOf(0.9, this.#sources),
      ownerId: this.#idOf(0.5, this.#users),
      answers: isSourced ? {} : this.#inventAnswers(job, person),
      history,
    });
    this.#addCourse(application, all[reached - 1]);
    return application;
  }

  /** The way through the stages, and when it came to its end. */
  #inventHistory(
    passed: Stage[],
    from: number,
  ): { history: Application['history']; until: number } {
    const random = this.#random;
    let until = from;
    const history = passed.map(({ id }) => {
      const userId = this.#idOf(0.6, this.#users);
      const entry = { stageId: id, enteredAt: until, userId };
      until = Math.min(seedEnd, until + random.integer(1, 15 * dayMs));
      return entry;
    });
    return { history, until };
  }

  /** What came of an application: interviews with feedback, and an offer. */
  #addCourse(application: Application, stage: Stage | undefined): void {
    if (stage === undefined || stage.kind === 'new') return;
    const isInterviewed = stage.kind !== 'screening' || this.#random.chance(0.3);
    if (isInterviewed) this.#addInterview(application, stage);
    if (stage.kind === 'offer' || stage.kind === 'hired') this.#addOffer(application);
  }

  #addOffer(application: Application): void {
    const random = this.#random;
    const low = random.integer(40, 95) * 1000;
    const at = application.endedAt ?? application.updatedAt;
    const status = random.pick(offerStatuses[application.status]);
    const isSent = status !== 'draft' && status !== 'approved';
    this.#company.add('offers', {
      createdAt: application.createdAt,
      updatedAt: at,
      applicationId: application.id,
      status,
      salary: { min: low, max: low, currency: random.pick(['EUR', 'USD']), per: 'year' },
      startDay: `2027-0${random.integer(1, 9)}-01`,
      userId: random.pick(this.#users).id,
      sentAt: isSent ? at : null,
      endedAt: isSent && status !== 'sent' ? at : null,
    });
  }

  #addInterview(application: Application, stage: Stage): void {
    const random = this.#random;
    const startsAt = random.integer(application.createdAt, seedEnd + 14 * dayMs);
    const interviewers = random.sample(this.#users, random.integer(1, 3));
    const status =
      startsAt > seedEnd ? 'planned' : random.pick(['done', 'done', 'done', 'cancelled'] as const);
    const interview = this.#company.add('interviews', {
      createdAt: application.createdAt,
      updatedAt: Math.min(startsAt, seedEnd),
      applicationId: application.id,
      stageId: stage.id,
      title: `${stage.name}: ${random.pick(['first talk', 'Kennenlernen', 'deep dive'])}`,
      startsAt,
      endsAt: startsAt + random.pick([30, 45, 60]) * 60_000,
      status,
      interviewerIds: interviewers.map(({ id }) => id),
      where: sometimes(random, 0.5, ['Room Ada, 2nd floor', 'Besprechungsraum Grün']),
    });
    if (status !== 'done') return;
    for (const { id } of interviewers) {
      if (random.chance(0.3)) continue;
      const isDraft = random.chance(0.1);
      this.#company.add('feedback', {
        createdAt: startsAt,
        updatedAt: interview.endsAt,
        applicationId: application.id,
        interviewId: interview.id,
        userId: id,
        rating: random.chance(0.9) ? random.integer(1, 4) : null,
        answers: this.#inventFeedback(),
        submittedAt: isDraft ? null : interview.endsAt,
      });
    }
  }

  #addNotes(person: Person, applications: Application[]): void {
    const random = this.#random;
    const count = random.pick(noteCounts);
    for (let order = 0; order < count; order += 1) {
      this.#company.add('notes', {
        ...stampsBetween(random, person.createdAt, seedEnd),
        personId: person.id,
        applicationId: this.#idOf(applications.length > 0 ? 0.7 : 0, applications),
        userId: random.pick(this.#users).id,
        text: random.pick(words.noteTexts),
        isPrivate: random.chance(0.15),
      });
    }
  }

  /** With this probability the id of one of them. */
  #idOf(probability: number, options: readonly { id: string }[]): string | null {
    return sometimes(this.#random, probability, options)?.id ?? null;
  }

  #inventFeedback(): Feedback['answers'] {
    const random = this.#random;
    return [
      { question: 'Problem solving', type: 'score', value: random.integer(1, 4) },
      { question: 'Speaks the language of the team', type: 'yes or no', value: random.chance(0.8) },
      {
        question: 'Notes',
        type: 'text',
        value: random.chance(0.8) ? 'Clear & kind. Sehr gut!' : null,
      },
    ];
  }

  #inventAnswers(job: Job, person: Person): Application['answers'] {
    const given = job.questions.filter(({ isRequired }) => isRequired || this.#random.chance(0.8));
    return Object.fromEntries(
      given.map((question) => [question.id, this.#answer(question, person)]),
    );
  }

  #answer({ type, options }: Question, person: Person): unknown {
    const random = this.#random;
    switch (type) {
      case 'text':
        return random.pick(['A friend', 'Meetup', 'Freunde & Familie']);
      case 'long text':
        return 'I like small teams.\nAnd “clear” goals.';
      case 'yes or no':
        return random.chance(0.3);
      case 'choice':
        return random.pick(options).id;
      case 'choices':
        return random.sample(options, random.integer(1, options.length)).map(({ id }) => id);
      case 'number':
        return random.integer(0, 25);
      case 'date':
        return `2027-${random.pick(['03', '07', '12'])}-01`;
      case 'file':
        return { id: this.#company.newId(), name: 'sample.pdf', handle: `file-${random.uuid()}` };
      case 'url':
        return `https://portfolio.example.com/${person.id}`;
    }
  }
}

/** Nobody is still active on a job that ended. */
function statusesIn({ status }: Job): Application['status'][] {
  if (status !== 'open') return ['rejected', 'rejected', 'rejected', 'hired'];
  return [
    'active',
    'active',
    'active',
    'active',
    'active',
    'rejected',
    'rejected',
    'rejected',
    'hired',
  ];
}

/** When a row was made, and when it last changed. */
export function stampsBetween(
  random: SeededRandom,
  from: number,
  until: number,
): { createdAt: number; updatedAt: number } {
  const createdAt = random.integer(from, Math.max(from, until));
  return { createdAt, updatedAt: random.integer(createdAt, seedEnd) };
}
