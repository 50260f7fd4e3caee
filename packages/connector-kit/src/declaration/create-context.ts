import type { ConnectorContext } from './connector-context.ts';
import { createShareRead } from '../reading/share-read.ts';

type Defaulted = 'settings' | 'reportIssue' | 'judgeRefusal' | 'shareRead' | 'isDryRun';

/**
 * What a connector is given: settings default to none, issues are dropped by default, every
 * refusal counts, and nothing is shared with other contexts.
 *
 * @example
 * const clock = createTestClock('2026-01-15T12:00:00Z');
 * const parts = { clock, log: silentLog, signal: new AbortController().signal };
 * const limiter = createLocalLimiter(clock);
 * const credentials = { api_key: 'key' };
 * const remote = createRemoteClient({ declaration, credentials, baseUrl, limiter, ...parts });
 * await connector.checkCredentials(createContext({ remote, ...parts }));
 */
export function createContext(
  parts: Omit<ConnectorContext, Defaulted> & Partial<Pick<ConnectorContext, Defaulted>>,
): ConnectorContext {
  const defaults = {
    settings: {},
    reportIssue: () => undefined,
    judgeRefusal: async (failure: unknown) => failure,
    shareRead: createShareRead(),
    isDryRun: false,
  };
  return Object.freeze({ ...defaults, ...parts });
}
