import type { ConnectorContext } from './connector-context.ts';

type Defaulted = 'settings' | 'reportIssue' | 'isDryRun';

/** What a connector is given: settings default to none, and issues are dropped by default. */
export function createContext(
  parts: Omit<ConnectorContext, Defaulted> & Partial<Pick<ConnectorContext, Defaulted>>,
): ConnectorContext {
  const defaults = { settings: {}, reportIssue: () => undefined, isDryRun: false };
  return Object.freeze({ ...defaults, ...parts });
}
