import * as applications from './changes/applications.ts';
import * as candidates from './changes/candidates.ts';
import { deleteFeedback, submitFeedback } from './changes/feedback.ts';
import type { SubmittedFeedback } from './changes/feedback.ts';
import { addInterview, cancelInterview } from './changes/interviews.ts';
import * as notes from './changes/notes.ts';
import type { Table } from '../kit/table.ts';
import type { NewInterview } from './new-records.ts';
import type { RecordChanges } from './record-changes.ts';
import { jobSummaryOf, postingSummaryOf } from './records.ts';
import type { AshbyRecords, AshbyResource, RecordOf } from './records.ts';
import type { TokenKind } from './method.ts';
import type { PageTokens } from '../kit/page-tokens.ts';
import type * as Ashby from './types.ts';

/**
 * The simulated organisation as tests change it. Every change stamps `updatedAt`, shows in the next
 * read with a sync token and sends its webhooks; deletions do not show in reads with a sync token.
 *
 * A record that only repeats a part of the changed one (an application repeats its stage's title)
 * shows the new value at once, but does not itself count as changed.
 */
export class AshbyState {
  readonly records: AshbyRecords;
  readonly #changes: RecordChanges;
  readonly #tokens: PageTokens<TokenKind>;

  constructor(changes: RecordChanges, tokens: PageTokens<TokenKind>) {
    this.records = changes.records;
    this.#changes = changes;
    this.#tokens = tokens;
  }

  /** All sync tokens given out so far answer `sync_token_expired` from now on. */
  expireSyncTokens(): void {
    this.#tokens.expire('sync');
  }

  /** All page cursors given out so far answer `next_cursor_expired` from now on. */
  expireCursors(): void {
    this.#tokens.expire('cursor');
  }

  /** From now on all page cursors of a list lead to the same page. */
  loopCursors(): void {
    this.#tokens.loop('cursor');
  }

  /**
   * Overwrites fields of a record with anything, right or wrong, and counts it as changed. Sends no
   * webhooks.
   */
  put(resource: AshbyResource, id: string, patch: Record<string, unknown>): void {
    const collection = this.records[resource] as Table<{ id: string; updatedAt?: string }>;
    this.#changes.change(collection, id, patch);
  }

  /** Adds a complete record, or replaces the one with its id. Sends no webhooks. */
  insert<Name extends AshbyResource>(resource: Name, record: RecordOf<Name>): void {
    const collection = this.records[resource] as unknown as Table<RecordOf<Name>>;
    collection.put(record);
  }

  renameStage(stageId: string, title: string): void {
    const { interviewPlanId } = this.records.interviewStages.get(stageId);
    this.#changes.change(this.records.interviewStages, stageId, { title });
    this.#changes.change(this.records.interviewPlans, interviewPlanId, {});
  }

  renameJob(jobId: string, title: string): void {
    this.updateJob(jobId, { title });
  }

  updateJob(jobId: string, patch: Partial<Ashby.AshbyJob>): void {
    const job = this.#changes.change(this.records.jobs, jobId, patch);
    for (const application of this.records.applications.values()) {
      if (application.job.id === jobId) application.job = jobSummaryOf(job);
    }
  }

  updatePosting(
    postingId: string,
    { isPublished, ...patch }: Partial<Ashby.AshbyJobPosting> & { isPublished?: boolean },
  ): void {
    const posting = this.#changes.change(this.records.jobPostings, postingId, patch);
    const content = { jobPosting: postingSummaryOf(posting) };
    if (isPublished === true) {
      this.records.unpublishedPostingIds.delete(postingId);
      this.#changes.announce('jobPostingPublish', content);
    }
    if (isPublished === false) {
      this.records.unpublishedPostingIds.add(postingId);
      this.#changes.announce('jobPostingUnpublish', content);
    }
    this.#changes.announce('jobPostingUpdate', content);
  }

