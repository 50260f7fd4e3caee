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
  .describe("Hirewire's id of the record: 24 characters, the same after every sync.");

const remoteIdMeaning =
  "The tool's own id of the record, as it has it or put together from several of its ids.";
export const remoteId = z.string().describe(remoteIdMeaning);
export const nullableRemoteId = nullableText.describe(`${remoteIdMeaning} Null where it has none.`);

export const changedAt = dateTime.describe(
  "When the record's own fields last changed in Hirewire. Nested records and the tool's own clock do not count; to find changes, ask with `updated_after`.",
);
export const remoteDeletedAt = nullableDateTime.describe(
  'When Hirewire noticed that the record is gone from the tool; null while it is there. Lists show deleted records only with `include_deleted=true`.',
);
export const remoteCreatedAt = nullableDateTime.describe(
  'When the record was created, by the clock of the tool; null where it does not tell.',
);
export const remoteUpdatedAt = nullableDateTime.describe(
  'When the record was last changed, by the clock of the tool; null where it does not tell.',
);
export const remoteUrl = nullableUrl.describe(
  "Where people open the record in the tool's own pages; null where no such address is known.",
);

export const firstName = nullableText.describe('First name; null where the tool has none.');
export const lastName = nullableText.describe('Last name; null where the tool has none.');
export const userEmail = nullableEmail
  .optional()
  .describe('E-mail address at work; null where the tool has none, or none that is valid.');

export const outcome = z
  .enum(outcomes)
  .nullable()
  .describe(
    'How the application stands: PENDING while under way, HIRED, or DECLINED once it ended without a hire. Computed from what the tool knows; null where that is not enough.',
  );
export const rejectionReasonName = nullableText.describe(
  'Why the application was turned down, in the words of the tool; null where it was not, or no reason is known.',
);
export const rejectedAt = nullableDateTime.describe(
  'When the application was turned down; null where it was not, or the time is not known.',
);

export const candidateSource = nullableText.describe(
  'Where the candidate came from, in the words of the tool, such as the name of a job board.',
);
export const candidateTagsMeaning =
  'Tags that the candidate has in the tool; an empty list for none.';

export const offerStatus = z
  .enum(offerStatuses)
  .nullable()
  .describe(
    'How far the offer is: usually DRAFT, APPROVED, SENT, then ACCEPTED or DECLINED by the candidate; ABANDONED when it was taken back. Null where the tool does not tell.',
  );

export const stageIndex = nullableInteger.describe(
  'Position among the stages of the job: lower comes first. Null where the job or the order is not known.',
);

export const attachmentType = z
  .enum(attachmentTypes)
  .describe('What the file is: a CV, a COVER_LETTER, or OTHER for everything else.');

/** Where a tool may file things under a candidate as a whole. */
export const applicationIdOfCandidate = nullableText.describe(
  'Id of the application that it is filed under; null where the tool files it under the candidate.',
);

/** The filters of lists of such things. */
export const filedUnderFilters = {
  candidate_ids: {
    parameter: textList(
      'Only records about one of these candidates, whatever application they belong to.',
    ),
    matches: 'any',
    field: 'candidate_id',
  },
  application_ids: {
    parameter: textList(
      'Only records that are filed under one of these applications. Those that hang on the candidate alone are left out.',
    ),
    matches: 'any',
    field: 'application_id',
  },
} as const;

export const integrationId = z
  .string()
  .describe(
    'Id of the integration: the slug of the tool, a colon and 24 characters. The same id goes into the header `X-Integration-Id`.',
  );
export const toolSlug = z
  .string()
  .describe('Slug of the connected tool, such as `ashby`: the `id` in the list of tools.');
export const integrationState = z
  .enum(integrationStates)
  .describe(
    'ACTIVE while it works; INVALID once the tool has not accepted the credentials for days, until it is reconnected; INACTIVE while it is switched off.',
  );
export const setupStatus = z
  .enum(setupStatuses)
  .describe(
    'COMPLETED once nothing is left to set up; INCOMPLETE while the customer has open steps, FINAL_SYNC_PENDING while the sync after them is awaited. Before COMPLETED there are no records to read.',
  );
export const organizationName = z.string().describe('Name of the customer, as you gave it.');
export const originId = nullableText.describe(
  'Your own id of the customer, as you gave it; null when you gave none.',
);
const creatorEmailMeaning = 'E-mail address of whoever connected the tool, as you gave it;';
export const nullableCreatorEmail = nullableEmail.describe(
  `${creatorEmailMeaning} null when you gave none that is valid.`,
);
export const creatorEmailText = nullableText.describe(
  `${creatorEmailMeaning} null when you gave none.`,
);

export const toolLabel = z.string().describe('Name of the tool, to show to people.');
export const toolInternalLabel = nullableText.describe(
  'A more exact name, for your own staff, where several tools have the same; usually null.',
);
export const toolCategory = z
  .enum(toolCategories)
  .describe('Kind of the tool. Integrations of applicant tracking systems are ATS.');
