import { z } from 'zod';
import type { Json } from '@hirewire/connector-kit';

/**
 * What we use of SmartRecruiters' objects, by its OpenAPI document of April 2024 and the examples of
 * its developer portal. All but ids may be missing.
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
export const SmartRecruitersReference = z.looseObject({ id });
const reference = SmartRecruitersReference.nullish();

/** An entry of a list of choices, such as a department or a reason. */
export const SmartRecruitersLabel = z.looseObject({ id, label: text });
const label = z.looseObject({ label: text }).nullish();

const actions = z
  .record(z.string(), z.looseObject({ url: text }).nullish().catch(null))
  .nullish()
  .catch(null);

const ref = z.looseObject({
  country: text,
  countryCode: text,
  region: text,
  regionCode: text,
  city: text,
  address: text,
  postalCode: text,
  remote: flag,
});
export type SmartRecruitersLocation = z.infer<typeof ref>;

/** `primaryAssignment`; of the secondary ones, the list of candidates has the job alone. */
export const SmartRecruitersAssignment = z.looseObject({
  job: SmartRecruitersReference,
  status: text,
  subStatus: text,
  startsOn: time,
  source: text,
  reasonOfRejection: label,
  reasonOfWithdrawal: label,
});
export type SmartRecruitersAssignment = z.infer<typeof SmartRecruitersAssignment>;

/** A person in the list, or whole. */
export const SmartRecruitersCandidate = z.looseObject({
  id,
  firstName: text,
  lastName: text,
  email: text,
  phoneNumber: text,
  location: ref.nullish(),
  web: z.record(z.string(), z.unknown()).nullish(),
  tags: list(z.string()),
  experience: list(z.looseObject({ title: text, company: text, current: flag })),
  createdOn: time,
  updatedOn: time,
  primaryAssignment: SmartRecruitersAssignment.nullish(),
  secondaryAssignments: list(SmartRecruitersAssignment),
});
export type SmartRecruitersCandidate = z.infer<typeof SmartRecruitersCandidate>;

export const SmartRecruitersApplication = z.looseObject({
  applicationId: id.nullish(),
});

/** A step of an application, or of a job. */
export const SmartRecruitersStep = z.looseObject({ changedOn: time, status: text });
export type SmartRecruitersStep = z.infer<typeof SmartRecruitersStep>;

export const SmartRecruitersProperty = z.looseObject({
  id,
  label: text,
  type: text,
  value: json.optional(),
  valueLabel: text,
});
export type SmartRecruitersProperty = z.infer<typeof SmartRecruitersProperty>;

export const SmartRecruitersAnswer = z.looseObject({
  id,
  type: text,
  category: text,
  name: text,
  label: text,
  records: list(
    z.looseObject({
      fields: list(
        z.looseObject({
          id: id.nullish(),
          label: text,
          values: list(z.looseObject({ id: id.nullish(), label: text })),
        }),
      ),
    }),
  ),
});
export type SmartRecruitersAnswer = z.infer<typeof SmartRecruitersAnswer>;

const section = z.looseObject({ title: text, text }).nullish();
const sections = z.looseObject({
  companyDescription: section,
  jobDescription: section,
  qualifications: section,
  additionalInformation: section,
});
/** In `sections`; ads in the list of a job's ads have the parts themselves instead. */
const jobAd = sections.extend({ sections: sections.nullish() }).nullish();
export type SmartRecruitersJobAd = z.infer<typeof jobAd>;

/** A job in the list, or whole. */
export const SmartRecruitersJob = z.looseObject({
  id,
  title: text,
  refNumber: text,
  createdOn: time,
  updatedOn: time,
  department: label,
  location: ref.nullish(),
  status: text,
  postingStatus: text,
  function: label,
  typeOfEmployment: z.looseObject({ id: id.nullish(), label: text }).nullish(),
  experienceLevel: label,
  compensation: z.looseObject({ min: number, max: number, currency: text }).nullish(),
  /** Only the details have it. */
  template: flag,
  jobAd,
  properties: list(SmartRecruitersProperty),
  actions,
});
export type SmartRecruitersJob = z.infer<typeof SmartRecruitersJob>;

