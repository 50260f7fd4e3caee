import { z } from 'zod';
import type { Json } from '@hirewire/connector-kit';

/**
 * What we use of Recruitee's objects, by its documents and by answers that clients have recorded
 * (README, "Sources"). All but ids may be missing.
 */
const text = z.string().nullish();
const flag = z.boolean().nullish();
const count = z.number().nullish();
const time = z.union([z.string(), z.number()]).nullish();
// The client parsed it from JSON, so that there is nothing left to check.
const json = z.custom<Json>();
const list = <Item extends z.ZodType>(item: Item) => z.array(item).nullish();

/** Numbers by the documents; as texts, none is too large for us. */
const id = z.union([z.string().min(1), z.number()]).transform(String);
const reference = z.looseObject({ id, name: text });
/** A person or a department, as an id or whole. */
const idOrReference = z.union([id.transform((one) => ({ id: one, name: null })), reference]);
/** Tags and sources are texts, or objects with a name. */
const named = z.union([
  z.string().transform((name) => ({ id: null, name })),
  z.looseObject({ id: id.nullish(), name: text }),
]);
/** Amounts are numbers or texts, `"18.50"`. */
const amount = z.union([z.number(), z.string()]).nullish();

export const RecruiteeReference = z.looseObject({ id });

const RecruiteeStage = z.looseObject({ id, name: text, category: text, position: count });
export type RecruiteeStage = z.infer<typeof RecruiteeStage>;

export const RecruiteePipeline = z.looseObject({ id: id.nullish(), stages: list(RecruiteeStage) });

/** A field of a profile. Its values are objects whose keys depend on the kind. */
export const RecruiteeField = z.looseObject({
  id: id.nullish(),
  kind: text,
  name: text,
  values: list(json),
});
export type RecruiteeField = z.infer<typeof RecruiteeField>;

export const RecruiteeQuestion = z.looseObject({
  id,
  kind: text,
  body: text,
  required: flag,
  position: count,
  options: z.looseObject({ length: count }).nullish(),
  open_question_options: list(z.looseObject({ id: id.nullish(), body: text, position: count })),
});
export type RecruiteeQuestion = z.infer<typeof RecruiteeQuestion>;

const RecruiteeLocation = z.looseObject({
  full_address: text,
  name: text,
  street: text,
  city: text,
  country: text,
  country_code: text,
  state_name: text,
  state_code: text,
  postal_code: text,
});

/** An offer is a job. Rows of the list have a part of it. */
export const RecruiteeOffer = z.looseObject({
  id,
  title: text,
  kind: text,
  status: text,
  slug: text,
  careers_url: text,
  adminapp_url: text,
  department: z.union([z.string().transform((name) => ({ name })), reference]).nullish(),
  category: text,
  experience: text,
  employment_type: text,
  employment_type_code: text,
  remote: z.union([z.boolean(), z.string()]).nullish(),
  remote_option: text,
  min_hours: amount,
  max_hours: amount,
  salary: z.looseObject({ min: amount, max: amount, currency: text, period: text }).nullish(),
  description: text,
  requirements: text,
  highlight_html: text,
  locations: list(RecruiteeLocation),
  location: text,
  street: text,
  city: text,
  state_name: text,
  state_code: text,
  postal_code: text,
  country_code: text,
  hiring_manager_id: id.nullish(),
  recruiter_id: id.nullish(),
  followers: list(idOrReference),
  admins: list(idOrReference),
  pipeline_template: RecruiteePipeline.nullish(),
  pipeline_template_id: id.nullish(),
  open_questions: list(RecruiteeQuestion),
  options_phone: text,
  options_cv: text,
  options_cover_letter: text,
  published_at: time,
  closed_at: time,
  created_at: time,
  updated_at: time,
  deleted_at: time,
});
export type RecruiteeOffer = z.infer<typeof RecruiteeOffer>;

/** What a placement says of its offer and stage: ids, or whole ones in answers of the search. */
export const RecruiteePlacement = z.looseObject({
  id,
  candidate_id: id.nullish(),
  offer_id: id.nullish(),
  offer: RecruiteeReference.nullish(),
  talent_pool_id: id.nullish(),
  stage_id: id.nullish(),
  stage: RecruiteeReference.nullish(),
  hired_at: time,
  disqualified_at: time,
  disqualify_kind: text,
  disqualify_reason: named.nullish(),
  created_at: time,
  updated_at: time,
});
export type RecruiteePlacement = z.infer<typeof RecruiteePlacement>;

export const RecruiteeAnswer = z.looseObject({
  id: id.nullish(),
  open_question_id: id.nullish(),
  question: text,
  kind: text,
  content: json.optional(),
  multi_content: list(z.string()),
  flag,
});
export type RecruiteeAnswer = z.infer<typeof RecruiteeAnswer>;

export const RecruiteeCandidate = z.looseObject({
  id,
  name: text,
  emails: list(z.string()),
  phones: list(z.string()),
  adminapp_url: text,
  source: text,
  sources: list(named),
  social_links: list(z.string()),
  links: list(z.string()),
  tags: list(named),
  fields: list(RecruiteeField),
  placements: list(RecruiteePlacement),
  open_question_answers: list(RecruiteeAnswer),
  grouped_open_question_answers: list(
    z.looseObject({
      offer: RecruiteeReference.nullish(),
      open_question_answers: list(RecruiteeAnswer),
    }),
  ),
  cv_url: text,
  cv_original_url: text,
  cover_letter_file_url: text,
  notes_count: count,
  last_activity_at: time,
  last_message_at: time,
  created_at: time,
  updated_at: time,
  deleted_at: time,
});
export type RecruiteeCandidate = z.infer<typeof RecruiteeCandidate>;

export const RecruiteeAdmin = z.looseObject({
  id,
  first_name: text,
  last_name: text,
  email: text,
  role_name: text,
  role: reference.nullish(),
});
export type RecruiteeAdmin = z.infer<typeof RecruiteeAdmin>;

export const RecruiteeTag = z.looseObject({ id, name: text });
export const RecruiteeReason = z.looseObject({ id, name: text, position: count });

export const RecruiteeEvent = z.looseObject({
  id,
  candidate_id: id.nullish(),
  offer_id: id.nullish(),
  stage_id: id.nullish(),
  admin_id: id.nullish(),
  admin_ids: list(id),
  kind: text,
  starts_at: time,
  /** Minutes. */
  duration: count,
  location: text,
  video_url: text,
  created_at: time,
  updated_at: time,
});
export type RecruiteeEvent = z.infer<typeof RecruiteeEvent>;

export const RecruiteeNote = z.looseObject({
  id,
  body: text,
  body_html: text,
  admin_id: id.nullish(),
  admin: z.looseObject({ id: id.nullish() }).nullish(),
  visibility: z.looseObject({ level: text }).nullish(),
  created_at: time,
  updated_at: time,
});
export type RecruiteeNote = z.infer<typeof RecruiteeNote>;

/** An evaluation. */
export const RecruiteeResult = z.looseObject({
  id,
  candidate_id: id.nullish(),
  /** A word of the customer's scale. */
  rating: z.union([z.string(), z.number().transform(String)]).nullish(),
  rating_note: text,
  offer_id: id.nullish(),
  admin_id: id.nullish(),
  created_at: time,
});
export type RecruiteeResult = z.infer<typeof RecruiteeResult>;

export const RecruiteeAttachment = z.looseObject({
  id,
  filename: text,
  file_url: text,
  url: text,
  created_at: time,
  updated_at: time,
});
export type RecruiteeAttachment = z.infer<typeof RecruiteeAttachment>;
