import assert from 'node:assert/strict';
import { operations } from '@hirewire/contract';
import { type ListName, listPath } from './official-sdk.ts';

const decideNothing = ['page_size', 'include_deleted', 'ignore_unsupported_filters'];

/** The parameters of a list that decide which records come, as the contract has them. */
export function filtersOf(name: ListName): string[] {
  const operation =
    operations.find(({ kind, path }) => kind === 'list' && path === listPath(name)) ??
    assert.fail(`${name} is no list`);
  const { shape } = operation.query as unknown as { shape: object };
  return Object.keys(shape).filter((parameter) => !decideNothing.includes(parameter));
}
