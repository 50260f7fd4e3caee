import type { ConnectorContext } from '../declaration/connector-context.ts';
import type { IncomingFile, OutgoingFile } from '../http/files.ts';
import type {
  Json,
  ModelName,
  QuestionFormat,
  RecordByModel,
  Tombstone,
} from '../declaration/records.ts';

/**
 * What a connector can change at its remote. Ids are remote ids and have been resolved, input is
 * checked: a stage belongs to the application's job, an answer fits its question. What a tool calls
 * a mistake nevertheless is a `RemoteError` with the tool's own words.
 */

export type AttachmentType = 'CV' | 'COVER_LETTER' | 'OTHER';

export interface OutgoingAttachment {
  type: AttachmentType;
  file: OutgoingFile;
}

/** What every write is given. */
interface WriteInput {
  /** The tool's own part of the wire's `remote_fields`; `{}` where the caller gave none. */
  remoteFields: Readonly<Record<string, Json>>;
}

/** The application that a write is about. */
export interface ApplicationTarget {
  remoteId: string;
  jobRemoteId: string | null;
  candidateRemoteId: string | null;
}

/** A candidate to be made; the wire's names. */
export interface CandidateDraft {
  first_name: string;
  last_name: string;
  email_address: string;
  additional_email_addresses: readonly { type: ContactType; email_address: string }[];
  company: string | null;
  title: string | null;
  phone_number: string | null;
  additional_phone_numbers: readonly { type: ContactType; phone_number: string }[];
  location: {
    /** ISO 3166 two-letter code. */
    country: string;
    city: string | null;
    state: string | null;
    street_1: string | null;
    zip_code: string | null;
  } | null;
  gender: 'MALE' | 'FEMALE' | 'OTHER' | null;
  /** A day: `2026-01-31`. */
  availability_date: string | null;
  salary_expectations: { period: 'MONTH' | 'YEAR'; amount: number } | null;
  /** `networkOf` tells which are profiles in a network. */
  social_links: readonly { url: string }[];
}
export type ContactType = 'PERSONAL' | 'WORK' | 'OTHER';

/**
 * An answer by the format of its question. TEXT: text; NUMBER: number; BOOLEAN: true or false;
 * DATE: `2026-01-31`; SINGLE_SELECT: the option's remote id, MULTI_SELECT: those of several;
 * FILE: a file. Questions of other formats are not answered.
 */
export type AnswerValue = string | number | boolean | readonly string[] | OutgoingFile;

export interface AnswerDraft {
  questionRemoteId: string;
  title: string | null;
  format: QuestionFormat;
  value: AnswerValue;
}

/** Where the tool is to say that an application came from. */
export interface SourceDraft {
  name: string | null;
  /** The id of a source in the tool, where the caller named one. */
  remoteId: string | null;
  /** True if the client did not set it: the name of the customer's environment. */
  isAutomatic: boolean;
}

export interface CreateApplicationInput extends WriteInput {
  job: { remoteId: string };
  /** The tool's own first stage where null. */
  stageRemoteId: string | null;
  candidate: CandidateDraft;
  attachments: readonly OutgoingAttachment[];
  answers: readonly AnswerDraft[];
  source: SourceDraft;
  sourcedByUserRemoteId: string | null;
  gdprConsent: { expires_at: string | null; given: boolean | null } | null;
}

export interface MoveApplicationInput extends WriteInput {
  application: ApplicationTarget;
  stageRemoteId: string;
}

export interface RejectApplicationInput extends WriteInput {
  application: ApplicationTarget;
  rejectionReasonRemoteId: string;
  note: string | null;
}

export interface AddNoteInput extends WriteInput {
  application: ApplicationTarget;
  /** Plain text. */
  content: string;
}

export interface ResultLinkDraft {
  label: string;
  url: string;
  /** Key figures to be shown with the link. */
  details: {
    customFieldNamePrefix: string;
    attributes: readonly { key: string; value: string }[];
  } | null;
}

export interface ApplicationResultLinkInput extends WriteInput {
  application: ApplicationTarget;
  link: ResultLinkDraft;
}

export interface CandidateResultLinkInput extends WriteInput {
  candidate: { remoteId: string };
  link: ResultLinkDraft;
}

export interface ApplicationAttachmentInput extends WriteInput {
  application: ApplicationTarget;
  attachment: OutgoingAttachment;
}

export interface CandidateAttachmentInput extends WriteInput {
  candidate: { remoteId: string };
  attachment: OutgoingAttachment;
}

export interface CandidateTagInput extends WriteInput {
  candidate: { remoteId: string };
  tagName: string;
}

