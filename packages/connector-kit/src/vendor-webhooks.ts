import type { ConnectorContext } from './connector-context.ts';
import type { ModelName } from './records.ts';

/** A request that claims to come from the vendor. */
export interface VendorDelivery {
  /** What the address says after its question mark: the secret of vendors that sign nothing. */
  query: Readonly<Record<string, string | undefined>>;
  /** By their names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
  /** As it came: signatures are over its bytes. */
  body: string;
}

/**
 * A record to read again. Null for what nobody can name, or that shows in any number of records: a
 * delta is to find them.
 */
export interface VendorChange {
  model: ModelName;
  remoteId: string | null;
}

/** How a vendor tells of changes by itself. Its events only say what to read again. */
export interface VendorWebhooks {
  /**
   * Asks the vendor to send its events to an address, signed with a secret; a vendor that signs
   * nothing is given the secret as a part of the address, under the name `token`, which logs hide.
   * @returns ids by which they can be taken back
   */
  register(
    context: ConnectorContext,
    receiver: { url: string; secret: string },
  ): Promise<readonly string[]>;
  /** Takes them back; one that the vendor no longer knows is none to take back. */
  unregister(context: ConnectorContext, ids: readonly string[]): Promise<void>;
  /** What a delivery tells of; null where it is not genuine. */
  receive(delivery: VendorDelivery, secret: string): readonly VendorChange[] | null;
}
