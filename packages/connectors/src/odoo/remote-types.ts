import { z } from 'zod';

/**
 * What we use of Odoo's objects, as version 19 gives them, once its `false` for "empty" has
 * become null. Modules and rights decide which fields exist, so that all but ids may be missing.
 */
const text = z.string().nullish();
const ids = z.array(z.number().int()).nullish();

/** A link to one record: its id and what Odoo shows for it. */
const reference = z
  .object({ id: z.number().int(), display_name: z.union([z.string(), z.literal(false)]).nullish() })
  .transform(({ id, display_name: name }) => ({ id, label: name || null }))
  .nullish();

/** The fields that a schema reads, to be asked for. */
export function fieldsOf(schema: z.ZodObject): string[] {
  return Object.keys(schema.shape);
}

export const OdooFailure = z.object({ name: z.string(), message: z.string() });

export const OdooVersion = z.object({
  version: z.string(),
  version_info: z.tuple([z.number()], z.unknown()),
});

/** What `fields_get` tells of each field. */
export const OdooFields = z.record(z.string(), z.object({ type: z.string() }));

const dates = { create_date: text, write_date: text };

/** One custom field ("property") of a job or an applicant; without a value when it is empty. */
const property = z.object({ name: z.string(), type: text, value: z.json().optional() });
const properties = z.array(property).nullish();
export type OdooProperty = z.output<typeof property>;

export const OdooJob = z.object({
  id: z.number(),
  name: text,
  active: z.boolean().nullish(),
  /** A summary for the list of jobs, and all the text that there is without a website. */
  description: text,
  /** What the job's page on the website says. */
  website_description: text,
  department_id: reference,
  address_id: reference,
  contract_type_id: reference,
  user_id: reference,
  interviewer_ids: ids,
  manager_id: reference,
  job_properties: properties,
  website_published: z.boolean().nullish(),
  full_url: text,
  ...dates,
});
export type OdooJob = z.output<typeof OdooJob>;

export const OdooStage = z.object({
  id: z.number(),
  name: text,
  sequence: z.number().nullish(),
  /** The jobs that the stage is for; empty when it is for all. */
  job_ids: ids,
});
export type OdooStage = z.output<typeof OdooStage>;

export const OdooApplicant = z.object({
  id: z.number(),
  partner_id: reference,
  partner_name: text,
  email_from: text,
  email_normalized: text,
  partner_phone: text,
  linkedin_profile: text,
  job_id: reference,
  stage_id: reference,
  application_status: text,
  date_closed: text,
  refuse_reason_id: reference,
  refuse_date: text,
  categ_ids: ids,
  source_id: reference,
  medium_id: reference,
  talent_pool_ids: ids,
  applicant_properties: properties,
  ...dates,
});
export type OdooApplicant = z.output<typeof OdooApplicant>;

export const OdooPartner = z.object({
  id: z.number(),
  name: text,
  email: text,
  email_normalized: text,
  phone: text,
  function: text,
  is_company: z.boolean().nullish(),
  commercial_company_name: text,
  street: text,
  street2: text,
  city: text,
  zip: text,
  state_id: reference,
  country_id: reference,
  country_code: text,
  ...dates,
});
export type OdooPartner = z.output<typeof OdooPartner>;

export const OdooUser = z.object({
  id: z.number(),
  name: text,
  email: text,
  active: z.boolean().nullish(),
  partner_id: reference,
});

export const OdooUserCompany = z.object({ company_id: reference });

export const OdooEmployee = z.object({ id: z.number(), user_id: reference });

export const OdooEvent = z.object({
  id: z.number(),
  name: text,
  start: text,
  stop: text,
  /** Its days are in the two dates then; the times mean nothing, and are in no zone. */
  allday: z.boolean().nullish(),
  start_date: text,
  stop_date: text,
  location: text,
  videocall_location: text,
  active: z.boolean().nullish(),
  user_id: reference,
  partner_ids: ids,
  applicant_id: reference,
  ...dates,
});
export type OdooEvent = z.output<typeof OdooEvent>;

/** What stands in the chatter of a record: the one of `res_id`, for an applicant. */
export const OdooMessage = z.object({
  id: z.number(),
  res_id: z.number().int().nullish(),
  body: text,
  author_id: reference,
  ...dates,
});
export type OdooMessage = z.output<typeof OdooMessage>;

/** Tags and refuse reasons. */
export const OdooNamed = z.object({ id: z.number(), name: text });