export const SmartRecruitersAd = z.looseObject({
  id,
  title: text,
  jobAd,
  applyUrl: text,
  postingStatus: text,
  visibility: text,
  default: flag,
});
export type SmartRecruitersAd = z.infer<typeof SmartRecruitersAd>;

/** What applicants find: an entry of the public list, or whole. */
export const SmartRecruitersPosting = z.looseObject({
  id: id.nullish(),
  uuid: z.string().min(1),
  refNumber: text,
  jobAdId: id.nullish(),
});
export type SmartRecruitersPosting = z.infer<typeof SmartRecruitersPosting>;

export const SmartRecruitersQuestion = z.looseObject({
  id,
  label: text,
  repeatable: flag,
  fields: list(
    z.looseObject({
      id,
      label: text,
      type: text,
      required: flag,
      complianceType: text,
      values: list(SmartRecruitersLabel),
    }),
  ),
});
export type SmartRecruitersQuestion = z.infer<typeof SmartRecruitersQuestion>;

export const SmartRecruitersMember = z.looseObject({ id: id.nullish(), role: text, actions });
export type SmartRecruitersMember = z.infer<typeof SmartRecruitersMember>;

export const SmartRecruitersProcess = z.looseObject({
  id: id.nullish(),
  name: text,
  active: flag,
  subStatuses: z.record(z.string(), list(z.string())).nullish().catch(null),
});
export type SmartRecruitersProcess = z.infer<typeof SmartRecruitersProcess>;

export const SmartRecruitersUser = z.looseObject({
  id,
  firstName: text,
  lastName: text,
  email: text,
  active: flag,
  systemRole: reference,
});

export const SmartRecruitersRole = z.looseObject({ id, name: text });

export const SmartRecruitersInterview = z.looseObject({
  id,
  jobId: id.nullish(),
  candidate: reference,
  location: text,
  createdOn: time,
  timeslots: list(
    z.looseObject({
      id: id.nullish(),
      interviewType: text,
      title: text,
      ref: text,
      startsOn: time,
      endsOn: time,
      interviewers: list(SmartRecruitersReference),
    }),
  ),
});
export type SmartRecruitersInterview = z.infer<typeof SmartRecruitersInterview>;

export const SmartRecruitersOffer = z.looseObject({
  id,
  status: text,
  createdOn: time,
  updatedOn: time,
  properties: z.record(z.string(), json).nullish().catch(null),
  actions,
});
export type SmartRecruitersOffer = z.infer<typeof SmartRecruitersOffer>;

export const SmartRecruitersMessage = z.looseObject({
  content: text,
  createdOn: time,
  visibility: text,
  authorId: id.nullish(),
  context: z
    .looseObject({
      applications: list(z.looseObject({ candidateId: id.nullish(), jobId: id.nullish() })),
    })
    .nullish(),
});
export type SmartRecruitersMessage = z.infer<typeof SmartRecruitersMessage>;

export const SmartRecruitersReview = z.looseObject({
  id,
  candidateId: id.nullish(),
  jobId: id.nullish(),
  reviewerId: id.nullish(),
  overallRating: number,
  comment: text,
  createdOn: time,
  updatedOn: time,
});
export type SmartRecruitersReview = z.infer<typeof SmartRecruitersReview>;

/** A file, with the job that it belongs to beside it in the path. */
export const SmartRecruitersFile = z.looseObject({
  id,
  name: text,
  type: text,
  contentType: text,
});

export const SmartRecruitersSourceType = z.looseObject({ id, subtypes: list(reference) });
export const SmartRecruitersSource = z.looseObject({
  id,
  label: text,
  sourceSubType: z.looseObject({ id: id.nullish() }).nullish().catch(null),
});

export const SmartRecruitersCompany = z.looseObject({ identifier: text, name: text });

export const SmartRecruitersSubscription = z.looseObject({
  id,
  callbackUrl: text,
  events: list(z.looseObject({ name: text })),
  status: text,
});
export type SmartRecruitersSubscription = z.infer<typeof SmartRecruitersSubscription>;
