import type { ConnectorContext } from './connector-context.ts';

type Defaulted = 'settings' | 'reportIssue' | 'judgeRefusal' | 'isDryRun';

/**
 * What a connector is given: settings default to none, issues are dropped by default, and every
 * refusal counts.
 */
export function createContext(
  parts: Omit<ConnectorContext, Defaulted> & Partial<Pick<ConnectorContext, Defaulted>>,
): ConnectorContext {
  const defaults = {
    settings: {},
    reportIssue: () => undefined,
    judgeRefusal: async (failure: unknown) => failure,
    isDryRun: false,
  };
  return Object.freeze({ ...defaults, ...parts });
}
