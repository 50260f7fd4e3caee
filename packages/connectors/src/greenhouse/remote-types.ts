import { z } from 'zod';
import type { Json } from '@hirewire/connector-kit';

/**
 * What we use of the objects of Harvest v3, by https://harvestdocs.greenhouse.io. All but ids may be
 * missing. Lists are flat: a row carries the ids of what it belongs to, and holds no other row.
 */
export const text = z.string().nullish();
export const flag = z.boolean().nullish();
export const number = z.number().nullish();
// A number that JavaScript cannot hold would be that of somebody else.
export const id = z.union([z.string().min(1), z.int()]).transform(String);
export const reference = id.nullish();
// The client parsed it from JSON, so that there is nothing left to check.
const json = z.custom<Json>();
export const list = <Item extends z.ZodType>(item: Item) => z.array(item).nullish();
const contact = z.looseObject({ value: text, type: text });
const customFields = z.record(z.string(), z.looseObject({ value: json.optional() })).nullish();

/** The body of every list. */
export const GreenhouseRows = z.array(z.custom<Json>());
/** An object of which only the id matters. */
export const GreenhouseReference = z.looseObject({ id });
export const GreenhouseNamed = z.looseObject({ id, name: text });

export const GreenhouseApplication = z.looseObject({
  id,
  candidate_id: reference,
  job_id: reference,
  /** The jobs that a prospect is considered for. */
  prospective_job_ids: list(id),
  prospect: flag,
  status: text,
  /** An id of `/application_stages`, which is no stage of a job. */
  stage_id: reference,
  /** Since autumn 2026; before, `/application_stages` alone told it. */
  job_interview_stage_id: reference,
  /** Since autumn 2026; before, `/rejection_details` alone told it. */
  rejection_reason_id: reference,
  rejected_at: text,
  source_id: reference,
  answers: list(z.looseObject({ question: text, answer: json.optional() })),
  custom_fields: customFields,
  created_at: text,
  updated_at: text,
});
export type GreenhouseApplication = z.infer<typeof GreenhouseApplication>;

/** One stay in a stage. Kept for each application of a full read, so that nothing else is. */
export const GreenhouseApplicationStage = z.object({
  id,
  application_id: reference,
  job_interview_stage_id: reference,
  current: flag,
  entered_at: text,
  created_at: text,
});
export type GreenhouseApplicationStage = z.infer<typeof GreenhouseApplicationStage>;

export const GreenhouseRejectionDetail = z.object({
  application_id: reference,
  rejection_reason_id: reference,
});

export const GreenhouseCandidate = z.looseObject({
  id,
  first_name: text,
  last_name: text,
  company: text,
  title: text,
  private: flag,
  email_addresses: list(contact),
  phone_numbers: list(contact),
  addresses: list(contact),
  website_addresses: list(contact),
  social_media_addresses: list(contact),
  /** Names of tags. */
  tags: list(z.string()),
  custom_fields: customFields,
  created_at: text,
  updated_at: text,
});
export type GreenhouseCandidate = z.infer<typeof GreenhouseCandidate>;

/** Of an application, what its candidate shows. */
export const GreenhouseSourceOfApplication = z.object({
  id,
  candidate_id: reference,
  source_id: reference,
  created_at: text,
});
export type GreenhouseSourceOfApplication = z.infer<typeof GreenhouseSourceOfApplication>;

export const GreenhouseJob = z.looseObject({
  id,
  name: text,
  requisition_id: text,
  notes: text,
  confidential: flag,
  status: text,
  is_template: flag,
  department_id: reference,
  office_ids: list(id),
  custom_fields: customFields,
  opened_at: text,
  closed_at: text,
  created_at: text,
  updated_at: text,
});
export type GreenhouseJob = z.infer<typeof GreenhouseJob>;

/** A value that may be chosen: documented as an object, and seen as a text in the webhooks' samples. */
const choice = z.union([
  z
    .union([z.string(), z.number()])
    .transform((one) => ({ value: String(one), label: String(one) })),
  z.looseObject({ value: json.optional(), id: json.optional(), label: text, name: text }),
]);

/**
 * A question of a job post. How it looks inside is not documented for v3: these are the forms that
 * the Job Board API, the webhooks' samples and Harvest v1 have.
 */
