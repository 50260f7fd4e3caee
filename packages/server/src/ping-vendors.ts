import {
  connectorsBySlug,
  createOutgoingGuard,
  explainConnection,
  inParallel,
} from '@hirewire/connector-kit';
import { findVendorAddress } from '@hirewire/engine';
import { type Database, type Integration, listIntegrations } from '@hirewire/store';

import { findSecretKeys } from './secret-key.ts';
import { loadConnectors } from './load-connectors.ts';
import type { Settings } from './settings.ts';

/** Whether a vendor can be reached from here. */
export interface VendorPing {
  /** Name and port of the vendor's server. */
  host: string;
  /** Integrations whose requests go there. */
  integrations: string[];
  /** What is wrong and what to do; null where it answered, whatever it answered. */
  problem: string | null;
}

const timeoutMs = 10_000;
const atOnce = 20;

/**
 * Asks the server of each enabled integration for an answer, without credentials: whether its name
 * is known, and connection and TLS work.
 */
export async function pingVendors(database: Database, settings: Settings): Promise<VendorPing[]> {
  const enabled = (await listIntegrations(database)).filter(({ status }) => status !== 'INACTIVE');
  const found = await findAddresses(database, settings, enabled);
  const byOrigin = Map.groupBy(found, ({ address }) => address.origin);
  const guard = createOutgoingGuard({ allowedNetworks: settings.allowedNetworks });
  return inParallel(
    [...byOrigin.values()],
    async (same) => {
      const [{ address, label, mayBeLoopback }] = same as [Target];
      const request = { method: 'HEAD', headers: new Headers(), body: null, mayBeLoopback };
      const signal = AbortSignal.timeout(timeoutMs);
      const problem = await guard.fetch(new URL(address.origin), { ...request, signal }).then(
        () => null,
        (error: unknown) => explain(error, { label, host: address.host }),
      );
      return { host: address.host, integrations: same.map(({ id }) => id), problem };
    },
    atOnce,
  );
}

interface Target {
  id: string;
  label: string;
  address: URL;
  mayBeLoopback: boolean;
}

/** Those that cannot be told are left out: what is wrong there is checked elsewhere. */
async function findAddresses(
  database: Database,
  settings: Settings,
  integrations: readonly Integration[],
): Promise<Target[]> {
  const secretKeys = findSecretKeys(settings);
  if (secretKeys === null) return [];
  const connectors = connectorsBySlug(await loadConnectors(settings.connectors));
  const targets: Target[] = [];
  for (const integration of integrations) {
    const connector = connectors.get(integration.tool);
    if (connector === undefined) continue;
    const of = { integration, connector };
    const address = await findVendorAddress({ database, secretKeys }, of).catch(() => null);
    if (address === null) continue;
    const mayBeLoopback = integration.remoteBaseUrl !== null;
    targets.push({ id: integration.id, label: connector.tool.label, address, mayBeLoopback });
  }
  return targets;
}

function explain(error: unknown, { label, host }: { label: string; host: string }): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : null;
  const explained = explainConnection(code, { remote: label, host, request: 'HEAD /' });
  const message = cause instanceof Error ? cause.message : String(cause);
  return explained ?? `${label} does not answer at ${host}: ${message}`;
}
