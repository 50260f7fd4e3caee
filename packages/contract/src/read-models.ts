import type { z } from 'zod';

import { emptyableFieldIds, fieldIds } from './field-ids.ts';
import { JobStage } from './models/application-stage.ts';
import { Application } from './models/application.ts';
import { Candidate } from './models/candidate.ts';
import { Interview } from './models/interview.ts';
import { Job, JobPosting } from './models/job.ts';
import { Offer } from './models/offer.ts';
import { RejectionReason } from './models/rejection-reason.ts';
import { Role } from './models/role.ts';
import { ScreeningQuestion } from './models/screening-question.ts';
import { Tag } from './models/tag.ts';
import { User } from './models/user.ts';
import type { OperationId } from './operations/operations.ts';

/** Ids of the kinds of records that are synced, as scopes, coverage and webhooks name them. */
export const readModelIds = [
  'ats_jobs',
  'ats_job_postings',
  'ats_screening_questions',
  'ats_application_stages',
  'ats_applications',
  'ats_candidates',
  'ats_tags',
  'ats_users',
  'ats_roles',
  'ats_interviews',
  'ats_offers',
  'ats_rejection_reasons',
] as const;
export type ReadModelId = (typeof readModelIds)[number];

export interface ReadModel {
  readonly id: ReadModelId;
  readonly label: string;
  /** The list that shows these records, on their own or inside others. */
  readonly operationId: OperationId;
  /** Dotted names of the fields that a connector's coverage speaks about. */
  readonly fields: readonly string[];
  /** Those of them that a scope can switch off: null, or an empty list, says that nobody tells. */
  readonly switchableFields: readonly string[];
}

// What we fill ourselves, and what only repeats the row's own identity.
const ownFields = ['id', 'changed_at', 'remote_deleted_at', 'remote_data', 'integration_fields'];

/** `composed`: fields that are put together from other read models and covered there. */
function readModel(
  id: ReadModelId,
  row: {
    readonly label: string;
    readonly operationId: OperationId;
    readonly model: z.ZodType;
    readonly composed?: readonly string[];
    /** Fields without which other records could not be shown, beside `remote_id`. */
    readonly fixed?: readonly string[];
  },
): ReadModel {
  const { label, operationId, model, composed = [], fixed = [] } = row;
  const leftOut = [...ownFields, ...composed];
  return {
    id,
    label,
    operationId,
    fields: fieldIds(model, 'output', new Set(leftOut)),
    switchableFields: emptyableFieldIds(model, new Set([...leftOut, 'remote_id', ...fixed])),
  };
}

/** Every read model with its fields, in the order of `readModelIds`. */
export const readModels: readonly ReadModel[] = [
  readModel('ats_jobs', {
    label: 'Jobs',
    operationId: 'get-jobs',
    model: Job,
    composed: ['stages', 'screening_questions', 'job_postings'],
  }),
  readModel('ats_job_postings', {
    label: 'Job postings',
    operationId: 'get-jobs',
    model: JobPosting,
  }),
  readModel('ats_screening_questions', {
    label: 'Screening questions',
    operationId: 'get-jobs',
    model: ScreeningQuestion,
  }),
  readModel('ats_application_stages', {
    label: 'Application stages',
    operationId: 'get-application-stages',
    model: JobStage,
    // The order of a job's stages.
    fixed: ['index'],
  }),
  readModel('ats_applications', {
    label: 'Applications',
    operationId: 'get-applications',
    model: Application,
    composed: ['candidate', 'current_stage', 'job', 'interviews', 'offers'],
  }),
  readModel('ats_candidates', {
    label: 'Candidates',
    operationId: 'get-candidates',
    model: Candidate,
    composed: ['applications'],
  }),
  readModel('ats_tags', { label: 'Tags', operationId: 'get-tags', model: Tag }),
  readModel('ats_users', { label: 'Users', operationId: 'get-users', model: User }),
  readModel('ats_roles', {
    label: 'Roles',
    operationId: 'get-roles',
    model: Role,
    // Users and jobs show roles of one scope each.
    fixed: ['scope'],
  }),
  readModel('ats_interviews', {
    label: 'Interviews',
    operationId: 'get-interviews',
    model: Interview,
    composed: ['application'],
  }),
  readModel('ats_offers', {
    label: 'Offers',
    operationId: 'get-offers',
    model: Offer,
    composed: ['application'],
  }),
  readModel('ats_rejection_reasons', {
    label: 'Rejection reasons',
    operationId: 'get-rejection-reasons',
    model: RejectionReason,
  }),
];
