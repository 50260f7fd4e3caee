import { parseResults } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  CustomFields,
  Json,
  ModelName,
  SideAnswer,
  SideCalls,
} from '@hirewire/connector-kit';
import { readWholeList } from '../call-onlyfy.ts';
import { OnlyfyCustomField } from '../remote-types.ts';
import type { OnlyfyCustomValues } from '../remote-types.ts';

/** The keys of custom fields in our records, by their ids. */
export type FieldKeys = ReadonlyMap<string, string>;

/** Values have the id of their field alone: its name is in the list of all fields. */
export function readFieldKeys<Model extends ModelName>(
  context: ConnectorContext,
  model: Model,
  sideCalls: SideCalls<Model>,
): Promise<SideAnswer<FieldKeys>> {
  return sideCalls.ask({ name: '/custom_field', fields: ['custom_fields'] }, async () => {
    const rows = await readWholeList(context, '/custom_field');
    const fields = parseResults(OnlyfyCustomField, rows, { model, context });
    return toKeys(fields.map(({ parsed }) => parsed));
  });
}

/** Names; two fields of the same name have their ids beside it. */
function toKeys(fields: readonly OnlyfyCustomField[]): FieldKeys {
  const named = fields.map(({ id, name, label }) => ({
    id,
    name: name?.trim() || label?.trim() || id,
  }));
  const byName = Map.groupBy(named, ({ name }) => name);
  return new Map(
    named.map(({ id, name }) => [
      id,
      (byName.get(name)?.length ?? 0) > 1 ? `${name} (${id})` : name,
    ]),
  );
}

/** A field with one value is that value, one with several is a list. */
export function toCustomFields(
  fields: OnlyfyCustomValues,
  keys: FieldKeys | null,
): CustomFields | undefined {
  if (keys === null) return undefined;
  return Object.fromEntries(
    (fields ?? []).flatMap(({ custom_field_id: id, values }) => {
      const all = (values ?? []).flatMap(({ value }): Json[] => (value ? [value] : []));
      if (!id || all.length === 0) return [];
      return [[keys.get(id) ?? id, all.length === 1 ? (all[0] ?? null) : all]];
    }),
  );
}
