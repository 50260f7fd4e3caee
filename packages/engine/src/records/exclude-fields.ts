import type { ModelName, RecordByModel } from '@hirewire/connector-kit';
import type { ReadModel } from '@hirewire/contract';
import { byModel, readModelOf, recordKeyOf } from '@hirewire/contract';

/** Where a record has something that is disabled, and what to put there. */
interface Blank {
  /** Inside every member of this list; null for the record itself. */
  within: string | null;
  path: readonly string[];
  value: null | readonly [];
}

/**
 * What records are stored without, by model: some of their fields, or, of a disabled model, all
 * of them. Models that are stored whole are not in it.
 */
export type Exclusions = Readonly<Partial<Record<ModelName, readonly Blank[] | 'all'>>>;

/** What records are to be stored without while these models and fields are disabled. */
export function exclusionsOf(disabled: ReadonlySet<string>): Exclusions {
  const exclusions = byModel((model) =>
    disabled.has(model.id) ? 'all' : blanksOf(model, disabled),
  );
  return Object.fromEntries(Object.entries(exclusions).filter(([, { length }]) => length > 0));
}

function blanksOf(model: ReadModel, disabled: ReadonlySet<string>): Blank[] {
  const parts = model.parts.map(readModelOf).flatMap((part): Blank[] => {
    if (disabled.has(part.id)) return [{ within: null, path: [part.name], value: [] }];
    return blanksIn(part, disabled).map((blank) => ({ ...blank, within: part.name }));
  });
  return [...blanksIn(model, disabled), ...parts];
}

function blanksIn(model: ReadModel, disabled: ReadonlySet<string>): Blank[] {
  return model.fields
    .filter((field) => disabled.has(`${model.id}.${field}`))
    .flatMap((field) => {
      const [name = '', ...rest] = field.split('.');
      const beside = Object.keys(model.positions).filter((key) => model.positions[key] === name);
      // Connectors give lists for every record, even if they are empty.
      const isList = model.memberships[name] !== undefined || model.links[name] !== undefined;
      return [recordKeyOf(model, name), ...beside].map((key): Blank => ({
        within: null,
        path: [key, ...rest],
        value: isList ? [] : null,
      }));
    });
}

/**
 * A record without what is disabled. It then also has no objects of the tool, as it is unknown
 * where in them the disabled value is.
 */
export function excludeFields<Model extends ModelName>(
  exclusions: Exclusions,
  model: Model,
  record: RecordByModel[Model],
): RecordByModel[Model] {
  const blanks: Exclusions[ModelName] = exclusions[model];
  if (blanks === undefined || blanks === 'all') return record;
  let kept: object = { ...record, remote_data: null };
  for (const { within, path, value } of blanks) {
    kept = within === null ? put(kept, path, value) : putInEach(kept, within, { path, value });
  }
  return kept as RecordByModel[Model];
}

function put(
  target: object,
  [key = '', ...rest]: readonly string[],
  value: Blank['value'],
): object {
  if (rest.length === 0) return { ...target, [key]: value };
  const inner = (target as Record<string, unknown>)[key];
  if (typeof inner !== 'object' || inner === null) return target;
  return { ...target, [key]: put(inner, rest, value) };
}

function putInEach(
  target: object,
  list: string,
  { path, value }: Pick<Blank, 'path' | 'value'>,
): object {
  const members = (target as Readonly<Record<string, readonly object[]>>)[list] ?? [];
  return { ...target, [list]: members.map((member) => put(member, path, value)) };
}
