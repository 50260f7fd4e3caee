import { type Operation, modelNames, operations, readModelOf } from '@hirewire/contract';
import { itemTypeOf } from './resources.ts';

/** The list of each model that has one, by the model's name. */
export function writeLists(): string {
  const lists = modelNames.toSorted().map((name) => {
    const operation = findList(readModelOf(name).operationId);
    return { name, type: itemTypeOf(operation), method: operation.sdkMethod.replace('ats.', '') };
  });
  return `import type { CallOptions } from '../call.ts';
import type { ListRequest } from '../pages.ts';
import type { Ats } from './ats.ts';
import type {
${lists.map(({ type }) => `  ${type},`).join('\n')}
} from './models.ts';

/** The records of each list. */
export interface RecordsByModel {
${lists.map(({ name, type }) => `  ${name}: ${type};`).join('\n')}
}

/** What every list takes. */
export interface AnyListQuery {
  readonly page_size?: number;
  readonly updated_after?: string;
  readonly include_deleted?: boolean;
}

export const lists: {
  readonly [Model in keyof RecordsByModel]: (
    ats: Ats,
    query: AnyListQuery,
    options: CallOptions | undefined,
  ) => ListRequest<RecordsByModel[Model]>;
} = {
${lists
  .map(({ name, method }) => `  ${name}: (ats, query, options) => ats.${method}(query, options),`)
  .join('\n')}
};
`;
}

function findList(id: string): Operation {
  const operation = operations.find((operation) => operation.id === id);
  if (operation === undefined) throw new Error(`There is no list ${id}.`);
  return operation;
}
