import { z } from 'zod';
import type { Json } from '@hirewire/connector-kit';

/**
 * What we use of Lever's objects, by https://hire.lever.co/developer/documentation and recorded
 * answers. All but ids may be missing.
 */
const text = z.string().nullish();
const flag = z.boolean().nullish();
const number = z.number().nullish();
/** Milliseconds since 1970. */
const time = z.union([z.number(), z.string()]).nullish();
// The client parsed it from JSON, so that there is nothing left to check.
const json = z.custom<Json>();
const list = <Item extends z.ZodType>(item: Item) => z.array(item).nullish();

export const LeverList = z.looseObject({ data: json.optional(), hasNext: flag, next: text });
export const LeverEnvelope = z.looseObject({
  data: z.custom<Json>((value) => value !== undefined),
});

/** An object of which only the id matters. */
export const LeverReference = z.looseObject({ id: z.string() });
/** Of a list of deleted records, whose items nobody has recorded. */
export const LeverDeleted = z.union([
  z.string().transform((id) => ({ id, contact: null })),
  z.looseObject({ id: z.string(), contact: text }),
]);

export const LeverStage = z.looseObject({ id: z.string(), text });
export type LeverStage = z.infer<typeof LeverStage>;

export const LeverArchiveReason = z.looseObject({ id: z.string(), text, status: text, type: text });
export type LeverArchiveReason = z.infer<typeof LeverArchiveReason>;

/** Tags and sources have no ids. */
export const LeverTag = z.looseObject({ text: z.string().min(1) });

export const LeverUser = z.looseObject({
  id: z.string(),
  name: text,
  email: text,
  accessRole: text,
  createdAt: time,
  deactivatedAt: time,
});
export type LeverUser = z.infer<typeof LeverUser>;

/** A field of a form, with its value where it was filled in. */
export const LeverField = z.looseObject({
  id: text,
  type: text,
  text,
  description: text,
  prompt: text,
  required: flag,
  options: list(z.looseObject({ text: z.string() })),
  value: json.optional(),
});
export type LeverField = z.infer<typeof LeverField>;

export const LeverForm = z.looseObject({
  id: text,
  type: text,
  text,
  description: text,
  fields: list(LeverField),
  createdAt: time,
  completedAt: time,
  deletedAt: time,
});
export type LeverForm = z.infer<typeof LeverForm>;

/** https://hire.lever.co/developer/documentation#retrieve-posting-application-questions */
export const LeverApplyForm = z.looseObject({
  customQuestions: list(LeverForm),
  /** By their names, which answers have, too. Not documented: what other clients read. */
  eeoQuestions: z.record(z.string(), LeverField).nullish(),
  personalInformation: list(z.looseObject({ name: z.string(), text, type: text, required: flag })),
  urls: list(z.looseObject({ name: z.string(), required: flag })),
});
export type LeverApplyForm = z.infer<typeof LeverApplyForm>;

export const LeverPosting = z.looseObject({
  id: z.string(),
  text,
  state: text,
  distributionChannels: list(z.string()),
  owner: text,
  hiringManager: text,
  categories: z
    .looseObject({
      commitment: text,
      department: text,
      level: text,
      location: text,
      team: text,
    })
    .nullish(),
  content: z
    .looseObject({
      description: text,
      descriptionHtml: text,
      lists: list(z.looseObject({ text, content: text })),
      closing: text,
      closingHtml: text,
    })
    .nullish(),
  country: text,
  reqCode: text,
  requisitionCodes: list(z.string()),
  urls: z.looseObject({ list: text, show: text, apply: text }).nullish(),
  confidentiality: text,
  workplaceType: text,
  salaryRange: z
    .looseObject({ min: number, max: number, currency: text, interval: text })
    .nullish(),
  createdAt: time,
  updatedAt: time,
});
export type LeverPosting = z.infer<typeof LeverPosting>;

/** `GET /postings/{id}/users`, which has no envelope. What its users look like is not documented. */
export const LeverTeam = z.looseObject({
  users: list(
    z.union([
      z.string().transform((id) => ({ id, role: null, roles: null })),
      z.looseObject({
        id: z.string(),
        role: z.union([z.string(), LeverReference]).nullish(),
        roles: list(z.union([z.string(), LeverReference])),
      }),
    ]),
  ),
});
export type LeverTeam = z.infer<typeof LeverTeam>;

export const LeverApplication = z.looseObject({
  id: z.string(),
  type: text,
  posting: z.union([z.string(), LeverReference]).nullish(),
  company: text,
  customQuestions: list(LeverForm),
  createdAt: time,
});
export type LeverApplication = z.infer<typeof LeverApplication>;

export const LeverOpportunity = z.looseObject({
  id: z.string(),
  name: text,
  headline: text,
  contact: text,
  stage: text,
  confidentiality: text,
  location: text,
  phones: list(z.looseObject({ type: text, value: text })),
  emails: list(z.string()),
  links: list(z.string()),
  archived: z.looseObject({ reason: text, archivedAt: time }).nullish(),
  tags: list(z.string()),
  sources: list(z.string()),
  /** Ids, or whole ones where `expand` asks for them. */
  applications: list(
    z.union([z.string().transform((id) => ({ id, isExpanded: false as const })), LeverApplication]),
  ),
  createdAt: time,
  updatedAt: time,
  urls: z.looseObject({ show: text }).nullish(),
  isAnonymized: flag,
});
export type LeverOpportunity = z.infer<typeof LeverOpportunity>;

export const LeverInterview = z.looseObject({
  id: z.string(),
  subject: text,
  note: text,
  interviewers: list(LeverReference),
  date: time,
  /** Minutes. */
  duration: number,
  location: text,
  stage: text,
  canceledAt: time,
  createdAt: time,
});
export type LeverInterview = z.infer<typeof LeverInterview>;

export const LeverOffer = z.looseObject({
  id: z.string(),
  createdAt: time,
  status: text,
  fields: list(z.looseObject({ identifier: text, text, value: json.optional() })),
});
export type LeverOffer = z.infer<typeof LeverOffer>;

export const LeverNote = z.looseObject({
  id: z.string(),
  text,
  fields: list(z.looseObject({ type: text, value: json.optional() })),
  user: text,
  secret: flag,
  createdAt: time,
  deletedAt: time,
});
export type LeverNote = z.infer<typeof LeverNote>;

/** A form that an interviewer fills in. */
export const LeverFeedback = LeverForm.extend({
  id: z.string(),
  instructions: text,
  interview: text,
  user: text,
});
export type LeverFeedback = z.infer<typeof LeverFeedback>;

export const LeverResume = z.looseObject({
  id: z.string(),
  createdAt: time,
  file: z.looseObject({ name: text, ext: text, uploadedAt: time }).nullish(),
});
export const LeverFile = z.looseObject({ id: z.string(), name: text, ext: text, uploadedAt: time });

export const LeverUpload = z.looseObject({ uri: z.string() });
export const LeverApplied = z.looseObject({ applicationId: z.string() });
export const LeverWebhook = z.looseObject({ id: z.string(), event: text, url: text });
