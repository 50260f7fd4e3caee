import type { Connector } from '../connector.ts';
import type { Json, ModelName } from '../records.ts';
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
  /** Credentials that work but lack a permission, and a part of that permission's name. */
  limitPermissions?(
    remote: Remote,
  ): Answer<{ credentials: Readonly<Record<string, unknown>>; missing: string }>;
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
  settings?: Readonly<Record<string, Json>>;
}
