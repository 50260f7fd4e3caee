/**
 * What a connector yields: wire fields without our ids, references as remote ids.
 * The store computes our ids from these; a connector never sees one.
 * Every field that a tool cannot fill is left out (it becomes null on the wire).
 * Dates are ISO 8601 strings with a zone (`toIsoDate` of this package makes them).
 */

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Free-form values by custom-field key, as the wire's `custom_fields` map. */
export type CustomFields = { [key: string]: Json };

type Optional<T> = { [K in keyof T]?: T[K] | null | undefined };

/** Fields that every record of every model may carry. */
export interface RecordBase {
  /** The vendor's id, or a documented composite of several. Never empty. */
  remote_id: string;
  /**
   * The vendor's raw objects by the path they were read from, as the wire's `remote_data`.
   * Stored only where the integration asks for it.
   */
  remote_data?: { [path: string]: Json } | null;
}

export type Location = Optional<{
  city: string;
  country: string;
  raw: string;
  state: string;
  street_1: string;
  street_2: string;
  zip_code: string;
}>;

export interface EmailAddress {
  email_address: string | null;
  type: string | null;
}

export interface PhoneNumber {
  phone_number: string;
  type?: string | null;
}

export type SocialMedia = Optional<{ link: string; type: string; username: string }>;

type Dates = Optional<{ remote_created_at: string; remote_updated_at: string }>;

export interface SelectOption {
  /** Opaque to us; sent back by clients when they answer. Stable over syncs. */
  id: string;
  remote_id?: string | null;
  name: string;
}

/** A screening question's answer format, exactly as on the wire. */
export type QuestionFormat =
  | {
      type: 'TEXT';
      display_type?: 'SINGLE_LINE' | 'MULTI_LINE' | 'EMAIL' | 'URL' | null;
      max_length?: number | null;
    }
  | {
      type: 'NUMBER';
      display_type?: 'SLIDER' | 'FIELD' | null;
      max?: number | null;
      min?: number | null;
    }
  | {
      type: 'FILE';
      accepted_mime_types?: string[] | null;
      max_file_size_bytes?: number | null;
    }
  | {
      type: 'SINGLE_SELECT';
      display_type?: 'DROPDOWN' | 'RADIO' | null;
      options: SelectOption[];
    }
  | { type: 'MULTI_SELECT'; options: SelectOption[] }
  | { type: 'BOOLEAN' }
  | { type: 'DATE' }
  | { type: 'INFORMATION' }
  | { type: 'UNKNOWN'; raw_question?: Json };

export interface ScreeningQuestion extends Optional<{
  title: string;
  description: string;
  format: QuestionFormat;
  category: 'EEO' | 'DEMOGRAPHIC';
  index: number;
  required: boolean;
  precondition_question_remote_id: string;
  precondition_options: string[] | boolean[];
}> {
  remote_id: string;
}

export interface JobPosting extends Optional<{
  title: string;
  description_html: string;
  status: 'ACTIVE' | 'INACTIVE' | 'DRAFT';
  visibility: 'PUBLIC' | 'INTERNAL' | 'UNLISTED';
  url: string;
}> {
  remote_id: string;
}

export interface JobRecord
  extends
    RecordBase,
    Dates,
    Optional<{
      name: string;
      job_code: string;
      description: string;
      confidential: boolean;
      weekly_hours: number;
      employment_type: string;
      status: string;
      visibility: string;
      category: string;
      department: string;
      post_url: string;
      experience_level: string;
      remote_work_status: string;
      salary_amount: number;
      salary_amount_from: number;
      salary_amount_to: number;
      salary_currency: string;
      salary_period: string;
      location: Location;
      custom_fields: CustomFields;
      remote_url: string;
      opened_at: string;
      closed_at: string;
      contact_remote_id: string;
    }> {
  /** The job's stages in the order in which applications pass them. */
  stages: { remote_id: string; index: number | null }[];
  screening_questions: ScreeningQuestion[];
  job_postings: JobPosting[];
  /** Users of this job and the (JOB scoped) roles that they have in it. */
  hiring_team: { user_remote_id: string; role_remote_ids: string[] }[];
}

