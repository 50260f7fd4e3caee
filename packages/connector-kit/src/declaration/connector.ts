import type { HandMadeWebhooks, VendorWebhooks } from '../webhooks/vendor-webhooks.ts';
import type { z } from 'zod';
import type { Json, ModelName, RecordByModel, Tombstone } from './records.ts';
import type { MissingPermission, Permissions } from './permissions.ts';
import type { RemoteDeclaration } from '../http/remote.ts';
import type { ConnectorContext } from './connector-context.ts';
import type { OpenAttachment, ReadById, WriteFunctions } from '../writing/writes.ts';

/** The wire's four words for what a connector can do. */
export type CoverageStatus = 'SUPPORTED' | 'UNSUPPORTED' | 'NOT_IMPLEMENTED' | 'UNKNOWN';

/** A status, with the reason that the last three words owe the reader. */
export type CoverageEntry =
  | 'SUPPORTED'
  | { status: 'SUPPORTED'; note: string }
  | { status: Exclude<CoverageStatus, 'SUPPORTED'>; note: string };

/**
 * Coverage of one read model: its own status and that of each of its fields, by the
 * field ids of the contract's read-model table (`readModels`). A field that is not named is
 * UNSUPPORTED: filters on it match nothing unless the client ignores unsupported filters.
 */
export interface ModelCoverage {
  model: CoverageEntry;
  fields: Readonly<Record<string, CoverageEntry>>;
}

/** What the tool can do. Every read model is named; an action that is not named is UNSUPPORTED. */
export interface Coverage {
  /** By contract read model id (`ats_jobs`, `ats_job_postings`, …). */
  readModels: Readonly<Record<string, ModelCoverage>>;
  /** By contract write action id (`ats_create_application`, …). */
  writeActions: Readonly<Record<string, CoverageEntry>>;
  /** By contract feature id (`automatic_source_writing`, …). */
  features: Readonly<Record<string, CoverageEntry>>;
}

export interface ToolDescription {
  /** Slug of the wire, `ashby`. */
  id: string;
  /**
   * Further slugs of the wire for the same tool, such as that of a generation of its API. Integrations
   * can be created under each, and keep the one that they were created under.
   */
  aliases?: readonly string[];
  label: string;
  internalLabel: string | null;
  category: 'ATS';
  /** Where a customer finds out how to connect, or null. */
  connectionGuideUrl: string | null;
}

/** How one credential is asked for. */
export interface CredentialField {
  label: string;
  help: string;
  link?: string;
  isSecret: boolean;
}

/** What is to be read of a model, and from where on. */
export interface ReadRequest {
  /**
   * The `since` that the last complete read of this model ended with, to read only what has
   * changed after it; null to read everything.
   */
  since: Json;
  /** Where an interrupted read of the same kind goes on, as its last page gave it; or null. */
  resumeFrom: Json;
}

/** A part of a read; stored together with its resume point. */
export interface Page<Model extends ModelName> {
  records: (RecordByModel[Model] | Tombstone)[];
  /** Where to go on after this page when the read is interrupted; null on the last page. */
  resumeFrom: Json;
  /**
   * `full`: the whole model is being read, so that what is missing at its end was deleted.
   * `changes`: only what changed. The same for every page of one read.
   */
  completeness: 'full' | 'changes';
  /** On the last page only: hand it back as the next read's `since`. Absent: no delta. */
  since?: Json;
  /** Records that the vendor says there are in this read, where it says so. */
  expectedRecords?: number;
  /**
   * On the last page of a full read: records that the vendor has counted and not listed. With any,
   * nothing is deleted, and the run says so. `readPages` counts them.
   */
  unlistedRecords?: number;
}

/**
 * Streams one model in pages. The engine stores them in their order, and asks for a few pages more
 * meanwhile.
 */
export type ReadModel<Model extends ModelName> = (
  context: ConnectorContext,
  request: ReadRequest,
) => AsyncIterable<Page<Model>>;

