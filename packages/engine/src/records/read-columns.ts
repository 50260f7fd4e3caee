import { toIsoDate } from '@hirewire/connector-kit';
import type { ReadModel } from '@hirewire/contract';
import { recordKeyOf } from '@hirewire/contract';
import { toPostgresText } from '@hirewire/store';
import { folded, hashText, jsonText } from './own-json.ts';
import type { Read } from './read-fields.ts';
import { entriesOf, textOf } from './read-fields.ts';

/** Reads what filters and joins need beside the text. A column that is not there is null. */
export function compileColumns(model: ReadModel): Read<Record<string, unknown>> {
  const readers = Object.keys(model.columns).map(
    (field) => [field, compileColumn(model, field)] as const,
  );
  const preserved = Object.entries(model.preserved);
  return (context, record, id) => {
    const columns: Record<string, unknown> = {};
    for (const [column, read] of readers) columns[column] = read(context, record, id);
    for (const [field, hashColumn] of preserved) {
      // What a read left out stays as it is stored.
      if (record[field] === undefined) continue;
      const text = jsonText(record[field]);
      columns[field] = text;
      columns[hashColumn] = hashText(text);
    }
    return columns;
  };
}

function compileColumn(model: ReadModel, field: string): Read<unknown> {
  const kind = model.columns[field];
  switch (kind) {
    case 'text':
      return (_context, record) => toPostgresText(textOf(record[field]));
    case 'folded':
      return (_context, record) => folded(textOf(record[field]));
    case 'time':
      return (_context, record) => toIsoDate(record[field], null);
    case 'id': {
      const target = model.references[field];
      if (target === undefined) throw new Error(`${model.name}.${field} is no reference`);
      const key = recordKeyOf(model, field);
      return (context, record) => context.idOf(target, textOf(record[key]));
    }
    case undefined:
      throw new Error(`${model.name}.${field} is no column`);
    default:
      return (_context, record) =>
        entriesOf(record[field])
          .map((entry) => folded(textOf(entry[kind.folded])))
          .filter(Boolean);
  }
}