export interface ApplicationStageRecord
  extends
    RecordBase,
    Optional<{ name: string; status: 'ACTIVE' | 'INACTIVE'; custom_fields: CustomFields }> {}

/** One answer, exactly as on the wire (choices are texts, not option ids). */
export type ScreeningAnswer =
  | { question: AnswerQuestion<'TEXT'>; answer: { content: string | null } }
  | { question: AnswerQuestion<'SINGLE_SELECT'>; answer: { choice: string | null } }
  | { question: AnswerQuestion<'MULTI_SELECT'>; answer: { choices: string[] } }
  | { question: AnswerQuestion<'BOOLEAN'>; answer: { checked: boolean | null } }
  | { question: AnswerQuestion<'NUMBER'>; answer: { number: number | null } }
  | { question: AnswerQuestion<'DATE'>; answer: { date: string | null } }
  | { question: AnswerQuestion<'UNKNOWN'>; answer: { raw: Json } };

export interface AnswerQuestion<Type extends string> {
  remote_id: string | null;
  title: string;
  type: Type;
}

export interface ApplicationRecord
  extends
    RecordBase,
    Dates,
    Optional<{
      outcome: 'PENDING' | 'HIRED' | 'DECLINED';
      rejection_reason_name: string;
      rejected_at: string;
      current_stage_remote_id: string;
      /** Position of the current stage in the job's pipeline. */
      current_stage_index: number;
      job_remote_id: string;
      candidate_remote_id: string;
      screening_question_answers: ScreeningAnswer[];
      custom_fields: CustomFields;
      remote_url: string;
    }> {}

export interface CandidateRecord
  extends
    RecordBase,
    Dates,
    Optional<{
      first_name: string;
      last_name: string;
      company: string;
      title: string;
      confidential: boolean;
      source: string;
      phone_numbers: PhoneNumber[];
      email_addresses: EmailAddress[];
      social_media: SocialMedia[];
      location: Location;
      custom_fields: CustomFields;
      remote_url: string;
    }> {
  tag_remote_ids: string[];
}

export interface InterviewRecord
  extends
    RecordBase,
    Dates,
    Optional<{
      title: string;
      starting_at: string;
      ending_at: string;
      location: Location;
      video_conferencing_url: string;
      application_remote_id: string;
      stage_remote_id: string;
      canceled: boolean;
    }> {
  user_remote_ids: string[];
}

export interface OfferRecord
  extends
    RecordBase,
    Dates,
    Optional<{
      status: 'ACCEPTED' | 'DECLINED' | 'SENT' | 'APPROVED' | 'DRAFT' | 'ABANDONED';
      employment_start_date: string;
      application_remote_id: string;
      custom_fields: CustomFields;
    }> {}

export interface UserRecord
  extends
    RecordBase,
    Optional<{
      first_name: string;
      last_name: string;
      email: string;
      status: 'ACTIVE' | 'INACTIVE';
    }> {
  system_role_remote_ids: string[];
}

export interface RoleRecord
  extends
    RecordBase,
    Optional<{
      remote_label: string;
      scope: 'SYSTEM' | 'JOB';
      unified_type:
        | 'HIRING_MANAGER'
        | 'RECRUITER'
        | 'COORDINATOR'
        | 'SOURCER'
        | 'INTERVIEWER'
        | 'ADMIN';
    }> {}

export interface TagRecord extends RecordBase, Optional<{ name: string }> {}

export interface RejectionReasonRecord extends RecordBase, Optional<{ name: string }> {}

/** The ten list models, named as in the API's paths (with underscores). */
export interface RecordByModel {
  jobs: JobRecord;
  application_stages: ApplicationStageRecord;
  applications: ApplicationRecord;
  candidates: CandidateRecord;
  interviews: InterviewRecord;
  offers: OfferRecord;
  users: UserRecord;
  roles: RoleRecord;
  tags: TagRecord;
  rejection_reasons: RejectionReasonRecord;
}

export type ModelName = keyof RecordByModel;

/** A record that the vendor says is gone. */
export interface Tombstone {
  remote_id: string;
  deleted: true;
}