/** A record that a write made or changed. */
export interface ChangedRecord {
  model: ModelName;
  remoteId: string;
  /** Whose application it is: for tools that read the applications of a candidate, and no single one. */
  candidateRemoteId?: string;
}

/** What a write has done. */
export interface WriteOutcome {
  /**
   * Made or changed at the remote. The engine reads them anew (`readById`) and stores them, so that
   * our lists show what the remote really has.
   */
  changed: readonly ChangedRecord[];
  /** What was done otherwise than asked for: a substitute, or a part that the tool cannot take. */
  warnings: readonly string[];
}

export interface CreateApplicationOutcome extends WriteOutcome {
  applicationRemoteId: string;
  candidateRemoteId: string;
}

/** A file of an applicant, as the remote lists it. */
export interface AttachmentRecord {
  remote_id: string;
  type: AttachmentType;
  file_name: string;
  content_type: string;
  remote_created_at?: string | null;
  remote_updated_at?: string | null;
  /** The application that it came with, where the tool tells. */
  application_remote_id?: string | null;
  /** What `openAttachment` needs to find it again; goes into a link, sealed. Small. */
  reference: Json;
}

type Write<Input, Outcome = WriteOutcome> = (
  context: ConnectorContext,
  input: Input,
) => Promise<Outcome>;

/**
 * The actions of a connector: one function for each write action that its coverage calls SUPPORTED
 * (`writeActionFunctions` says which). They throw RemoteError as reads do; `job-closed` and
 * `already-exists` are for createApplication alone.
 *
 * A write of several requests fails as a whole only until the first one that cannot be undone
 * has succeeded: after that, what fails is a warning, lest the caller repeats what was done.
 */
export interface WriteFunctions {
  /** Also serves `create-candidate`. Somebody with the same e-mail address is applied for anew. */
  createApplication?: Write<CreateApplicationInput, CreateApplicationOutcome>;
  moveApplicationToStage?: Write<MoveApplicationInput>;
  rejectApplication?: Write<RejectApplicationInput>;
  addApplicationNote?: Write<AddNoteInput>;
  addApplicationResultLink?: Write<ApplicationResultLinkInput>;
  addCandidateResultLink?: Write<CandidateResultLinkInput>;
  addApplicationAttachment?: Write<ApplicationAttachmentInput>;
  addCandidateAttachment?: Write<CandidateAttachmentInput>;
  getApplicationAttachments?: Write<{ application: ApplicationTarget }, AttachmentRecord[]>;
  getCandidateAttachments?: Write<{ candidate: { remoteId: string } }, AttachmentRecord[]>;
  /** Makes the tag where there is none of that name; succeeds where the candidate has it. */
  addCandidateTag?: Write<CandidateTagInput>;
  /** Succeeds where the candidate does not have it. */
  removeCandidateTag?: Write<CandidateTagInput>;
  /**
   * The remote id of an application that the caller names in one of the forms of the wire
   * (`id_type` and its ids). Null for a form that this tool does not have.
   */
  importTrackedApplication?: (imported: Readonly<Record<string, string>>) => string | null;
}

/** Opens a file that one of the two reads of attachments has listed. */
export type OpenAttachment = (context: ConnectorContext, reference: Json) => Promise<IncomingFile>;

/**
 * Reads single records, mapped as in `read`. One that the remote no longer has is a tombstone.
 * Needed for every model that a write calls changed. `candidateRemoteIds` has the candidates that
 * writes have named, by the ids of their applications; of others, nothing is known.
 */
export type ReadById = {
  readonly [Model in ModelName]?: (
    context: ConnectorContext,
    remoteIds: readonly string[],
    candidateRemoteIds?: ReadonlyMap<string, string>,
  ) => Promise<(RecordByModel[Model] | Tombstone)[]>;
};

/** The function behind each write action of the contract. */
export const writeActionFunctions: Readonly<Record<string, keyof WriteFunctions>> = {
  ats_create_application: 'createApplication',
  ats_create_candidate: 'createApplication',
  ats_move_application_to_stage: 'moveApplicationToStage',
  ats_reject_application: 'rejectApplication',
  ats_add_application_note: 'addApplicationNote',
  ats_add_application_result_link: 'addApplicationResultLink',
  ats_add_candidate_result_link: 'addCandidateResultLink',
  ats_add_application_attachment: 'addApplicationAttachment',
  ats_add_candidate_attachment: 'addCandidateAttachment',
  ats_get_application_attachments: 'getApplicationAttachments',
  ats_get_candidate_attachments: 'getCandidateAttachments',
  ats_add_candidate_tag: 'addCandidateTag',
  ats_remove_candidate_tag: 'removeCandidateTag',
  ats_import_tracked_application: 'importTrackedApplication',
};