  /** A new person with the given fields; everything else is empty. */
  addCandidate(fields: Partial<Ashby.AshbyCandidate> & { name: string }): Ashby.AshbyCandidate {
    return candidates.addCandidate(this.#changes, fields);
  }

  updateCandidate(candidateId: string, patch: Partial<Ashby.AshbyCandidate>): void {
    candidates.updateCandidate(this.#changes, candidateId, patch);
  }

  /** Deletes a person with the applications, interviews, feedback, offers and notes. */
  deleteCandidate(candidateId: string): void {
    candidates.deleteCandidate(this.#changes, candidateId);
  }

  /** Makes one person of two: the kept one takes over what the other had. */
  mergeCandidates(keptId: string, goneId: string): void {
    candidates.mergeCandidates(this.#changes, keptId, goneId);
  }

  tagCandidate(candidateId: string, tagId: string): void {
    candidates.tagCandidate(this.#changes, candidateId, this.records.tags.get(tagId));
  }

  untagCandidate(candidateId: string, tagId: string): void {
    candidates.untagCandidate(this.#changes, candidateId, tagId);
  }

  /** Writes a note on a person, who does not count as changed; no webhook tells of it. */
  addNote(
    candidateId: string,
    fields: Partial<Ashby.AshbyNote> & { content: string },
  ): Ashby.AshbyNote {
    return notes.addNote(this.#changes, candidateId, fields);
  }

  editNote(noteId: string, patch: Partial<Ashby.AshbyNote>): void {
    notes.editNote(this.#changes, noteId, patch);
  }

  deleteNote(noteId: string): void {
    notes.deleteNote(this.#changes, noteId);
  }

  archiveTag(tagId: string): void {
    this.#changes.change(this.records.tags, tagId, { isArchived: true });
  }

  /** Puts a person on a job, in the first stage of its default plan. */
  addApplication(candidateId: string, jobId: string): Ashby.AshbyApplication {
    const candidate = this.records.candidates.get(candidateId);
    const job = this.records.jobs.get(jobId);
    const [stage] = this.records.stagesOf(job.defaultInterviewPlanId ?? '');
    if (stage === undefined) throw new Error(`Job ${jobId} has no stages`);
    return applications.addApplication(this.#changes, { candidate, job, stage });
  }

  /** Moves an application to a stage of its own plan; the status follows from the stage's type. */
  moveApplication(applicationId: string, stageId: string): void {
    const stage = this.records.interviewStages.get(stageId);
    applications.moveApplication(this.#changes, applicationId, stage);
  }

  /** Moves an application to the Archived stage of its plan. */
  archiveApplication(applicationId: string, archiveReasonId: string): void {
    const { interviewPlanId } = this.records.applications.get(applicationId).currentInterviewStage;
    const stages = this.records.stagesOf(interviewPlanId);
    const archived = stages.find(({ type }) => type === 'Archived');
    if (archived === undefined) throw new Error(`Plan ${interviewPlanId} has no Archived stage`);
    const reason = this.records.archiveReasons.get(archiveReasonId);
    applications.moveApplication(this.#changes, applicationId, archived, reason);
  }

  /** Schedules one interview for an application, in its current stage. */
  addInterview(applicationId: string, wanted: NewInterview): Ashby.AshbyInterviewSchedule {
    return addInterview(this.#changes, applicationId, wanted);
  }

  /** The schedule becomes Cancelled; its events stay. */
  cancelInterview(scheduleId: string): void {
    cancelInterview(this.#changes, scheduleId);
  }

  /** An interviewer fills in a form, or saves a draft of it; no webhook tells of it. */
  submitFeedback(applicationId: string, wanted: SubmittedFeedback): Ashby.AshbyFeedback {
    return submitFeedback(this.#changes, applicationId, wanted);
  }

  deleteFeedback(feedbackId: string): void {
    deleteFeedback(this.#changes, feedbackId);
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
    const offer = this.#changes.change(this.records.offers, offerId, { ...patch, latestVersion });
    this.#changes.announce('offerUpdate', { offer });
  }

  deleteOffer(offerId: string): void {
    const { applicationId } = this.records.offers.get(offerId);
    this.records.offers.delete(offerId);
    this.#changes.announce('offerDelete', { offer: { id: offerId, applicationId } });
  }
}
