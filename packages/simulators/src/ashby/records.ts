import { Table } from '../kit/table.ts';
import type * as Ashby from './types.ts';

/** Everything that the simulated organisation holds, one collection per kind of record. */
export class AshbyRecords {
  readonly departments = new Table<Ashby.AshbyDepartment>();
  readonly locations = new Table<Ashby.AshbyLocation>();
  readonly users = new Table<Ashby.AshbyUser>();
  readonly hiringTeamRoles = new Table<Ashby.AshbyHiringTeamRole>();
  readonly sources = new Table<Ashby.AshbySource>();
  readonly tags = new Table<Ashby.AshbyTag>();
  readonly archiveReasons = new Table<Ashby.AshbyArchiveReason>();
  readonly customFields = new Table<Ashby.AshbyCustomFieldDefinition>();
  readonly interviewPlans = new Table<Ashby.AshbyInterviewPlan>();
  readonly interviewStages = new Table<Ashby.AshbyInterviewStage>();
  readonly interviews = new Table<Ashby.AshbyInterview>();
  readonly jobs = new Table<Ashby.AshbyJob>();
  readonly jobPostings = new Table<Ashby.AshbyJobPosting>();
  readonly candidates = new Table<Ashby.AshbyCandidate>();
  readonly applications = new Table<Ashby.AshbyApplication>();
  readonly interviewSchedules = new Table<Ashby.AshbyInterviewSchedule>();
  readonly interviewEvents = new Table<Ashby.AshbyInterviewEvent>();
  readonly feedback = new Table<Ashby.AshbyFeedback>();
  readonly offers = new Table<Ashby.AshbyOffer>();
  /** Postings that are not published: absent from jobPosting.list. */
  readonly unpublishedPostingIds = new Set<string>();
  /** By application id; a person who was sourced has submitted nothing. */
  readonly histories = new Map<string, Ashby.AshbyHistoryEntry[]>();
  readonly submissions = new Map<string, Ashby.AshbyFormSubmission[]>();
  /** Submissions that made no application, as the person had an open one for the job. */
  readonly blockedSubmissionIds = new Set<string>();
  /** By the feedbackFormDefinitionId of interviews. */
  readonly feedbackForms = new Map<string, Ashby.AshbyFormDefinition>();
  /** By candidate id. */
  readonly notes = new Map<string, Ashby.AshbyNote[]>();

  /** The stages of a plan, in its order. */
  stagesOf(planId: string): Ashby.AshbyInterviewStage[] {
    const stages = [...this.interviewStages.values()];
    return stages
      .filter((stage) => stage.interviewPlanId === planId)
      .toSorted((a, b) => a.orderInInterviewPlan - b.orderInInterviewPlan);
  }
}

/** The name of a collection of records. */
export type AshbyResource = {
  [Name in keyof AshbyRecords]: RecordOf<Name> extends never ? never : Name;
}[keyof AshbyRecords];

/** What a collection holds; never for the members of the records that are no collection. */
export type RecordOf<Name extends keyof AshbyRecords> =
  AshbyRecords[Name] extends Table<infer Held> ? Held : never;

/** The part of a candidate that its applications repeat. */
export function applicantOf(candidate: Ashby.AshbyCandidate): Ashby.AshbyApplication['candidate'] {
  const { id, name, primaryEmailAddress, primaryPhoneNumber } = candidate;
  return { id, name, primaryEmailAddress, primaryPhoneNumber };
}

/** The part of a posting that jobPosting.list and the webhooks show. */
export function postingSummaryOf(posting: Ashby.AshbyJobPosting): object {
  const { compensation } = posting;
  return {
    id: posting.id,
    title: posting.title,
    jobId: posting.jobId,
    departmentName: posting.departmentName,
    teamName: posting.teamName,
    locationName: posting.locationName,
    locationIds: posting.locationIds,
    workplaceType: posting.workplaceType,
    employmentType: posting.employmentType,
    isListed: posting.isListed,
    publishedDate: posting.publishedDate,
    applicationDeadline: posting.applicationDeadline,
    externalLink: posting.externalLink,
    applyLink: posting.applyLink,
    compensationTierSummary: compensation.compensationTierSummary,
    shouldDisplayCompensationOnJobBoard: compensation.shouldDisplayCompensationOnJobBoard,
    updatedAt: posting.updatedAt,
  };
}

/** The part of a job that its applications repeat. */
export function jobSummaryOf(job: Ashby.AshbyJob): Ashby.AshbyApplication['job'] {
  const { id, title, locationId, departmentId } = job;
  return { id, title, locationId, departmentId };
}
