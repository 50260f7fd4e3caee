import type { Connector, ToolDescription } from '../declaration/connector.ts';

/** All slugs of a tool; its id comes first. */
export function slugsOf({ id, aliases = [] }: ToolDescription): string[] {
  return [id, ...aliases];
}

/**
 * Connectors by every slug that an integration can be created under.
 *
 * @example connectorsBySlug([greenhouse]).get('greenhousev3') // greenhouse
 * @throws Error where two of them claim one slug
 */
export function connectorsBySlug(connectors: readonly Connector[]): Map<string, Connector> {
  const bySlug = new Map<string, Connector>();
  for (const connector of connectors) {
    for (const slug of slugsOf(connector.tool)) {
      if (bySlug.has(slug)) throw new Error(`There is already a connector for '${slug}'.`);
      bySlug.set(slug, connector);
    }
  }
  return bySlug;
}
