import { fieldIds } from './field-ids.ts';
import { importedIdShape } from './inputs/tracked-application-input.ts';
import { operations } from './operations/operations.ts';

type ActionOperation = Extract<(typeof operations)[number], { kind: 'action' }>;

/** An operation that is done live in the tool. */
export type ActionOperationId = ActionOperation['id'];

type SnakeCase<Text extends string> = Text extends `${infer Head}-${infer Tail}`
  ? `${Head}_${SnakeCase<Tail>}`
  : Text;

/** Id of a live action as scopes and coverage name it, such as `ats_create_application`. */
export type WriteActionId = `ats_${SnakeCase<ActionOperationId>}`;

export interface WriteAction {
  readonly id: WriteActionId;
  readonly label: string;
  readonly operationId: ActionOperationId;
  /** Dotted names of the unified inputs, such as `candidate.first_name`. */
  readonly fields: readonly string[];
}

// What only one tool understands is not part of what tools have in common.
const toolInputs = new Set(['remote_fields', ...Object.keys(importedIdShape)]);

/** The id of the action behind an operation. */
export function writeActionId(operationId: ActionOperationId): WriteActionId {
  return `ats_${operationId.replaceAll('-', '_')}` as WriteActionId;
}

/** Every live action: writes, and the two reads of attachments. */
export const writeActions: readonly WriteAction[] = operations
  .filter((operation) => operation.kind === 'action')
  .map(({ id, summary, body }) => ({
    id: writeActionId(id),
    label: summary,
    operationId: id,
    fields: body ? fieldIds(body, 'input', toolInputs) : [],
  }));
