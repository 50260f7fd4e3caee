import type { FilterMatch, ReadModel, ReadModelName } from '@hirewire/contract';
import { byModel, fieldsOfFilter, recordId } from '@hirewire/contract';
import type { SqlType } from '../database/sql-types.ts';
import { text, texts, timestamptz } from '../database/sql-types.ts';
import type { ModelName } from './models.ts';

/** A filter's value, parsed by the contract: a text, a list of texts, or a date as ISO text. */
export type FilterValue = string | readonly string[];

export interface Filter {
  /** A condition on the row `t`; `?` stands for the value. */
  where: string;
  type: SqlType<unknown, never>;
  toValue: (value: FilterValue, integrationId: string) => unknown;
}

const list = (value: FilterValue): readonly string[] =>
  typeof value === 'string' ? [value] : value;

const anyOf = (column: string, toValue: Filter['toValue'] = list): Filter => ({
  where: `${column} = any (?)`,
  type: texts,
  toValue,
});

function anyRemoteId(column: string, model: ReadModelName | undefined): Filter {
  if (model === undefined) throw new Error(`${column} is no reference`);
  return anyOf(column, (value, integrationId) =>
    list(value).map((remoteId) => recordId(integrationId, model, remoteId)),
  );
}

/**
 * How texts are folded for comparison regardless of case, on both sides. Lower case alone would
 * tell Größer from GRÖSSER, and a Greek sigma at the end of a word from one within.
 */
export function foldCase(text: string): string {
  return text.normalize('NFC').toLowerCase().toUpperCase();
}

const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, '\\$&');

/** A filter on a column; `names` is the model of the records that it refers to, if it does. */
const filterOf: Readonly<
  Record<FilterMatch, (column: string, names: ReadModelName | undefined) => Filter>
> = {
  any: (column) => anyOf(column),
  'any-folded': (column) => anyOf(column, (value) => list(value).map(foldCase)),
  'any-remote-id': (column, names) => anyRemoteId(column, names),
  'has-folded': (column) => ({
    where: `${column} @> array[?::text]`,
    type: text,
    toValue: (value) => foldCase(String(value)),
  }),
  'words-folded': (column) => ({
    where: `${column} like all (?)`,
    type: texts,
    toValue: (value) =>
      foldCase(String(value))
        .split(/\s+/)
        .filter((word) => word !== '')
        .map((word) => `%${escapeLike(word)}%`),
  }),
  'not-before': (column) => ({
    where: `${column} >= ?`,
    type: timestamptz,
    toValue: (value) => value,
  }),
};

function toFilter(model: ReadModel, declared: ReadModel['filters'][string]): Filter {
  const { matches, field, of } = declared;
  const [owner] = fieldsOfFilter(model, declared).at(-1) ?? [model];
  const table = of === undefined ? 't' : 'a';
  const filter = filterOf[matches](`${table}.${field}`, owner.references[field]);
  if (of === undefined) return filter;
  const link = of.model === undefined ? `a.id = t.${of.reference}` : `a.${of.reference} = t.id`;
  return {
    ...filter,
    where: `exists (
      select from store.${owner.name} a
      where a.integration_id = t.integration_id and ${link}
        and ${filter.where} and a.remote_deleted_at is null)`,
  };
}

const filters = byModel((model, name) => ({
  ids: anyOf('t.id'),
  remote_ids: anyRemoteId('t.id', name),
  ...Object.fromEntries(
    Object.entries(model.filters).map(([parameter, filter]) => [
      parameter,
      toFilter(model, filter),
    ]),
  ),
}));

/** The filters of a model by their names on the wire. */
export const filtersOf = (model: ModelName): Readonly<Record<string, Filter>> => filters[model];
