import { z } from 'zod';

import { pageOf } from '../envelopes.ts';
import { readModels } from '../read-models.ts';
import type { ListOperationId, ReadModel } from '../read-models.ts';
import type { Operation } from './define-operation.ts';
import { defineOperation } from './define-operation.ts';
import { listQuery } from './list-query.ts';

/** The list of a model. */
export type ListOperation = Operation<
  ListOperationId,
  'list',
  null,
  z.ZodObject,
  null,
  ReturnType<typeof pageOf<z.ZodObject>>
>;

function toListOperation(model: ReadModel): ListOperation {
  const filters = Object.entries(model.filters).map(([name, { parameter }]) => [name, parameter]);
  return defineOperation({
    id: model.operationId,
    operationId: `GetAts${toPascalCase(model.name)}`,
    group: 'ats',
    kind: 'list',
    keyScope: 'read',
    method: 'GET',
    path: `/ats/${model.name.replaceAll('_', '-')}`,
    summary: `List ${model.label.toLowerCase()}`,
    description: model.description,
    deprecated: model.isDeprecated,
    sdkSince: model.sdkSince,
    query: z.strictObject({ ...listQuery, ...Object.fromEntries(filters) }),
    response: pageOf(model.wire),
  });
}

/** `rejection_reasons` → `RejectionReasons`. */
function toPascalCase(name: string): string {
  return name.replaceAll(/(?:^|_)(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** The lists of all models that have one, as their descriptors say. */
export const listOperations: readonly ListOperation[] = readModels
  .filter(({ partOf }) => partOf === null)
  .map(toListOperation);
