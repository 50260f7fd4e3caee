import type { ConnectorContext } from './connector.ts';

/** What a connector is given: settings default to none, and issues are dropped by default. */
export function createContext(
  parts: Omit<ConnectorContext, 'settings' | 'reportIssue'> &
    Partial<Pick<ConnectorContext, 'settings' | 'reportIssue'>>,
): ConnectorContext {
  return Object.freeze({ settings: {}, reportIssue: () => undefined, ...parts });
}
