import type { Json } from '@hirewire/connector-kit';
import { z } from 'zod';

// Attributes of Teamtailor's resources, as far as we use them. Ids are texts, and numbers in old parts.

// The client parsed it from JSON, so that there is nothing left to check.
const json = z.custom<Json>();
const Text = z.string().nullish();
const Flag = z.boolean().nullish();
const Id = z.union([z.string().min(1), z.number()]).transform(String);
const Texts = z.array(z.string()).nullish();
/** Amounts come as numbers, and as texts. */
const Amount = z
  .union([z.number(), z.string().trim().min(1).transform(Number).pipe(z.number())])
  .nullish();

export const TeamtailorDocument = z.object({
  data: json.optional(),
  /** The list of notes, in the documentation. */
  notes: json.optional(),
  /** Of a resource without an envelope. */
  id: Id.optional().catch(undefined),
  links: z
    .object({ next: Text.catch(null) })
    .nullish()
    .catch(null),
  meta: z
    .object({ 'record-count': z.number().nullish().catch(null) })
    .nullish()
    .catch(null),
});

/** What models share of the answer of a list: each begins its next delta when Teamtailor has answered. */
export const PageAnswer = z.object({ body: json, at: z.string().nullable() });

export const TeamtailorLinks = z.object({
  'careersite-job-url': Text.catch(null),
  'careersite-job-apply-url': Text.catch(null),
});

export const TeamtailorUser = z.object({
  id: Id,
  name: Text,
  email: Text,
  'login-email': Text,
  role: Text,
});

export const TeamtailorStage = z.object({
  id: Id,
  name: Text,
  'row-order': z.number().nullish(),
  /** `legacy-stage-type-name` since version 20240904. */
  'stage-type': Text.catch(null),
  'legacy-stage-type-name': Text,
});

export const TeamtailorRejectReason = z.object({ id: Id, reason: Text });

export const TeamtailorName = z.object({ id: Id, name: Text });

export const TeamtailorLocation = z.object({
  id: Id,
  name: Text,
  address: Text,
  city: Text,
  country: Text,
  zip: Text,
});

export const TeamtailorCustomFieldValue = z.object({ id: Id, value: json.optional() });
export const TeamtailorCustomField = z.object({ id: Id, name: Text, 'api-name': Text });

export const TeamtailorJob = z.object({
  id: Id,
  title: Text,
  body: Text,
  pitch: Text,
  status: Text,
  'human-status': Text,
  internal: Flag,
  'start-date': json.optional(),
  'end-date': json.optional(),
  'created-at': json.optional(),
  'updated-at': json.optional(),
  'remote-status': Text,
  'employment-type': Text,
  'employment-level': Text,
  currency: Text,
  'min-salary': Amount,
  'max-salary': Amount,
  'salary-time-unit': Text,
  links: TeamtailorLinks.nullish(),
});
export type TeamtailorJob = z.infer<typeof TeamtailorJob>;

export const TeamtailorPickedQuestion = z.object({ id: Id, mandatory: Flag });

const Alternative = z.union([
  z.string(),
  z.object({ id: Id.nullish(), title: Text, name: Text, value: Text }),
]);

export const TeamtailorQuestion = z.object({
  id: Id,
  title: Text,
  'question-type': Text,
  alternatives: z.array(Alternative).nullish(),
  multiple: Flag,
  'single-line': Flag,
  'start-with': Amount,
  'end-with': Amount,
});
export type TeamtailorQuestion = z.infer<typeof TeamtailorQuestion>;

export const TeamtailorAnswer = z.object({
  id: Id,
  boolean: Flag,
  choices: z.array(z.union([z.number(), z.string()]).transform(String)).nullish(),
  range: Amount,
  number: Amount,
  text: Text,
  date: json.optional(),
  'video-token': Text,
});
export type TeamtailorAnswer = z.infer<typeof TeamtailorAnswer>;

export const TeamtailorApplication = z.object({
  id: Id,
  'rejected-at': json.optional(),
  'created-at': json.optional(),
  'updated-at': json.optional(),
});

export const TeamtailorCandidate = z.object({
  id: Id,
  'first-name': Text,
  'last-name': Text,
  email: Text,
  phone: Text,
  'linkedin-url': Text,
  'facebook-profile': Text,
  'referring-site': Text,
  sourced: Flag,
  tags: Texts,
  resume: Text,
  'original-resume': Text,
  'created-at': json.optional(),
  'updated-at': json.optional(),
});
export type TeamtailorCandidate = z.infer<typeof TeamtailorCandidate>;

export const TeamtailorNote = z.object({
  id: Id,
  note: Text,
  'user-id': Id.nullish(),
  'candidate-id': Id.nullish(),
  'private-note': Flag,
  'created-at': json.optional(),
  'updated-at': json.optional(),
});

/**
 * The list is not documented. A public client reads `details` (https://github.com/lumapps/tap-teamtailor,
 * 2024); partner webhooks show the same flat, with underscores.
 */
export const TeamtailorOffer = z.object({
  id: Id,
  name: Text,
  status: Text,
  details: z.object({ salary: json.optional(), 'start-date': json.optional() }).nullish(),
  salary: json.optional(),
  start_date: json.optional(),
  'created-at': json.optional(),
  created_at: json.optional(),
});

/** Undocumented: what Teamtailor calls interviews are evaluations. */
export const TeamtailorEvaluation = z.object({
  id: Id,
  note: Text,
  status: Text,
  'created-at': json.optional(),
  'updated-at': json.optional(),
});

export const TeamtailorUpload = z.object({ id: Id, url: Text, 'file-name': Text });
export type TeamtailorUpload = z.infer<typeof TeamtailorUpload>;

export const TeamtailorCompany = z.object({ id: Id, name: Text });

/** An answer of `POST /files`: flat, or as a resource. */
export const TeamtailorFile = z.union([
  z.object({ uri: z.string().min(1) }),
  z
    .object({ data: z.object({ attributes: z.object({ uri: z.string().min(1) }) }) })
    .transform(({ data }) => data.attributes),
]);
