import { z } from 'zod';
import type { Json, ModelName, RecordByModel } from '../records.ts';
import { toEmail } from '../to-email.ts';
import { toIsoDate } from '../to-iso-date.ts';

const remoteId = z.string().min(1);
const text = z.string().nullish();
const number = z.number().nullish();
/** For the places whose types allow null but, when they are there, not `undefined`. */
const given = <Schema extends z.ZodType>(schema: Schema) => schema.nullable().exactOptional();
const flag = z.boolean().nullish();
const date = z
  .string()
  .refine((value) => toIsoDate(value) === value, 'must be written as toIsoDate writes it')
  .nullish();
const address = z.string().refine((value) => toEmail(value) !== null, 'must be an e-mail address');
const reference = remoteId.nullish();
const json: z.ZodType<Json> = z.json();
const map = z.record(z.string(), json).nullish();

const recordShape = {
  remote_id: remoteId,
  remote_data: given(z.record(z.string(), json)),
};
const dates = { remote_created_at: date, remote_updated_at: date };

const location = z
  .strictObject({
    city: text,
    country: text,
    raw: text,
    state: text,
    street_1: text,
    street_2: text,
    zip_code: text,
  })
  .nullish();

const options = z.array(
  z.strictObject({ id: z.string().min(1), remote_id: given(z.string()), name: z.string() }),
);

const questionFormat = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('TEXT'),
    display_type: given(z.enum(['SINGLE_LINE', 'MULTI_LINE', 'EMAIL', 'URL'])),
    max_length: given(z.number()),
  }),
  z.strictObject({
    type: z.literal('NUMBER'),
    display_type: given(z.enum(['SLIDER', 'FIELD'])),
    max: given(z.number()),
    min: given(z.number()),
  }),
  z.strictObject({
    type: z.literal('FILE'),
    accepted_mime_types: given(z.array(z.string())),
    max_file_size_bytes: given(z.number()),
  }),
  z.strictObject({
    type: z.literal('SINGLE_SELECT'),
    display_type: given(z.enum(['DROPDOWN', 'RADIO'])),
    options,
  }),
  z.strictObject({ type: z.literal('MULTI_SELECT'), options }),
  z.strictObject({ type: z.literal('BOOLEAN') }),
  z.strictObject({ type: z.literal('DATE') }),
  z.strictObject({ type: z.literal('INFORMATION') }),
  z.strictObject({ type: z.literal('UNKNOWN'), raw_question: json.exactOptional() }),
]);

const screeningQuestion = z.strictObject({
  remote_id: remoteId,
  title: text,
  description: text,
  format: questionFormat.nullish(),
  category: z.enum(['EEO', 'DEMOGRAPHIC']).nullish(),
  index: number,
  required: flag,
  precondition_question_remote_id: reference,
  precondition_options: z.union([z.array(z.string()), z.array(z.boolean())]).nullish(),
});

const jobPosting = z.strictObject({
  remote_id: remoteId,
  title: text,
  description_html: text,
  status: z.enum(['ACTIVE', 'INACTIVE', 'DRAFT']).nullish(),
  visibility: z.enum(['PUBLIC', 'INTERNAL', 'UNLISTED']).nullish(),
  url: text,
});

const job = z.strictObject({
  ...recordShape,
  ...dates,
  name: text,
  job_code: text,
  description: text,
  confidential: flag,
  weekly_hours: number,
  employment_type: text,
  status: text,
  visibility: text,
  category: text,
  department: text,
  post_url: text,
  experience_level: text,
  remote_work_status: text,
  salary_amount: number,
  salary_amount_from: number,
  salary_amount_to: number,
  salary_currency: text,
  salary_period: text,
  location,
  custom_fields: map,
  remote_url: text,
  opened_at: date,
  closed_at: date,
  contact_remote_id: reference,
  stages: z.array(z.strictObject({ remote_id: remoteId, index: z.number().nullable() })),
  screening_questions: z.array(screeningQuestion),
  job_postings: z.array(jobPosting),
  hiring_team: z.array(
    z.strictObject({ user_remote_id: remoteId, role_remote_ids: z.array(remoteId) }),
  ),
});

