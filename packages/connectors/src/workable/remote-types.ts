import { z } from 'zod';
import type { Json } from '@hirewire/connector-kit';

/**
 * What we use of Workable's objects, by https://workable.readme.io/reference and recorded answers. All
 * but ids may be missing.
 */
const text = z.string().nullish();
const flag = z.boolean().nullish();
const number = z.number().nullish();
const time = z.union([z.string(), z.number()]).nullish();
// The client parsed it from JSON, so that there is nothing left to check.
const json = z.custom<Json>();
const list = <Item extends z.ZodType>(item: Item) => z.array(item).nullish();
const id = z.union([z.string().min(1), z.number()]).transform(String);

/** An object of which only the id matters. */
export const WorkableReference = z.looseObject({ id });

export const WorkablePaging = z.looseObject({ paging: z.looseObject({ next: text }).nullish() });

export const WorkableLocation = z.looseObject({
  location_str: text,
  country: text,
  country_name: text,
  country_code: text,
  region: text,
  subregion: text,
  city: text,
  zip_code: text,
  workplace_type: text,
  telecommuting: flag,
  hidden: flag,
});
export type WorkableLocation = z.infer<typeof WorkableLocation>;

/** A job's list entry; `GET /jobs/{shortcode}` adds the texts and what it asks for. */
export const WorkableJob = z.looseObject({
  shortcode: z.string().min(1),
  title: text,
  full_title: text,
  code: text,
  state: text,
  confidential: flag,
  department: text,
  url: text,
  application_url: text,
  shortlink: text,
  workplace_type: text,
  location: WorkableLocation.nullish(),
  locations: list(WorkableLocation),
  salary: z
    .looseObject({ salary_from: number, salary_to: number, salary_currency: text })
    .nullish(),
  created_at: time,
  updated_at: time,
  full_description: text,
  description: text,
  employment_type: text,
  function: text,
  experience: text,
});
export type WorkableJob = z.infer<typeof WorkableJob>;

export const WorkableStage = z.looseObject({
  slug: z.string().min(1),
  name: text,
  kind: text,
  position: number,
});
export type WorkableStage = z.infer<typeof WorkableStage>;

export const WorkableMember = z.looseObject({
  id,
  name: text,
  email: text,
  role: text,
  active: flag,
  collaboration_role: text,
});
export type WorkableMember = z.infer<typeof WorkableMember>;

export const WorkableQuestion = z.looseObject({
  id,
  body: text,
  type: text,
  required: flag,
  single_answer: flag,
  choices: list(z.looseObject({ id, body: text })),
  supported_file_types: list(z.string()),
  max_file_size: number,
});
export type WorkableQuestion = z.infer<typeof WorkableQuestion>;

/** A field of the form that is the same for all jobs, by its key. */
export const WorkableFormField = z.looseObject({
  key: z.string().min(1),
  label: text,
  type: text,
  required: flag,
  max_length: number,
});
export type WorkableFormField = z.infer<typeof WorkableFormField>;

export const WorkableForm = z.looseObject({
  form_fields: list(WorkableFormField),
  questions: list(WorkableQuestion),
});
export type WorkableForm = z.infer<typeof WorkableForm>;

export const WorkableAnswer = z.looseObject({
  question: z.looseObject({ body: text }).nullish(),
  answer: z
    .looseObject({
      body: text,
      choices: list(z.looseObject({ body: text })),
      checked: flag,
      number: z.union([z.number(), z.string()]).nullish(),
      date: time,
      /** Which of the two it is is not documented. */
      file: json.optional(),
      file_url: text,
    })
    .nullish(),
});
export type WorkableAnswer = z.infer<typeof WorkableAnswer>;

/** A candidate's list entry, which is one person in one job. */
const WorkableRow = z.looseObject({
  id: z.string().min(1),
  name: text,
  firstname: text,
  lastname: text,
  headline: text,
  account: z.looseObject({ name: text }).nullish(),
  /** Null in the talent pool. */
  job: z.looseObject({ shortcode: text }).nullish(),
  stage: text,
  stage_kind: text,
  disqualified: flag,
  anonymized: flag,
  /** Its text, not its id. */
  disqualification_reason: text,
  hired_at: time,
  moved_to_offer_at: time,
  profile_url: text,
  address: text,
  phone: text,
  email: text,
  domain: text,
  outlet: text,
  common_source: text,
  created_at: time,
  updated_at: time,
});

/** `GET /candidates/{id}`: all of that, and what lists do not have. */
export const WorkableCandidate = WorkableRow.extend({
  disqualified_at: time,
  withdrew: flag,
  experience_entries: list(z.looseObject({ title: text, company: text, current: flag })),
  answers: list(WorkableAnswer),
  tags: list(z.string()),
  location: WorkableLocation.nullish(),
  social_profiles: list(z.looseObject({ type: text, name: text, username: text, url: text })),
  resume_url: text,
  resume_metadata: z.looseObject({ filename: text, created_at: time }).nullish(),
});
export type WorkableCandidate = z.infer<typeof WorkableCandidate>;

export const WorkableActivity = z.looseObject({
  id,
  action: text,
  created_at: time,
  updated_at: time,
  member: z.looseObject({ id }).nullish(),
  body: text,
  rating: z
    .looseObject({
      score: z.union([z.number(), z.string()]).nullish(),
      scale: text,
      grade: z.union([z.number(), z.string()]).nullish(),
    })
    .nullish(),
  visibility_roles: list(z.string()),
});
export type WorkableActivity = z.infer<typeof WorkableActivity>;

export const WorkableEvent = z.looseObject({
  id,
  title: text,
  type: text,
  starts_at: time,
  ends_at: time,
  cancelled: flag,
  members: list(z.looseObject({ id })),
  candidate: z.looseObject({ id }).nullish(),
  conference: z.looseObject({ url: text }).nullish(),
});
export type WorkableEvent = z.infer<typeof WorkableEvent>;

/** Never recorded: by the documentation alone, whose example has no state. */
export const WorkableOffer = z.looseObject({
  state: text,
  created_at: time,
  document_variables: list(
    z.looseObject({
      /** Which of the two an account has is not verified. */
      key: text,
      document_variable: z.looseObject({ name: text, slug: text }).nullish(),
      value: json.optional(),
    }),
  ),
});
export type WorkableOffer = z.infer<typeof WorkableOffer>;

export const WorkableReason = z.looseObject({ id, description: text, candidate_withdrew: flag });
export type WorkableReason = z.infer<typeof WorkableReason>;

/** It has no id. */
export const WorkableFile = z.looseObject({
  name: z.string().min(1),
  preview_url: text,
  kind: text,
});
export type WorkableFile = z.infer<typeof WorkableFile>;

export const WorkableSubscription = z.looseObject({ id, event: text, target: text });
export const WorkableAccounts = z.looseObject({
  accounts: list(z.looseObject({ name: text, subdomain: text })),
});
