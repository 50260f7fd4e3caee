import { z } from 'zod';

import { textList } from '../query-parameters.ts';
import {
  dateTime,
  nullableDateTime,
  nullableEmail,
  nullableInteger,
  nullableText,
  nullableUrl,
} from './primitives.ts';
import {
  attachmentTypes,
  integrationStates,
  offerStatuses,
  outcomes,
  setupStatuses,
  toolCategories,
} from './vocabulary.ts';

// Fields that mean the same in many models, each described once.

export const id = z
  .string()
  .describe('Id of the record in Hirewire: 24 characters. It stays the same in every sync.');

const remoteIdMeaning = 'Id of the record in the tool, or a combination of several of its ids.';
export const remoteId = z.string().describe(remoteIdMeaning);
export const nullableRemoteId = nullableText.describe(`${remoteIdMeaning} Null if it has none.`);

export const changedAt = dateTime.describe(
  "When the record's own fields last changed in Hirewire, regardless of nested records and of the tool's own time. To find changes, use `updated_after`.",
);
export const remoteDeletedAt = nullableDateTime.describe(
  'When Hirewire found that the record was deleted in the tool; null if it was not. Lists contain deleted records only with `include_deleted=true`.',
);
export const remoteCreatedAt = nullableDateTime.describe(
  'When the record was created in the tool; null if unknown.',
);
export const remoteUpdatedAt = nullableDateTime.describe(
  'When the record was last changed in the tool; null if unknown.',
);
export const remoteUrl = nullableUrl.describe(
  "URL of the record in the tool's web app; null if unknown.",
);

export const firstName = nullableText.describe('First name; null if unknown.');
export const lastName = nullableText.describe('Last name; null if unknown.');
export const userEmail = nullableEmail
  .optional()
  .describe('Work e-mail address; null if the tool has no valid one.');

export const outcome = z
  .enum(outcomes)
  .nullable()
  .describe(
    "Outcome of the application: PENDING while it is open, HIRED, or DECLINED if it ended without a hire. Derived from the tool's data; null if that is not sufficient.",
  );
export const rejectionReasonName = nullableText.describe(
  'Why the application was rejected, as named by the tool; null if it was not rejected, or the reason is unknown.',
);
export const rejectedAt = nullableDateTime.describe(
  'When the application was rejected; null if it was not rejected, or the time is unknown.',
);

export const candidateSource = nullableText.describe(
  'Source of the candidate, as named by the tool, such as a job board.',
);
export const candidateTagsMeaning = 'Tags of the candidate in the tool. Empty if there are none.';

export const offerStatus = z
  .enum(offerStatuses)
  .nullable()
  .describe(
    'Status of the offer: usually DRAFT, APPROVED, SENT, then ACCEPTED or DECLINED by the candidate; ABANDONED if it was withdrawn. Null if unknown.',
  );

export const stageIndex = nullableInteger.describe(
  'Position among the stages of the job: lower comes first. Null if the job or the order is unknown.',
);

export const attachmentType = z
  .enum(attachmentTypes)
  .describe('Type of the file: CV, COVER_LETTER, or OTHER for everything else.');

/** Where a tool may file things under a candidate as a whole. */
export const applicationIdOfCandidate = nullableText.describe(
  'Id of the application that it belongs to; null if it belongs to the candidate.',
);

/** The filters of lists of such things. */
export const filedUnderFilters = {
  candidate_ids: {
    parameter: textList('Only records of one of these candidates, regardless of the application.'),
    matches: 'any',
    field: 'candidate_id',
  },
  application_ids: {
    parameter: textList(
      'Only records that belong to one of these applications. Records that belong only to the candidate are omitted.',
    ),
    matches: 'any',
    field: 'application_id',
  },
} as const;

export const integrationId = z
  .string()
  .describe(
    "Id of the integration: the tool's slug, a colon and 24 characters. Send it in the header `X-Integration-Id`.",
  );
export const toolSlug = z
  .string()
  .describe('Slug of the connected tool, such as `ashby`: the `id` in the list of tools.');
export const integrationState = z
  .enum(integrationStates)
  .describe(
    'ACTIVE while it works; INVALID after the tool has refused the credentials for days, until it is reconnected; INACTIVE while it is disabled.',
  );
export const setupStatus = z
  .enum(setupStatuses)
  .describe(
    'INCOMPLETE while setup steps are open, FINAL_SYNC_PENDING until the sync after them has ended, then COMPLETED. Records can be read from then on.',
  );
export const organizationName = z.string().describe('Name of the customer, as you sent it.');
export const originId = nullableText.describe(
  'Your own id of the customer, as you sent it; null if you sent none.',
);
const creatorEmailMeaning = 'E-mail address of the person who connected the tool, as you sent it;';
export const nullableCreatorEmail = nullableEmail.describe(
  `${creatorEmailMeaning} null if you sent no valid one.`,
);
export const creatorEmailText = nullableText.describe(
  `${creatorEmailMeaning} null if you sent none.`,
);

export const toolLabel = z.string().describe('Display name of the tool.');
export const toolInternalLabel = nullableText.describe(
  'A more precise name, for your own staff, if several tools have the same name; usually null.',
);
export const toolCategory = z
  .enum(toolCategories)
  .describe('Category of the tool. Applicant tracking systems are ATS.');
