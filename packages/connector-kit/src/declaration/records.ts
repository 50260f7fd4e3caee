import type { DefinitionOf, ModelName, ReadModelName } from '@hirewire/contract';
import type { z } from 'zod';

/**
 * What a connector yields: wire fields without our ids, references as remote ids. The types are
 * derived from the wire models and their descriptors in the contract.
 * The store computes our ids from these; a connector never sees one.
 * Every field that a tool cannot fill is left out (it becomes null on the wire).
 * Dates are ISO 8601 strings with a zone (`toIsoDate` of this package makes them).
 */

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Free-form values by custom-field key, as the wire's `custom_fields` map. */
export type CustomFields = { [key: string]: Json };

/** Fields that every record of every model may carry. */
export interface RecordBase {
  /** The vendor's id, or a documented composite of several. Never empty. */
  remote_id: string;
  /**
   * The vendor's raw objects by the path they were read from, as the wire's `remote_data`.
   * Stored only where the integration asks for it.
   */
  remote_data?: { [path: string]: Json } | null;
  /**
   * Fields of this record that could not be read this time, by their names in the record:
   * `hiring_team`, `candidate_remote_id`, and `remote_data.<path>` for a raw object. What is stored of
   * them stays; what the record says of them counts only where it has never been stored.
   */
  unread?: readonly string[];
}

/** A value of the wire, where what the contract leaves open is JSON. */
type Value<T> = unknown extends T
  ? Json
  : T extends readonly (infer Entry)[]
    ? Value<Entry>[]
    : T extends object
      ? { [K in keyof T]: Value<T[K]> }
      : T;

type NamesIn<Definition, Key extends string> = Definition extends { readonly [K in Key]: infer Map }
  ? Map extends readonly (infer Name extends string)[]
    ? Name
    : keyof Map & string
  : never;

type Fields<Definition extends { own: object; wire: z.ZodObject }> = Omit<
  Pick<
    z.infer<Definition['wire']>,
    NamesIn<Definition['own'], keyof Definition['own'] & string> | NamesIn<Definition, 'preserved'>
  >,
  'id' | 'remote_id'
>;

type ReferencesOf<Definition extends { wire: z.ZodObject }> = {
  [
    F in NamesIn<Definition, 'references'> as F extends `${infer Name}_id`
      ? `${Name}_remote_id`
      : never
  ]: z.infer<Definition['wire']>[F];
};

/** With what may be null left out, too. */
type Emptyable<T> = {
  [K in keyof T as null extends T[K] ? K : undefined extends T[K] ? K : never]?:
    | Value<T[K]>
    | null
    | undefined;
} & {
  [K in keyof T as null extends T[K] ? never : undefined extends T[K] ? never : K]: Value<T[K]>;
};

type MembershipsOf<Definition> = {
  [
    F in NamesIn<Definition, 'memberships'> as F extends `${infer Name}s`
      ? `${Name}_remote_ids`
      : never
  ]: string[];
};

type EntryMember<Kind> = Kind extends 'position'
  ? number | null
  : Kind extends string
    ? string
    : string[];

type LinksOf<Definition> = Definition extends {
  readonly links: infer Links extends Readonly<Record<string, { readonly entry: object }>>;
}
  ? {
      -readonly [F in keyof Links]: {
        -readonly [M in keyof Links[F]['entry']]: EntryMember<Links[F]['entry'][M]>;
      }[];
    }
  : unknown;

type Flat<T> = { [K in keyof T]: T[K] };

type FieldsOf<Definition extends { own: object; wire: z.ZodObject }> = Emptyable<
  Omit<Fields<Definition>, NamesIn<Definition, 'references'>> & ReferencesOf<Definition>
> & {
  [P in NamesIn<Definition, 'positions'>]?: number | null | undefined;
} & MembershipsOf<Definition> &
  LinksOf<Definition>;

/** A record that belongs to another one and is part of it. */
export type PartOf<Name extends ReadModelName> = Flat<
  { remote_id: string } & FieldsOf<DefinitionOf<Name>>
>;

/** The record of a model, as connectors yield it. */
export type RecordOf<Name extends ModelName> = Flat<
  RecordBase &
    FieldsOf<DefinitionOf<Name>> & {
      [P in NamesIn<DefinitionOf<Name>, 'parts'> & ReadModelName]: PartOf<P>[];
    }
>;

type Records = { [Name in ModelName]: RecordOf<Name> };

// An interface, as the compiler opens a mapped type again wherever a function is generic in its key.
export interface RecordByModel extends Records {}

export type { ModelName };

export type ApplicationRecord = RecordOf<'applications'>;
export type ApplicationStageRecord = RecordOf<'application_stages'>;
export type CandidateRecord = RecordOf<'candidates'>;
export type InterviewRecord = RecordOf<'interviews'>;
export type JobRecord = RecordOf<'jobs'>;
export type NoteRecord = RecordOf<'notes'>;
export type OfferRecord = RecordOf<'offers'>;
export type RejectionReasonRecord = RecordOf<'rejection_reasons'>;
export type RoleRecord = RecordOf<'roles'>;
export type ScorecardRecord = RecordOf<'scorecards'>;
export type TagRecord = RecordOf<'tags'>;
export type UserRecord = RecordOf<'users'>;

export type JobPosting = PartOf<'job_postings'>;
export type ScreeningQuestion = PartOf<'screening_questions'>;
export type Location = NonNullable<CandidateRecord['location']>;
export type EmailAddress = NonNullable<CandidateRecord['email_addresses']>[number];
export type PhoneNumber = NonNullable<CandidateRecord['phone_numbers']>[number];
export type SocialMedia = NonNullable<CandidateRecord['social_media']>[number];
/** A screening question's answer format, exactly as on the wire. */
export type QuestionFormat = NonNullable<ScreeningQuestion['format']>;
/** One answer, exactly as on the wire (choices are texts, not option ids). */
export type ScreeningAnswer = NonNullable<ApplicationRecord['screening_question_answers']>[number];

/** One question of a scorecard with its answer, exactly as on the wire. */
export type ScorecardResponse = NonNullable<ScorecardRecord['responses']>[number];

/** A record that the vendor says is gone. */
export interface Tombstone {
  remote_id: string;
  deleted: true;
  /**
   * The remote id of the record of the same model that it was merged into. All that referred to it
   * refers to that one from then on, whichever of the two arrives first.
   */
  mergedInto?: string;
  /** The vendor has erased its personal data: ours is emptied at once, not by the purge. */
  erased?: true;
}
