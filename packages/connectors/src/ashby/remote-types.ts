import { z } from 'zod';
import type { Json } from '@hirewire/connector-kit';

/**
 * What we use of Ashby's objects, by https://developers.ashbyhq.com/reference. Ashby sends null
 * for things that its reference declares plain, so that all but ids may be missing.
 */
const text = z.string().nullish();
const flag = z.boolean().nullish();
const number = z.number().nullish();
// The client parsed it from JSON, so that there is nothing left to check.
const json = z.custom<Json>();
const list = <Item extends z.ZodType>(item: Item) => z.array(item).nullish();

export const AshbyEnvelope = z.looseObject({
  success: z.literal(true),
  results: json.optional(),
  moreDataAvailable: flag,
  nextCursor: text,
  syncToken: text,
});
export type AshbyEnvelope = z.infer<typeof AshbyEnvelope>;

export const AshbyFailure = z.looseObject({ success: z.literal(false) });

export const AshbyCustomField = z.looseObject({ id: z.string(), value: json.nullish() });
export type AshbyCustomField = z.infer<typeof AshbyCustomField>;

export const AshbyNamed = z.looseObject({ id: z.string(), name: text });
/** An object of which only the id matters. */
export const AshbyReference = z.looseObject({ id: z.string() });
export const AshbyTitled = z.looseObject({ id: z.string(), title: text });

export const AshbyApiKey = z.looseObject({ scopes: list(z.string()) });

export const AshbyTag = AshbyTitled.extend({ isArchived: flag });

export const AshbyArchiveReason = z.looseObject({ id: z.string(), text });

export const AshbyUser = z.looseObject({
  id: z.string(),
  firstName: text,
  lastName: text,
  email: text,
  globalRole: text,
  isEnabled: flag,
});
export type AshbyUser = z.infer<typeof AshbyUser>;

export const AshbyContact = z.looseObject({ value: z.string(), type: text });
export type AshbyContact = z.infer<typeof AshbyContact>;

/** A file that the candidate has; the handle is only good for fetching it. */
export const AshbyFile = z.looseObject({ id: z.string(), name: text, handle: z.string() });
export type AshbyFile = z.infer<typeof AshbyFile>;

export const AshbyCandidate = z.looseObject({
  id: z.string(),
  name: text,
  company: text,
  position: text,
  primaryEmailAddress: AshbyContact.nullish(),
  emailAddresses: list(AshbyContact),
  primaryPhoneNumber: AshbyContact.nullish(),
  phoneNumbers: list(AshbyContact),
  socialLinks: list(z.looseObject({ type: text, url: z.string() })),
  tags: list(AshbyTag),
  source: z.looseObject({ title: text }).nullish(),
  location: z
    .looseObject({
      locationSummary: text,
      locationComponents: list(z.looseObject({ type: z.string(), name: text })),
    })
    .nullish(),
  customFields: list(AshbyCustomField),
  profileUrl: text,
  applicationIds: list(z.string()),
  resumeFileHandle: AshbyFile.nullish(),
  fileHandles: list(AshbyFile),
  createdAt: text,
  updatedAt: text,
});
export type AshbyCandidate = z.infer<typeof AshbyCandidate>;

export const AshbyStage = AshbyTitled.extend({
  orderInInterviewPlan: number,
  /** `Lead`, `PreInterviewScreen`, `Active`, `Offer`, `Hired`, `Archived`. */
  type: text,
  interviewPlanId: text,
});
export type AshbyStage = z.infer<typeof AshbyStage>;

export const AshbyInterviewPlan = z.looseObject({
  id: z.string(),
  isArchived: flag,
  updatedAt: text,
});
export type AshbyInterviewPlan = z.infer<typeof AshbyInterviewPlan>;

export const AshbyApplication = z.looseObject({
  id: z.string(),
  status: text,
  candidate: z.looseObject({ id: z.string() }).nullish(),
  job: z.looseObject({ id: z.string() }).nullish(),
  currentInterviewStage: AshbyStage.nullish(),
  archiveReason: z.looseObject({ text }).nullish(),
  archivedAt: text,
  appliedViaJobPostingId: text,
  customFields: list(AshbyCustomField),
  createdAt: text,
  updatedAt: text,
});
export type AshbyApplication = z.infer<typeof AshbyApplication>;

/** One question of a form. Its path names it in submitted values and in submissions. */
export const AshbyFormField = z.looseObject({
  isRequired: flag,
  descriptionHtml: text,
  descriptionPlain: text,
  field: z.looseObject({
    path: z.string(),
    type: text,
    title: text,
    selectableValues: list(z.looseObject({ label: text, value: z.string() })),
  }),
});
export type AshbyFormField = z.infer<typeof AshbyFormField>;

export const AshbyFormDefinition = z.looseObject({
  sections: list(z.looseObject({ fields: list(AshbyFormField) })),
});
export type AshbyFormDefinition = z.infer<typeof AshbyFormDefinition>;

