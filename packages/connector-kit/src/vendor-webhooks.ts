import type { ChangedRecord } from './writes.ts';
import type { ConnectorContext } from './connector-context.ts';

/** A request that claims to come from the vendor. */
export interface VendorDelivery {
  /** By their names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
  /** As it came: signatures are over its bytes. */
  body: string;
}

/** How a vendor tells of changes by itself. Its events only say what to read again. */
export interface VendorWebhooks {
  /**
   * Asks the vendor to send its events to an address, signed with a secret.
   * @returns ids by which they can be taken back
   */
  register(
    context: ConnectorContext,
    receiver: { url: string; secret: string },
  ): Promise<readonly string[]>;
  /** Takes them back; one that the vendor no longer knows is none to take back. */
  unregister(context: ConnectorContext, ids: readonly string[]): Promise<void>;
  /** The records that a delivery tells of; null where it is not genuine. */
  receive(delivery: VendorDelivery, secret: string): readonly ChangedRecord[] | null;
}
