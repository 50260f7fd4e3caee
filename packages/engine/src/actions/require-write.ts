import { coverageStatus, writeActionFunctions } from '@hirewire/connector-kit';
import type { WriteFunctions } from '@hirewire/connector-kit';
import { ActionError } from './action-error.ts';
import type { Action } from './action.ts';

/**
 * The connector's function for an action.
 * @throws ActionError where the tool cannot do it, with the reason that its coverage gives
 */
export function requireWrite<Name extends keyof WriteFunctions>(
  { connector }: Pick<Action, 'connector'>,
  name: Name,
): NonNullable<WriteFunctions[Name]> {
  const write = connector.write?.[name];
  if (write !== undefined) return write;
  const { label } = connector.tool;
  const [id = ''] = Object.entries(writeActionFunctions).find(([, found]) => found === name) ?? [];
  const entry = connector.coverage.writeActions[id];
  const reason = typeof entry === 'object' ? ` ${entry.note}` : '';
  const can =
    entry !== undefined && coverageStatus(entry) === 'NOT_IMPLEMENTED'
      ? `The connector of ${label} cannot do this yet.`
      : `${label} cannot do this.`;
  throw new ActionError('INTEGRATION.ACTION_NOT_AVAILABLE', can + reason);
}
