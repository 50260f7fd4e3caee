import type { Connector } from '../declaration/connector.ts';
import type { ApplicationTarget } from '../writing/writes.ts';
import type { Json, ModelName } from '../declaration/records.ts';
import type { RemoteUnderTest } from './remote-under-test.ts';

/** A record that a scenario has touched. */
export interface TouchedRecord {
  model: ModelName;
  remoteId: string;
}

/** A record in which one field holds what the connector cannot know. */
export interface SpoiltRecord extends TouchedRecord {
  /** The field of our record that must become null, `status`. */
  field: string;
}

/** Records of a fresh remote that the tests of actions work with. */
export interface ActionRecords {
  /** A job that takes applications. */
  jobRemoteId: string;
  /**
   * Applications that are under way. Each rejection uses one up; everything else happens to the
   * first.
   */
  applications: readonly ApplicationTarget[];
  /** Two stages that the first application can be moved between, and a new one can begin in. */
  stageRemoteIds: readonly [string, string];
  rejectionReasonRemoteId: string;
}

type Answer<Value> = Value | Promise<Value>;

/**
 * What only the author of a connector's tests can do to its remote. A scenario that is left
 * out fails its tests; where the tool really cannot do it, the gap says why.
 */
export interface Scenarios<Remote extends RemoteUnderTest = RemoteUnderTest> {
  /** The remote ids of all records that the remote holds, by model, as it knows them itself. */
  listRemoteIds?(remote: Remote): Answer<{ readonly [Model in ModelName]?: readonly string[] }>;
  /** Changes a record that was made long before the first read. */
  changeOldRecord?(remote: Remote): Answer<TouchedRecord>;
  deleteRecord?(remote: Remote): Answer<TouchedRecord>;
  /**
   * Starts a remote that gives only a few rows a page, whatever the connector asks for; wherever
   * the vendor has pages, so that every model takes several.
   */
  startWithSmallPages?(): Promise<Remote>;
  /** Makes the pages of a model go round: what should lead to the next page leads back. */
  loopPages?(remote: Remote): Answer<{ model: ModelName }>;
  /** Makes useless what leads to the next page; the model takes several. */
  expirePages?(remote: Remote): Answer<{ model: ModelName }>;
  /** Names a model of several pages; `insert` adds a record to it while it is being read. */
  insertWhilePaging?(
    remote: Remote,
  ): Answer<{ model: ModelName; insert: () => Answer<{ remoteId: string }> }>;
  /** Gives a record that was fine a word that no vocabulary has. */
  addUnknownEnumValue?(remote: Remote): Answer<SpoiltRecord>;
  /** Gives a field of a record that was fine a value of the wrong type. */
  addMalformedRecord?(remote: Remote): Answer<SpoiltRecord>;
  /** Makes what the last read of the model ended with useless. */
  expireSyncToken?(remote: Remote): Answer<{ model: ModelName }>;
  /** The permissions that credentials can lack; together they cost every model. */
  limitPermissions?(remote: Remote): Answer<readonly LimitedPermission[]>;
  /** What is left out is chosen from what the connector reads. */
  chooseActionRecords?(remote: Remote): Answer<Partial<ActionRecords>>;
  /** Makes a tag of this name as people do, for tools whose API cannot make one. */
  makeTag?(remote: Remote, name: string): Answer<void>;
  /** The texts of all notes that the remote holds, on whatever they are: needed to write some. */
  listNotes?(remote: Remote): Answer<readonly string[]>;
  /** One form of the wire for a tracked application, and the remote id that it stands for. */
  nameTrackedApplication?(
    remote: Remote,
  ): Answer<{ imported: Readonly<Record<string, string>>; remoteId: string }>;
}

/** A permission that credentials that work can lack. */
export interface LimitedPermission {
  /** A part of its name. */
  missing: string;
  /** Credentials that lack it and nothing else, until the next ones are asked for. */
  limit: () => Answer<Readonly<Record<string, unknown>>>;
}

/** A call that a connector makes beside the list of a model. */
export interface SideCallUnderTest {
  model: ModelName;
  /** A part of the path that no other call of the model has. */
  matching: string;
  /** The fields of a record that it is for, as in `unread`; none where whole records come by it. */
  fields: readonly string[];
  /** Why a delta does not show what has changed in it, until the next full read. */
  missedByDelta?: string;
}

/** A call whose failure costs a model nothing, or all of it. */
export interface OtherCallUnderTest {
  /** Default: of every model. */
  model?: ModelName;
  /** A part of the path. */
  matching: string;
  reason: string;
  /** As of a side call. */
  missedByDelta?: string;
}

/** A test that this connector cannot pass, and why that is all right. */
export interface Gap {
  test: string;
  reason: string;
}

export interface ConformanceSubject<Remote extends RemoteUnderTest = RemoteUnderTest> {
  connector: Connector;
  /** Shown in front of the tests' names. */
  name: string;
  start(): Promise<Remote>;
  scenarios: Scenarios<Remote>;
  gaps: readonly Gap[];
  /** All of them; each may fail for ever without more damage than its own. */
  sideCalls?: readonly SideCallUnderTest[];
  otherCalls?: readonly OtherCallUnderTest[];
  /** Why a CV is not listed under the name that it was sent with, where the tool takes no name. */
  renamesCv?: string;
  settings?: Readonly<Record<string, Json>>;
}
