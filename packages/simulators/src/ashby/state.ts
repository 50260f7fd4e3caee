import type { Now } from '../clock.ts';
import type { SeededRandom } from '../random.ts';
import type { Collection } from './collection.ts';
import { applicantOf, jobSummaryOf } from './records.ts';
import type { AshbyRecords, AshbyResource, RecordOf } from './records.ts';
import { newCandidate, newInterview } from './new-records.ts';
import type { NewInterview } from './new-records.ts';
import type { Tokens } from './tokens.ts';
import type * as Ashby from './types.ts';

interface StateParts {
  records: AshbyRecords;
  tokens: Tokens;
  random: SeededRandom;
  now: Now;
}

/**
 * The pretend organisation as tests change it. Every change stamps `updatedAt` and shows in the
 * next read with a sync token; deletions do not show there, as with the vendor.
 *
 * A record that only repeats a part of the changed one (an application repeats its stage's title)
 * shows the new value at once, but does not itself count as changed.
 */
export class AshbyState {
  readonly records: AshbyRecords;
  readonly #tokens: Tokens;
  readonly #random: SeededRandom;
  readonly #now: Now;

  constructor({ records, tokens, random, now }: StateParts) {
    this.records = records;
    this.#tokens = tokens;
    this.#random = random;
    this.#now = now;
  }

  /** All sync tokens given out so far answer `sync_token_expired` from now on. */
  expireSyncTokens(): void {
    this.#tokens.expire('sync');
  }

  /** All page cursors given out so far answer `next_cursor_expired` from now on. */
  expireCursors(): void {
    this.#tokens.expire('cursor');
  }

  /** Overwrites fields of a record with anything, right or wrong, and counts it as changed. */
  put(resource: AshbyResource, id: string, patch: Record<string, unknown>): void {
    const collection = this.records[resource] as Collection<{ id: string; updatedAt?: string }>;
    this.#change(collection, id, patch);
  }

  /** Adds a complete record, or replaces the one with its id. */
  insert<Name extends AshbyResource>(resource: Name, record: RecordOf<Name>): void {
    const collection = this.records[resource] as unknown as Collection<RecordOf<Name>>;
    collection.put(record);
  }

  renameStage(stageId: string, title: string): void {
    const { interviewPlanId } = this.records.interviewStages.get(stageId);
    this.#change(this.records.interviewStages, stageId, { title });
    this.#change(this.records.interviewPlans, interviewPlanId, {});
  }

  renameJob(jobId: string, title: string): void {
    this.updateJob(jobId, { title });
  }

  updateJob(jobId: string, patch: Partial<Ashby.AshbyJob>): void {
    const job = this.#change(this.records.jobs, jobId, patch);
    for (const application of this.records.applications.values()) {
      if (application.job.id === jobId) application.job = jobSummaryOf(job);
    }
  }

  updatePosting(
    postingId: string,
    { isPublished, ...patch }: Partial<Ashby.AshbyJobPosting> & { isPublished?: boolean },
  ): void {
    this.#change(this.records.jobPostings, postingId, patch);
    if (isPublished === true) this.records.unpublishedPostingIds.delete(postingId);
    if (isPublished === false) this.records.unpublishedPostingIds.add(postingId);
  }

