import { slugsOf } from '@hirewire/connector-kit';
import { connectors } from '@hirewire/connectors';
import { type Operation, operations } from '@hirewire/contract';
import { bodyOf, propertiesOf, responseOf } from '../reference/open-api.ts';

const connected: ReadonlySet<string> = new Set(connectors.flatMap(({ tool }) => slugsOf(tool)));

/** Tools that one field of the wire's imports is for, each under its slug. */
const importedTools = new Set(operations.flatMap((operation) => namesOf(operation, 'imported_id')));

/** The tool that a field of a request body is meant for alone, or null. */
export function toolOfField(name: string): string | null {
  const [, tool] = /(?:^|\.)remote_fields\.([^.[]+)$/.exec(name) ?? [];
  return tool ?? (importedTools.has(name) ? name : null);
}

/** Whether the wire has fields for a tool that no connector reads yet. */
export const noConnectorYet = (tool: string): boolean => !connected.has(tool);

/** Every tool that the wire has fields for, and that cannot be connected yet. */
export function listMissingTools(): string[] {
  const named = operations.flatMap((operation) => namesOf(operation, 'remote_fields'));
  return [...new Set([...named, ...importedTools])].filter(noConnectorYet).toSorted();
}

function namesOf(operation: Operation, field: 'imported_id' | 'remote_fields'): string[] {
  const parent =
    field === 'remote_fields'
      ? (bodyOf(operation) ?? {})
      : (propertiesOf(responseOf(operation))['data'] ?? {});
  return Object.keys(propertiesOf(propertiesOf(parent)[field] ?? {}));
}
