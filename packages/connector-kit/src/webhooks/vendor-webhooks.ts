import type { ConnectorContext } from '../declaration/connector-context.ts';
import { canBePartOfPath } from '../http/path.ts';
import { parseRemoteJson } from '../http/parse-remote-json.ts';
import { isWithin } from '../http/json-limits.ts';
import type { ModelName } from '../declaration/records.ts';

/** A request that claims to come from the vendor. */
export interface VendorDelivery {
  /** What the address says after its question mark: the secret of vendors that sign nothing. */
  query: Readonly<Record<string, string | undefined>>;
  /** By their names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
  /** As it came: signatures are over its bytes, and `parseEvent` reads it. */
  body: Uint8Array;
}

/**
 * A record to read again. Null for what nobody can name, or that shows in any number of records: a
 * delta is to find them.
 */
export interface VendorChange {
  model: ModelName;
  remoteId: string | null;
  /**
   * The record of the same model that it was merged into, as a tombstone says it: it counts where the
   * record turns out to be gone.
   */
  mergedInto?: string;
}

/** Events name records; none needs more. */
const eventLimits = { values: 50_000, depth: 100 };

/** Vendors give shorter ids. */
const maxIdLength = 500;

/**
 * The JSON of an event, read as loosely as it can be meant: a byte-order mark is skipped, and bytes
 * that are no UTF-8 are replaced. Undefined where it is no JSON, or more than any event holds.
 *
 * @example
 * const event = parseEvent(delivery.body);
 * if (event === undefined) return [anything];
 */
export function parseEvent(body: Uint8Array): unknown {
  if (!isWithin(body, eventLimits)) return undefined;
  try {
    return parseRemoteJson(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

/** The change that an unreadable event stands for: a delta finds it. */
export const anything: VendorChange = { model: 'candidates', remoteId: null };

/**
 * The records of a model that parts of an event name, each by an id or by an object with one; parts
 * that are null name none. An id that cannot be used becomes null: a delta finds that record.
 *
 * @example
 * changesOf('jobs', [7, { id: 'j' }, null, { id: 'j\0' }])
 * // jobs 7, jobs j, jobs null
 */
export function changesOf(model: ModelName, parts: readonly unknown[]): VendorChange[] {
  const named = parts.filter((part) => part !== null && part !== undefined);
  return named.map((part) => ({ model, remoteId: toId(part) }));
}

function toId(part: unknown): string | null {
  const id: unknown = typeof part === 'object' && part !== null && 'id' in part ? part.id : part;
  if (typeof id === 'number' && Number.isSafeInteger(id)) return String(id);
  if (typeof id !== 'string' || !canBePartOfPath(id) || id.length > maxIdLength) return null;
  // PostgreSQL takes no NUL, and the other stands for bytes that are lost.
  return /[\0\uFFFD]/.test(id) ? null : id;
}

/** What a vendor was asked to send. */
export interface VendorHook {
  /** The id with which it can be unregistered. */
  id: string;
  /** What it tells, in the vendor's words; null where a registration is of no single kind. */
  event: string | null;
}

/** `gone`: the vendor no longer knows it. */
export type VendorHookState = 'enabled' | 'disabled' | 'gone';

/** Where a vendor is to send its events. */
export interface WebhookReceiver {
  url: string;
  /** Ours. */
  secret: string;
  /** What is registered already. */
  known: readonly VendorHook[];
  /**
   * Keeps a secret that the vendor makes, in place of ours or beside it: call it as soon as the
   * vendor has told it, since many tell it once. It belongs to the registration that is yielded next,
   * and ends with it. Deliveries are tried with every secret there is.
   */
  keepSecret: (secret: string) => Promise<void>;
}

/** How the events of a vendor are received. They only say what to read again. */
export interface WebhookReception {
  /**
   * The changes that a delivery reports; null if it is not genuine. Never throws: a vendor may stop sending
   * when its events are refused.
   */
  receive(delivery: VendorDelivery, secret: string): readonly VendorChange[] | null;
  /** A secret of the parsed credentials that the vendor signs with; null where they have none. */
  secretOf?(credentials: unknown): string | null;
  /**
   * The headers that an unsigned request wants back with a 200, by which a vendor makes sure that the
   * address is meant; null for any other request.
   *
   *     handshake({ headers }) {
   *       const secret = headers['x-hook-secret'];
   *       return secret === undefined ? null : { 'x-hook-secret': secret };
   *     }
   */
  handshake?(delivery: VendorDelivery): Readonly<Record<string, string>> | null;
  /** What a genuine delivery is answered with; default: 200, without headers of its own. */
  success?: { status: number; headers?: Readonly<Record<string, string>> };
}

/** How a vendor reports changes by webhook. */
export interface VendorWebhooks extends WebhookReception {
  /**
   * Asks the vendor to send its events to an address, signed with a secret; a vendor that signs
   * nothing is given the secret as a part of the address, under the name `token`, which logs hide.
   *
   * One after the other, each yielded when it is in place. A `known` one is kept and put right
   * (address, secret, enabled) where the vendor can do that; others of them are unregistered
   * afterwards. Registering can be repeated at any time: what is there already, also what only the
   * vendor knows of, is adopted or replaced, and nothing is unregistered before its successor is there.
   */
  register(context: ConnectorContext, receiver: WebhookReceiver): AsyncIterable<VendorHook>;
  /** Asks whether the vendor still sends what it was asked to; left out where it does not tell. */
  inspect?: (
    context: ConnectorContext,
    ids: readonly string[],
  ) => Promise<ReadonlyMap<string, VendorHookState>>;
  /** Unregisters them; one that the vendor no longer knows counts as unregistered. */
  unregister(context: ConnectorContext, ids: readonly string[]): Promise<void>;
}

/**
 * Webhooks that people set up in the tool: they are shown the address, and our secret unless
 * `secretOf` finds one in the credentials.
 */
export interface HandMadeWebhooks extends WebhookReception {
  isHandMade: true;
}