export const GreenhouseQuestion = z.looseObject({
  name: text,
  id: reference,
  label: text,
  description: text,
  required: flag,
  type: text,
  answer_type: text,
  values: list(choice),
  answer_options: list(choice),
  fields: list(z.looseObject({ name: text, type: text, values: list(choice) })),
});
export type GreenhouseQuestion = z.infer<typeof GreenhouseQuestion>;

export const GreenhouseJobPost = z.looseObject({
  id,
  job_id: reference,
  job_board_id: reference,
  title: text,
  content: text,
  internal_content: text,
  active: flag,
  live: flag,
  internal: flag,
  public_url: text,
  questions: list(GreenhouseQuestion),
  first_published_at: text,
});
export type GreenhouseJobPost = z.infer<typeof GreenhouseJobPost>;

export const GreenhouseSearchableLocation = z.looseObject({
  id,
  job_post_id: reference,
  location: text,
  city: text,
  region_long_name: text,
  country_short_name: text,
  country_long_name: text,
  postal_code: text,
});
export type GreenhouseSearchableLocation = z.infer<typeof GreenhouseSearchableLocation>;

export const GreenhousePayRange = z.looseObject({
  id,
  job_post_id: reference,
  min_cents: number,
  max_cents: number,
  currency_type: text,
});
export type GreenhousePayRange = z.infer<typeof GreenhousePayRange>;

export const GreenhouseJobStage = z.looseObject({
  id,
  job_id: reference,
  name: text,
  sort_order: number,
  active: flag,
});
export type GreenhouseJobStage = z.infer<typeof GreenhouseJobStage>;

export const GreenhouseHiringManager = z.looseObject({ job_id: reference, user_id: reference });
export const GreenhouseJobOwner = GreenhouseHiringManager.extend({ type: text });
export const GreenhouseJobPermission = GreenhouseHiringManager.extend({ role_id: reference });

export const GreenhouseOffice = z.looseObject({ id, name: text, location: text });

export const GreenhouseInterview = z.looseObject({
  id,
  application_id: reference,
  job_interview_id: reference,
  starts_at: text,
  ends_at: text,
  all_day_start_on: text,
  all_day_end_on: text,
  location: text,
  video_conferencing_url: text,
  created_at: text,
  updated_at: text,
});
export type GreenhouseInterview = z.infer<typeof GreenhouseInterview>;

export const GreenhouseInterviewer = z.object({
  interview_id: reference,
  user_id: reference,
  scorecard_id: reference,
});

export const GreenhouseJobInterview = z.object({
  id,
  name: text,
  job_interview_stage_id: reference,
});

export const GreenhouseOffer = z.looseObject({
  id,
  application_id: reference,
  version: number,
  status: text,
  sent_on: text,
  starts_on: text,
  custom_fields: customFields,
  created_at: text,
  updated_at: text,
});
export type GreenhouseOffer = z.infer<typeof GreenhouseOffer>;

export const GreenhouseUser = z.looseObject({
  id,
  first_name: text,
  last_name: text,
  primary_email: text,
  deactivated: flag,
  site_admin: flag,
});
export type GreenhouseUser = z.infer<typeof GreenhouseUser>;

export const GreenhouseUserRole = z.looseObject({ id, name: text, role_type: text });

export const GreenhouseNote = z.looseObject({
  id,
  candidate_id: reference,
  application_id: reference,
  user_id: reference,
  type: text,
  body: text,
  visibility: text,
  created_at: text,
  updated_at: text,
});
export type GreenhouseNote = z.infer<typeof GreenhouseNote>;

export const GreenhouseAttachment = z.looseObject({
  id,
  application_id: reference,
  filename: text,
  type: text,
  /** Signed, and good for seven days. */
  url: text,
  created_at: text,
  updated_at: text,
});

export const GreenhouseCustomField = z.looseObject({ name_key: text, internal_type: text });

export const GreenhouseApplied = z.object({ id, candidate_id: reference });
/** The answer to a new candidate: with the application beside them, or them alone. */
export const GreenhouseMade = z.union([
  z.object({ candidate: z.object({ id }), application: z.object({ id }).nullish() }),
  z.object({ id }).transform((candidate) => ({ candidate, application: null })),
]);
