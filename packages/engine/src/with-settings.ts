import type { ConnectorContext, RemoteDeclaration } from '@hirewire/connector-kit';

/**
 * Applies the settings that every integration understands. `requests_per_second` replaces the
 * connector's limit where a vendor has granted a customer another one.
 */
export function withSettings<Credentials>(
  declaration: RemoteDeclaration<Credentials>,
  settings: Readonly<Record<string, unknown>>,
): { declaration: RemoteDeclaration<Credentials>; settings: ConnectorContext['settings'] } {
  const perSecond = settings['requests_per_second'];
  const isUsable = typeof perSecond === 'number' && perSecond > 0;
  return {
    declaration: isUsable
      ? { ...declaration, limit: { ...declaration.limit, requests: perSecond, windowMs: 1000 } }
      : declaration,
    settings: settings as ConnectorContext['settings'],
  };
}