  /** A new person with the given fields; everything else is empty. */
  addCandidate(fields: Partial<Ashby.AshbyCandidate> & { name: string }): Ashby.AshbyCandidate {
    const candidate = newCandidate(this.#random.uuid(), this.#stamp(), fields);
    return this.records.candidates.put(candidate);
  }

  updateCandidate(candidateId: string, patch: Partial<Ashby.AshbyCandidate>): void {
    const candidate = this.#change(this.records.candidates, candidateId, patch);
    for (const applicationId of candidate.applicationIds) {
      this.records.applications.get(applicationId).candidate = applicantOf(candidate);
    }
  }

  /** Deletes a person with the applications, interviews and offers. */
  deleteCandidate(candidateId: string): void {
    for (const applicationId of this.records.candidates.get(candidateId).applicationIds) {
      this.#deleteApplication(applicationId);
    }
    this.records.candidates.delete(candidateId);
  }

  tagCandidate(candidateId: string, tagId: string): void {
    const { tags } = this.records.candidates.get(candidateId);
    const tag = this.records.tags.get(tagId);
    const others = tags.filter(({ id }) => id !== tagId);
    this.#change(this.records.candidates, candidateId, { tags: [...others, tag] });
  }

  untagCandidate(candidateId: string, tagId: string): void {
    const { tags } = this.records.candidates.get(candidateId);
    const remaining = tags.filter(({ id }) => id !== tagId);
    this.#change(this.records.candidates, candidateId, { tags: remaining });
  }

  archiveTag(tagId: string): void {
    this.#change(this.records.tags, tagId, { isArchived: true });
  }

  /** Puts a person on a job, in the first stage of its default plan. */
  addApplication(candidateId: string, jobId: string): Ashby.AshbyApplication {
    const candidate = this.records.candidates.get(candidateId);
    const job = this.records.jobs.get(jobId);
    const planId = job.defaultInterviewPlanId ?? '';
    const [stage] = this.records.stagesOf(planId);
    if (stage === undefined) throw new Error(`Job ${jobId} has no stages`);
    const at = this.#stamp();
    const application: Ashby.AshbyApplication = {
      id: this.#random.uuid(),
      createdAt: at,
      updatedAt: at,
      status: stage.type === 'Lead' ? 'Lead' : 'Active',
      customFields: [],
      candidate: applicantOf(candidate),
      currentInterviewStage: stage,
      source: null,
      archiveReason: null,
      archivedAt: null,
      job: jobSummaryOf(job),
      creditedToUser: null,
      hiringTeam: job.hiringTeam,
      appliedViaJobPostingId: null,
      submitterClientIp: null,
      submitterUserAgent: null,
    };
    this.records.applications.put(application);
    this.#enterStage(application.id, stage, at);
    const applicationIds = [...candidate.applicationIds, application.id];
    this.#change(this.records.candidates, candidateId, { applicationIds });
    return application;
  }

  /** Moves an application to a stage of its own plan; the status follows from the stage's type. */
  moveApplication(applicationId: string, stageId: string): void {
    const stage = this.records.interviewStages.get(stageId);
    const current = this.records.applications.get(applicationId).currentInterviewStage;
    if (stage.interviewPlanId !== current.interviewPlanId) {
      throw new Error(`Stage ${stageId} belongs to another interview plan`);
    }
    const statuses: Record<string, Ashby.AshbyApplicationStatus> = {
      Lead: 'Lead',
      Hired: 'Hired',
      Archived: 'Archived',
    };
    const status = statuses[stage.type] ?? 'Active';
    const at = this.#stamp();
    this.#change(this.records.applications, applicationId, {
      currentInterviewStage: stage,
      status,
      archivedAt: status === 'Archived' ? at : null,
      archiveReason: null,
    });
    this.#enterStage(applicationId, stage, at);
  }

  /** Moves an application to the Archived stage of its plan. */
  archiveApplication(applicationId: string, archiveReasonId: string): void {
    const { interviewPlanId } = this.records.applications.get(applicationId).currentInterviewStage;
    const stages = this.records.stagesOf(interviewPlanId);
    const archived = stages.find(({ type }) => type === 'Archived');
    if (archived === undefined) throw new Error(`Plan ${interviewPlanId} has no Archived stage`);
    this.moveApplication(applicationId, archived.id);
    const reason = this.records.archiveReasons.get(archiveReasonId);
    const archiveReason = { ...reason, customFields: [] };
    this.#change(this.records.applications, applicationId, { archiveReason });
  }

  /** Schedules one interview for an application, in its current stage. */
  addInterview(applicationId: string, wanted: NewInterview): Ashby.AshbyInterviewSchedule {
    const schedule = newInterview(this.#random, {
      ...wanted,
      application: this.records.applications.get(applicationId),
      interviewers: wanted.interviewerIds.map((id) => this.records.users.get(id)),
      at: this.#stamp(),
    });
    for (const event of schedule.interviewEvents) this.records.interviewEvents.put(event);
    return this.records.interviewSchedules.put(schedule);
  }

  /** The schedule becomes Cancelled; its events stay. */
  cancelInterview(scheduleId: string): void {
    this.#change(this.records.interviewSchedules, scheduleId, { status: 'Cancelled' });
  }

  /** Changes an offer itself; `latestVersion` is merged into the newest version. */
  changeOffer(
    offerId: string,
    patch: Partial<Omit<Ashby.AshbyOffer, 'latestVersion' | 'versions'>> & {
      latestVersion?: Partial<Ashby.AshbyOfferVersion>;
    },
  ): void {
    const { latestVersion } = this.records.offers.get(offerId);
    Object.assign(latestVersion, patch.latestVersion);
    this.#change(this.records.offers, offerId, { ...patch, latestVersion });
  }

  /** Changes the record itself, so that records that repeat it show the change too. */
  #change<T extends { id: string; updatedAt?: string }>(
    collection: Collection<T>,
    id: string,
    patch: Partial<T>,
  ): T {
    const record = collection.get(id);
    if (record.updatedAt !== undefined) record.updatedAt = this.#stamp();
    return collection.put(Object.assign(record, patch));
  }

  #enterStage(applicationId: string, stage: Ashby.AshbyInterviewStage, at: string): void {
    const history = this.records.histories.get(applicationId) ?? [];
    const previous = history.at(-1);
    if (previous !== undefined) previous.leftStageAt = at;
    history.push({
      id: this.#random.uuid(),
      stageId: stage.id,
      title: stage.title,
      enteredStageAt: at,
      leftStageAt: null,
      stageNumber: history.length,
      allowedActions: ['delete', 'set_entered_at'],
      actorId: null,
    });
    this.records.histories.set(applicationId, history);
  }

  #deleteApplication(applicationId: string): void {
    const { records } = this;
    const isOwn = (record: { applicationId: string }): boolean =>
      record.applicationId === applicationId;
    for (const schedule of [...records.interviewSchedules.values()].filter(isOwn)) {
      for (const { id } of schedule.interviewEvents) records.interviewEvents.delete(id);
      records.interviewSchedules.delete(schedule.id);
    }
    for (const { id } of [...records.offers.values()].filter(isOwn)) records.offers.delete(id);
    records.histories.delete(applicationId);
    records.submissions.delete(applicationId);
    records.applications.delete(applicationId);
  }

  #stamp(): string {
    return new Date(this.#now()).toISOString();
  }
}
