import type { z } from 'zod';

/**
 * How a column of the store is filled from the field of its name, and compared in filters:
 * `text` as it is; `folded` regardless of case; `time` as an instant; `id` with the id of the record
 * that a reference names; `folded` with a member, a list of what that member of each entry says.
 */
export type ColumnKind = 'text' | 'folded' | 'time' | 'id' | { readonly folded: string };

/** How a filter compares a column with what was asked for. */
export type FilterMatch =
  /** The column has one of the values. */
  | 'any'
  /** The same, regardless of case: the column is `folded`. */
  | 'any-folded'
  /** The column, a reference, names one of the records with these remote ids. */
  | 'any-remote-id'
  /** The column, a folded list, has the value. */
  | 'has-folded'
  /** The column, `folded`, has all the words of the value somewhere. */
  | 'words-folded'
  /** The column, a `time`, is not before the value. */
  | 'not-before';

/** A parameter of a list that picks records. */
export interface ListFilter<Model extends string = string> {
  readonly parameter: z.ZodType;
  readonly matches: FilterMatch;
  /** The field whose column is compared. A tool has to fill it for the filter to mean anything. */
  readonly field: string;
  /**
   * Whose field it is, if not the listed record's own: that of the record which this reference
   * names; with `model`, that of any record of this model whose reference names the listed one.
   */
  readonly of?: { readonly reference: string; readonly model?: Model };
}

/**
 * Entries that name other records, in a list that a record has to itself. Each member of an entry
 * is the remote id of a record of one model, remote ids of many, or a position. The first says what
 * the entry is about.
 */
export interface LinkList<Model extends string = string> {
  readonly entry: Readonly<Record<string, Model | readonly [Model] | 'position'>>;
  /** The columns that keep it. */
  readonly columns: Readonly<Record<string, 'text[]' | 'int[]' | 'jsonb'>>;
}

/** Something for some fields; for any, where the fields are not known. */
type ByField<Field extends string, Value> = string extends Field
  ? Readonly<Record<string, Value>>
  : { readonly [F in Field]?: Value };

/**
 * One kind of records that are synced: all that packages need to know of it beside its wire model.
 * `Field` are the fields of that, `Model` the names of the kinds. What a record shows on the wire is in exactly one place here:
 * `own`, `preserved`, `memberships`, `links`, `composed`; or it is what the store adds to each.
 */
export interface ReadModelDefinition<
  Field extends string = string,
  Model extends string = string,
  OperationId extends string = string,
> {
  /** The name of its table, and of its list in paths: `application_stages`. */
  readonly name: string;
  /** Its name for people. */
  readonly label: string;
  /** The list that shows these records, on their own or inside others. */
  readonly operationId: OperationId;
  /** What that list does, for developers; left out by what is only shown inside other records. */
  readonly description?: string;
  /** The model whose records hold these, for those that have no list. */
  readonly partOf?: Model;
  /** Of those without a list: whether tools tell them apart only inside the record that holds them. */
  readonly hasLocalIds?: boolean;
  readonly deprecated?: boolean;
  /** The first official Python SDK that has the list, where 1.3.4 has not. */
  readonly sdkSince?: string;

  /**
   * The record's own fields, in the order of the text that is stored of it: first what every record
   * shows that shows this one, then what some of them show, then the rest. The order goes into the
   * hash by which a changed record is told from one that is the same: never change it.
   */
  readonly own: {
    readonly short: readonly Field[];
    readonly brief?: readonly Field[];
    readonly rest?: readonly Field[];
  };
  /** Those that name another record, and its model. Connectors give `job_id` as `job_remote_id`. */
  readonly references?: ByField<Field, Model>;
  /**
   * Own fields that a read may leave out, which changes nothing then. Each is stored apart, as JSON,
   * with a hash in the column that is named here.
   */
  readonly preserved?: ByField<Field, string>;
  /** Lists of other records and their model. Connectors give `tags` as `tag_remote_ids`. */
  readonly memberships?: ByField<Field, Model>;
  /** Lists of other records with something about each. */
  readonly links?: ByField<Field, LinkList<Model>>;
  /**
   * Lists, by their names in records of connectors, whose order means nothing: tools send them in
   * another order at any time. They are put into one order before they are stored and compared.
   * `after-first`: the first entry is the main one, and stays where it is. A name such as
   * `hiring_team.role_remote_ids` leads into the entries of a list. Memberships need no mention.
   */
  readonly sets?: Readonly<Record<string, 'all' | 'after-first'>>;
  /** Kinds of records that live inside this one and nowhere else, in lists of their names. */
  readonly parts?: readonly Model[];
  /** Positions that connectors give beside the field that is named here, which is a reference. */
  readonly positions?: Readonly<Record<string, Field>>;
  /** Fields that are put together from other records, which coverage and scopes have apart. */
  readonly composed?: readonly Field[];

  /** Columns by the name of the field that fills them, for filters and joins. */
  readonly columns?: ByField<Field, ColumnKind>;
  readonly filters?: Readonly<Record<string, ListFilter<Model>>>;
  /** References to records that show this one: when it moves, the old one is rendered, too. */
  readonly trackedReferences?: readonly Field[];
  /**
   * Fields that can repeat what is known of the candidate whom the record belongs to. They are emptied
   * with the candidate, and raw fields and `remote_data` always are.
   */
  readonly personal?: readonly Field[];
  /**
   * Fields by which a person is known, lists of entries, and the member that says it. Whoever was
   * erased is kept out by them.
   */
  readonly identity?: {
    readonly emailAddresses: readonly [field: Field, member: string];
    readonly phoneNumbers: readonly [field: Field, member: string];
  };
  /** Single records that are shown, by reference, without counting for `updated_after`. */
  readonly shows?: readonly Field[];
  /**
   * What decides whether an integration that syncs tracked applications only keeps the record: the
   * first of these that names something. Records without are kept.
   */
  readonly trackedBy?: readonly Field[];

  /** Another form of the record with all fields that coverage speaks about. */
  readonly coverage?: z.ZodObject;
  /** Fields that no scope can disable, as other records could not be shown without them. */
  readonly fixed?: readonly string[];
  /** Actions that cannot be while a scope has disabled the model. */
  readonly neededBy?: readonly string[];
}

/** A definition with its wire model, whose types are as exact as they were written. */
export type ReadModelOf<Wire extends z.ZodObject, Definition> = Definition & {
  readonly wire: Wire;
};

/**
 * Describes a kind of records, next to its wire model. Plain data: types, tables, filters, rows,
 * coverage, scopes and the operation are derived from it.
 *
 * @example
 * export const tags = defineReadModel(Tag, {
 *   name: 'tags',
 *   label: 'Tags',
 *   operationId: 'get-tags',
 *   description: 'Reads the tags from the last sync.',
 *   own: { short: ['id', 'name', 'remote_id'] },
 * });
 */
export function defineReadModel<
  Wire extends z.ZodObject,
  const Definition extends ReadModelDefinition<keyof Wire['shape'] & string>,
>(wire: Wire, definition: Definition): ReadModelOf<Wire, Definition> {
  return Object.freeze({ ...definition, wire });
}