/** A page of the ids of a model. */
export interface IdPage extends Pick<Page<ModelName>, 'resumeFrom' | 'unlistedRecords'> {
  remoteIds: readonly string[];
}

/**
 * Lists the remote ids that a full read of the model would have, and no others, in pages, with fewer
 * requests. What is promised of a full read holds here: what is missing at its end was deleted.
 */
export type ListIds = (
  context: ConnectorContext,
  request: Pick<ReadRequest, 'resumeFrom'>,
) => AsyncIterable<IdPage>;

/** What good credentials lack. */
export interface CredentialsCheck {
  /**
   * Of the declared `permissions`; see `findMissing`. Empty when all are there. Credentials that work
   * for something are good.
   */
  missingPermissions: MissingPermission[];
  /** Name of the connected account, where the vendor tells it. */
  accountLabel: string | null;
  /**
   * When the vendor will refuse what the customer entered (a key, a secret, a certificate), where it
   * tells; not that of an access token, which is renewed.
   */
  expiresAt?: Date | null;
}

/** One API of a tool that callers may send requests of their own to. */
export interface PassthroughApi {
  /** Below the address, without a slash at its end; `''` for the address itself. */
  path: string;
  /** One of the declaration's `hosts`, with the credentials that it declares; default: the base address. */
  host?: string;
}

/** One ATS. A frozen plain object; `defineConnector` checks it. */
export interface Connector<Credentials = unknown> {
  specificationVersion: 1;
  tool: ToolDescription;
  credentials: {
    schema: z.ZodType<Credentials>;
    fields: Readonly<Record<string, CredentialField>>;
  };
  /** Choices per integration beyond the credentials; every one needs a default. */
  settings?: z.ZodObject;
  remote: RemoteDeclaration<Credentials>;
  coverage: Coverage;
  /**
   * What a customer has to grant, and what each is needed for, also what `checkCredentials` cannot
   * ask about. Left out where credentials always may do everything.
   */
  permissions?: Permissions;
  /** @throws RemoteError of kind `authentication` when the credentials are refused */
  checkCredentials(context: ConnectorContext): Promise<CredentialsCheck>;
  /** One function for each SUPPORTED model, in no particular order. */
  read: { readonly [Model in ModelName]?: ReadModel<Model> };
  /** Models whose `since` makes a delta possible; empty where every run is full. */
  incrementalModels: readonly ModelName[];
  /**
   * Models whose deletions are found by a sweep, once a day after a delta, where the last full read is
   * longer ago: those that are incremental, whose deltas do not tell all deletions, and whose ids cost
   * far fewer requests than the records.
   */
  listIds?: { readonly [Model in ModelName]?: ListIds };
  /** Left out by a connector that only reads. */
  write?: Readonly<WriteFunctions>;
  /**
   * Single records: needed with `write`, to read what was changed, and wanted for every model, to ask
   * for what a full read misses before it is deleted. Whatever full reads leave out is a tombstone.
   */
  readById?: ReadById;
  /**
   * Models whose records `readById` builds from the ids alone, because no request reads a single one,
   * such as tags that are only a text. It cannot see that such a record is gone: full reads decide.
   */
  madeOfIds?: readonly ModelName[];
  /** Needed with the two reads of attachments. */
  openAttachment?: OpenAttachment;
  /** Whether its writes use `remoteFields`; otherwise callers who send some are told. */
  takesRemoteFields?: boolean;
  /** Left out if the vendor sends no webhooks, or their format is unknown. */
  webhooks?: VendorWebhooks | HandMadeWebhooks;
  /** The APIs that passthrough reaches, by their name in the path; left out if there are none. */
  passthrough?: Readonly<Record<string, PassthroughApi>>;
  /** Keys of `remote_data` objects that change at every read and mean nothing (signed URLs). */
  volatileFields?: readonly string[];
}