const question = <Type extends string>(type: Type) =>
  z.strictObject({ remote_id: z.string().nullable(), title: z.string(), type: z.literal(type) });

const screeningAnswer = z.union([
  z.strictObject({
    question: question('TEXT'),
    answer: z.strictObject({ content: z.string().nullable() }),
  }),
  z.strictObject({
    question: question('SINGLE_SELECT'),
    answer: z.strictObject({ choice: z.string().nullable() }),
  }),
  z.strictObject({
    question: question('MULTI_SELECT'),
    answer: z.strictObject({ choices: z.array(z.string()) }),
  }),
  z.strictObject({
    question: question('BOOLEAN'),
    answer: z.strictObject({ checked: z.boolean().nullable() }),
  }),
  z.strictObject({
    question: question('NUMBER'),
    answer: z.strictObject({ number: z.number().nullable() }),
  }),
  z.strictObject({
    question: question('DATE'),
    answer: z.strictObject({ date: z.string().nullable() }),
  }),
  z.strictObject({ question: question('UNKNOWN'), answer: z.strictObject({ raw: json }) }),
]);

const application = z.strictObject({
  ...recordShape,
  ...dates,
  outcome: z.enum(['PENDING', 'HIRED', 'DECLINED']).nullish(),
  rejection_reason_name: text,
  rejected_at: date,
  current_stage_remote_id: reference,
  current_stage_index: number,
  job_remote_id: reference,
  candidate_remote_id: reference,
  screening_question_answers: z.array(screeningAnswer).nullish(),
  custom_fields: map,
  remote_url: text,
});

const candidate = z.strictObject({
  ...recordShape,
  ...dates,
  first_name: text,
  last_name: text,
  company: text,
  title: text,
  confidential: flag,
  source: text,
  phone_numbers: z
    .array(z.strictObject({ phone_number: z.string().min(1), type: given(z.string()) }))
    .nullish(),
  email_addresses: z
    .array(z.strictObject({ email_address: address.nullable(), type: z.string().nullable() }))
    .nullish(),
  social_media: z.array(z.strictObject({ link: text, type: text, username: text })).nullish(),
  location,
  custom_fields: map,
  remote_url: text,
  tag_remote_ids: z.array(remoteId),
});

const interview = z.strictObject({
  ...recordShape,
  ...dates,
  title: text,
  starting_at: date,
  ending_at: date,
  location,
  video_conferencing_url: text,
  application_remote_id: reference,
  stage_remote_id: reference,
  canceled: flag,
  user_remote_ids: z.array(remoteId),
});

const offer = z.strictObject({
  ...recordShape,
  ...dates,
  status: z.enum(['ACCEPTED', 'DECLINED', 'SENT', 'APPROVED', 'DRAFT', 'ABANDONED']).nullish(),
  employment_start_date: date,
  application_remote_id: reference,
  custom_fields: map,
});

/** Strict schemas of what a connector may yield, by model: no field more than the types have. */
export const recordSchemas: { readonly [Model in ModelName]: z.ZodType<RecordByModel[Model]> } = {
  jobs: job,
  application_stages: z.strictObject({
    ...recordShape,
    name: text,
    status: z.enum(['ACTIVE', 'INACTIVE']).nullish(),
    custom_fields: map,
  }),
  applications: application,
  candidates: candidate,
  interviews: interview,
  offers: offer,
  users: z.strictObject({
    ...recordShape,
    first_name: text,
    last_name: text,
    email: address.nullish(),
    status: z.enum(['ACTIVE', 'INACTIVE']).nullish(),
    system_role_remote_ids: z.array(remoteId),
  }),
  roles: z.strictObject({
    ...recordShape,
    remote_label: text,
    scope: z.enum(['SYSTEM', 'JOB']).nullish(),
    unified_type: z
      .enum(['HIRING_MANAGER', 'RECRUITER', 'COORDINATOR', 'SOURCER', 'INTERVIEWER', 'ADMIN'])
      .nullish(),
  }),
  tags: z.strictObject({ ...recordShape, name: text }),
  rejection_reasons: z.strictObject({ ...recordShape, name: text }),
};
