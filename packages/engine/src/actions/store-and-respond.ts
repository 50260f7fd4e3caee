import type { WriteOutcome } from '@hirewire/connector-kit';
import type { Action } from './action.ts';
import { storeChanges } from '../records/store-changes.ts';

/** Ends an action that answers with nothing but warnings. */
export async function storeAndRespond(
  action: Action,
  { changed, warnings }: WriteOutcome,
): Promise<object> {
  action.warnings.push(...warnings);
  if (!action.isDryRun) await storeChanges(action, changed);
  return {};
}
