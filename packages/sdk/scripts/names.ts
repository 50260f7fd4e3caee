import type { Operation } from '@hirewire/contract';
import { componentSchemas, findOperation, parametersOf } from './schemas.ts';

/** `move-application-to-stage` → `MoveApplicationToStage`. */
export function toPascalCase(id: string): string {
  return id.replaceAll(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** The name of the type of an operation's parameters; null where it takes none. */
export function parameterTypeOf(operation: Operation): string | null {
  const { id } = operation;
  const body = componentSchemas[`${toPascalCase(id)}Body`];
  const hasBody = Object.keys(body?.properties ?? {}).length > 0;
  const hasOthers = parametersOf(findOperation(operation)).length > 0;
  return hasBody || hasOthers ? `${toPascalCase(id)}Parameters` : null;
}
