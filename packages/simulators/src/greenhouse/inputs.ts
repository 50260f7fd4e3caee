import type { Application, Person } from '../kit/company-rows.ts';
import * as is from '../kit/fields.ts';
import type { Fields, Input } from '../kit/fields.ts';
import { route } from '../kit/route.ts';
import type { Call, Route } from '../kit/route.ts';
import { notFound } from '../kit/vendor-message.ts';
import { applicationsIn } from './candidate-lists.ts';
import { rowIdOf, unprocessable } from './greenhouse.ts';
import type { CustomValues, Greenhouse } from './greenhouse.ts';
import { viewOf } from './lists.ts';
import type { Entry, List, View } from './lists.ts';
import { fieldDefinitions } from './shapes.ts';
import type { FieldOwner } from './shapes.ts';

/** A request that changes something: its body is checked, its view says who acts. */
export interface Write {
  input: Input;
  view: View;
  call: Call;
}

export const id = is.integer(1);

/** `write('POST /notes', 'notes:create', fields, (write) => …)`; a body that may be left out is `{}`. */
export function writeRoutes(greenhouse: Greenhouse) {
  return function write(
    pattern: string,
    scope: string,
    fields: Fields,
    answer: (write: Write) => unknown,
  ): Route {
    return route(pattern, `harvest:${scope}`, (call) => {
      const [parameter] = call.query.keys();
      if (parameter !== undefined) throw unprocessable(`${parameter} is not a parameter.`);
      const input = is.checkInput(call.text === '' ? {} : call.body, fields);
      return answer({ input, call, view: viewOf(greenhouse, call) });
    });
  };
}

/** The record with this id, as its list shows it. */
export function shownIn(list: List | undefined, view: View, recordId: string | number): object {
  const entries: Iterable<Entry> = list?.entries(view) ?? [];
  for (const entry of entries) if (entry.id === Number(recordId)) return entry.show();
  throw notFound('record', String(recordId));
}

/** The application of the path; those of hidden jobs are not found. */
export function pathApplication({ view, call }: Write): Application {
  const { id: asked = '' } = call.params;
  for (const one of applicationsIn(view)) if (one.id === asked) return one;
  throw notFound('application', asked);
}

export function pathPerson({ view, call }: Write): Person {
  return view.greenhouse.find('people', call.params['id'] ?? '');
}

/** The id of a row that a body names; null where it names none. */
export function optionalRow(
  { input, view: { greenhouse } }: Write,
  field: string,
  table: 'users' | 'sources' | 'stages',
): string | null {
  const given = input[field];
  return given === undefined || given === null ? null : greenhouse.named(table, field, given).id;
}

/** The user whom a row of `/referrers` stands for. */
export function optionalReferrer({ input, view: { greenhouse } }: Write): string | null {
  const given = input['referrer_id'];
  if (typeof given !== 'number') return null;
  return greenhouse.named('users', 'referrer_id', rowIdOf(given)).id;
}

/** Written as a list, shown as an object. */
export const customFieldsInput = is.every(
  is.shape({ custom_field_id: id, name_key: is.text, value: is.required(is.anything) }),
);

/** What `custom_fields` of a body says; undefined where it says nothing. */
export function customValuesOf(input: Input, owner: FieldOwner): CustomValues | undefined {
  const written = input['custom_fields'] as Input[] | undefined;
  if (written === undefined) return undefined;
  const values = written.map(({ custom_field_id, name_key, value }) => {
    const field = fieldDefinitions.find(
      (one) => one.of === owner && (one.id === custom_field_id || one.key === name_key),
    );
    if (field === undefined) throw unprocessable({ custom_fields: 'does not exist' });
    return [field.key, value];
  });
  return Object.fromEntries(values) as CustomValues;
}

/** They take the place of all that were there. */
export function keepCustomValues(
  { kept }: Greenhouse,
  rowId: string,
  values: CustomValues | undefined,
): void {
  if (values !== undefined) kept.customValues.set(rowId, values);
}
