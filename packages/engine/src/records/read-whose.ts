import type { ReadModel } from '@hirewire/contract';
import { recordKeyOf } from '@hirewire/contract';
import type { ModelName, Whose } from '@hirewire/store';
import { isPersonal, ownersOf } from '@hirewire/store';
import type { RowContext } from './own-json.ts';
import type { AnyRecord } from './read-fields.ts';
import { entriesOf, textOf } from './read-fields.ts';

type ReadWhose = (context: RowContext, record: AnyRecord) => Whose;

/** Reads whose a record is, before anything of it is disabled; null for models that are nobody's. */
export function compileWhose(model: ReadModel, name: ModelName): ReadWhose | null {
  if (!isPersonal(name)) return null;
  const owners = ownersOf(name).map(({ column, owner }) => ({
    owner,
    key: recordKeyOf(model, column),
  }));
  const { emailAddresses, phoneNumbers } = model.identity ?? {};
  return (context, record) => ({
    owners: owners.flatMap(({ owner, key }) => {
      const id = context.idOf(owner, textOf(record[key]));
      return id === null ? [] : [{ model: owner, id }];
    }),
    emailAddresses: textsOf(record, emailAddresses),
    phoneNumbers: textsOf(record, phoneNumbers),
  });
}

function textsOf(record: AnyRecord, where?: readonly [field: string, member: string]): string[] {
  if (where === undefined) return [];
  const [field, member] = where;
  return entriesOf(record[field]).flatMap((entry) => textOf(entry[member]) ?? []);
}
