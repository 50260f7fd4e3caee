import { ActionError } from './action-error.ts';
import type { Action } from './action.ts';

/** Placeholder of the lead, to be replaced by the real one. */
export async function importTrackedApplication(_action: Action, _body: unknown): Promise<object> {
  throw new ActionError('INTEGRATION.ACTION_NOT_AVAILABLE', 'Not yet.');
}
