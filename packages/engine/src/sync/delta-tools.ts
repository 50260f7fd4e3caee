import type { Connector } from '@hirewire/connector-kit';

/** Tools of which changes alone can be read, at least for some models. */
export function findDeltaTools(connectors: ReadonlyMap<string, Connector>): string[] {
  return [...connectors]
    .filter(([, { incrementalModels }]) => incrementalModels.length > 0)
    .map(([tool]) => tool);
}