export const AshbySubmissions = z.looseObject({
  applicationFormSubmissions: list(
    z.looseObject({
      formDefinition: AshbyFormDefinition.nullish(),
      submittedValues: z.record(z.string(), json).nullish(),
    }),
  ),
});
export type AshbySubmissions = z.infer<typeof AshbySubmissions>;

export const AshbyNote = z.looseObject({
  id: z.string(),
  content: text,
  isPrivate: flag,
  author: AshbyReference.nullish(),
  createdAt: text,
});

/** A form that an interviewer has submitted. */
export const AshbyFeedback = z.looseObject({
  id: z.string(),
  applicationId: z.string(),
  interviewEventId: text,
  submittedByUser: AshbyReference.nullish(),
  submittedAt: text,
  formDefinition: AshbyFormDefinition.nullish(),
  submittedValues: z.record(z.string(), json).nullish(),
});
export type AshbyFeedback = z.infer<typeof AshbyFeedback>;

const AshbyAddress = z
  .looseObject({
    postalAddress: z
      .looseObject({
        addressCountry: text,
        addressRegion: text,
        addressLocality: text,
        postalCode: text,
        streetAddress: text,
      })
      .nullish(),
  })
  .nullish();

const AshbyLocation = z.looseObject({ name: text, workplaceType: text, address: AshbyAddress });

export const AshbyJob = z.looseObject({
  id: z.string(),
  title: text,
  confidential: flag,
  status: text,
  employmentType: text,
  departmentId: text,
  defaultInterviewPlanId: text,
  interviewPlanIds: list(z.string()),
  jobPostingIds: list(z.string()),
  customRequisitionId: text,
  hiringTeam: list(z.looseObject({ userId: z.string(), role: text })),
  location: AshbyLocation.nullish(),
  customFields: list(AshbyCustomField),
  createdAt: text,
  updatedAt: text,
  openedAt: text,
  closedAt: text,
});
export type AshbyJob = z.infer<typeof AshbyJob>;

/** Of `jobPosting.info`; a row of `jobPosting.list` has a part of it. */
export const AshbyPosting = z.looseObject({
  id: z.string(),
  jobId: text,
  title: text,
  isListed: flag,
  externalLink: text,
  applyLink: text,
  descriptionHtml: text,
  workplaceType: text,
  departmentName: text,
  locationName: text,
  address: AshbyAddress,
  applicationFormDefinition: AshbyFormDefinition.nullish(),
  surveyFormDefinitions: list(
    z.looseObject({
      id: z.string(),
      surveyType: text,
      formDefinition: AshbyFormDefinition.nullish(),
    }),
  ),
  compensation: z
    .looseObject({
      summaryComponents: list(
        z.looseObject({
          compensationType: text,
          interval: text,
          currencyCode: text,
          minValue: number,
          maxValue: number,
        }),
      ),
    })
    .nullish(),
});
export type AshbyPosting = z.infer<typeof AshbyPosting>;

export const AshbyInterviewEvent = z.looseObject({
  id: z.string(),
  interviewId: text,
  interview: z.looseObject({ title: text }).nullish(),
  interviewers: list(z.looseObject({ id: z.string() })),
  interviewerUserIds: list(z.string()),
  startTime: text,
  endTime: text,
  location: text,
  meetingLink: text,
  createdAt: text,
  updatedAt: text,
});
export type AshbyInterviewEvent = z.infer<typeof AshbyInterviewEvent>;

export const AshbyInterviewSchedule = z.looseObject({
  id: z.string(),
  status: text,
  applicationId: text,
  interviewStageId: text,
  interviewEvents: list(AshbyInterviewEvent),
});
export type AshbyInterviewSchedule = z.infer<typeof AshbyInterviewSchedule>;

export const AshbyOffer = z.looseObject({
  id: z.string(),
  applicationId: text,
  offerStatus: text,
  acceptanceStatus: text,
  latestVersion: z
    .looseObject({
      startDate: text,
      createdAt: text,
      approvalStatus: text,
      customFields: list(AshbyCustomField),
    })
    .nullish(),
});
export type AshbyOffer = z.infer<typeof AshbyOffer>;

/** Where to send a file, and what to name it by afterwards. */
export const AshbyUpload = z.looseObject({
  handle: z.string(),
  url: z.string(),
  fields: z.record(z.string(), z.string()),
});

export const AshbySubmission = z.looseObject({
  submittedFormInstance: z.looseObject({ id: z.string() }),
  formMessages: z.looseObject({ blocked: flag, blockMessageForCandidateHtml: text }).nullish(),
});

export const AshbyFieldDefinition = z.looseObject({
  id: z.string(),
  title: text,
  objectType: text,
  fieldType: text,
});
export type AshbyFieldDefinition = z.infer<typeof AshbyFieldDefinition>;
