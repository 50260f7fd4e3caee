import type { Json } from '@hirewire/connector-kit';
import { z } from 'zod';

/**
 * What we use of the objects of the Prescreen API v1, by the types that its documentation names. All
 * but ids may be missing.
 */
const text = z.string().nullish();
const flag = z.boolean().nullish();
// What is no date is told by `toIsoDate`.
const time = z.union([z.string(), z.number()]).nullish();
const list = <Item extends z.ZodType>(item: Item) => z.array(item).nullish();
const id = z.union([z.string().min(1), z.number()]).transform(String);
/** The id of another object. */
const reference = id.nullish();
// The client parsed it from JSON, so that there is nothing left to check.
const json = z.custom<Json>();

export const OnlyfyObject = z.looseObject({});

/** A page of any list; null where the answer has no list. */
export const OnlyfyList = z.looseObject({
  data: z.array(json).nullable().catch(null),
  links: z.looseObject({ next: text }).nullish(),
});

export const OnlyfyStatus = z.looseObject({
  id,
  name: text,
  is_rejected: flag,
  is_hired: flag,
  is_rejected_by_candidate: flag,
});
export type OnlyfyStatus = z.infer<typeof OnlyfyStatus>;

export const OnlyfyStatusSet = z.looseObject({
  id,
  statuses: list(OnlyfyStatus),
  job_ids: list(id),
});
export type OnlyfyStatusSet = z.infer<typeof OnlyfyStatusSet>;

/** Values of a field that customers add, on a job or a candidate. */
const customFields = list(
  z.looseObject({
    custom_field_id: reference,
    values: list(z.looseObject({ id: reference, value: json.optional() })),
  }),
);
export type OnlyfyCustomValues = z.infer<typeof customFields>;

export const OnlyfyCustomField = z.looseObject({
  id,
  name: text,
  label: text,
  /** Newer than the documentation: seen in clients, such as `file`. */
  type: text,
  possible_values: list(z.looseObject({ id, value: text })),
});
export type OnlyfyCustomField = z.infer<typeof OnlyfyCustomField>;

export const OnlyfyTag = z.looseObject({ id, name: text });

export const OnlyfyDepartment = z.looseObject({
  id,
  translations: list(z.looseObject({ name: text })),
});

export const OnlyfyCity = z.looseObject({
  cc: text,
  translations: list(z.looseObject({ name: text, country: text })),
});
export type OnlyfyCity = z.infer<typeof OnlyfyCity>;

export const OnlyfyJob = z.looseObject({
  id,
  title: text,
  created_at: time,
  department_id: reference,
  description: text,
  salary: z.number().nullish(),
  position_type: z.union([z.string(), z.number()]).nullish(),
  city_id: reference,
  seniority: z.union([z.string(), z.number()]).nullish(),
  is_published_on_widget: flag,
  is_published_on_job_center: flag,
  published_at: time,
  finished_at: time,
  custom_fields: customFields,
  apply_url: text,
  job_contents: list(z.looseObject({ created_at: time, content: text })),
  job_application_status_set: z.looseObject({ statuses: list(OnlyfyStatus) }).nullish(),
});
export type OnlyfyJob = z.infer<typeof OnlyfyJob>;

export const OnlyfyFile = z.looseObject({ filename: text, base64_content: text });
export type OnlyfyFile = z.infer<typeof OnlyfyFile>;

export const OnlyfyApplication = z.looseObject({
  id,
  candidate_id: reference,
  job_id: reference,
  finished_at: time,
  created_at: time,
  canceled_at: time,
  current_job_application_status: OnlyfyStatus.nullish(),
  job_application_status_logs: list(
    z.looseObject({
      created_at: time,
      job_application_status: OnlyfyStatus.nullish(),
      reason: text,
    }),
  ),
  recruiter_files: list(OnlyfyFile),
});
export type OnlyfyApplication = z.infer<typeof OnlyfyApplication>;

export const OnlyfyCandidate = z.looseObject({
  id,
  email: text,
  created_at: time,
  updated_at: time,
  profile: z
    .looseObject({
      firstname: text,
      lastname: text,
      phone: text,
      homeaddress: text,
      street: text,
      zip_code: text,
      city_name: text,
      country_of_residence: text,
      current_position: z.looseObject({ title: text, company_name: text }).nullish(),
      additional_emails: list(z.looseObject({ type: text, address: text })),
      additional_phones: list(z.looseObject({ type: text, number: text })),
      urls: list(z.looseObject({ type: text, address: text })),
    })
    .nullish(),
  custom_fields: customFields,
  candidate_tag_ids: list(id),
  job_applications: list(z.looseObject({ id, job_id: reference })),
  has_cv_upload: flag,
  cv_file: OnlyfyFile.nullish(),
});
export type OnlyfyCandidate = z.infer<typeof OnlyfyCandidate>;
