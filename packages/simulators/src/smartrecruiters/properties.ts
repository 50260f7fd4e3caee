import * as is from '../kit/fields.ts';
import type { Input } from '../kit/fields.ts';
import type { Call, Route } from '../kit/route.ts';
import { noContent } from '../kit/vendor-message.ts';
import { invalid, refusal, secured } from './access.ts';
import { requireParameters } from './lists.ts';
import type { Assigned, SmartRecruiters } from './smartrecruiters.ts';
import { derivedId, link, listed, numberOf } from './words.ts';

interface Definition {
  id: string;
  label: string;
  type: string;
  values: readonly { id: string; label: string }[];
}

const define = (label: string, type: string, options: readonly string[] = []): Definition => ({
  id: derivedId('property', label),
  label,
  type,
  values: options.map((option) => ({ id: derivedId('value', label, option), label: option })),
});

const permit = define('Work permit', 'SINGLE_SELECT', ['EU citizen', 'Blue Card', 'None']);
const definitions: readonly Definition[] = [
  define('Notice & availability', 'TEXT'),
  define('Willing to relocate', 'BOOLEAN'),
  define('Expected salary', 'CURRENCY'),
  define('Start date', 'DATE'),
  permit,
];

const examples: readonly unknown[] = [
  'Three months',
  true,
  { code: 'EUR', value: 64_000 },
  '2027-03-01T00:00:00.000Z',
  permit.values[1]?.id,
];

/** Values of the fields of an application, by the ids of the fields. Many have none. */
export function propertiesOf(account: SmartRecruiters, { id }: Assigned): Map<string, unknown> {
  const count = Math.max(0, (numberOf(id) % 8) - 2);
  const seeded = account.kept.fromApi.has(id) ? 0 : count;
  const values = definitions
    .slice(0, seeded)
    .map((one, index) => [one.id, examples[index]] as const);
  const kept = account.kept.properties.get(id) ?? new Map<string, unknown>();
  return new Map([...values, ...kept].filter(([, value]) => value !== undefined));
}

/** An object without a list when nothing has a value. */
function propertiesShape(account: SmartRecruiters, one: Assigned, origin: string): object {
  const values = propertiesOf(account, one);
  const content = definitions.flatMap(({ id, label, type, values: options }) => {
    if (!values.has(id)) return [];
    const value = values.get(id);
    const valueLabel = options.find((option) => option.id === value)?.label;
    const configuration = link(origin, `/configuration/candidate-properties/${id}`);
    return [
      { id, label, type, value, ...(valueLabel && { valueLabel }), actions: { configuration } },
    ];
  });
  return content.length === 0 ? {} : { content };
}

const contexts = ['PROFILE', 'OFFER_FORM', 'HIRE_FORM', 'OFFER_APPROVAL_FORM'];

function requireContext(call: Call): void {
  requireParameters(call, ['context']);
  const context = call.query.get('context');
  if (context !== null && !contexts.includes(context)) throw invalid('context is unknown');
}

export function propertyRoutes(account: SmartRecruiters): Route[] {
  return [
    secured('GET /candidates/:id/properties', 'candidates_read', (call) => {
      requireContext(call);
      const [primary] = account.assignmentsOf(account.findCandidate(call.params['id']));
      return primary === undefined ? {} : propertiesShape(account, primary, call.origin);
    }),
    secured('GET /candidates/:id/jobs/:jobId/properties', 'candidates_read', (call) => {
      requireContext(call);
      const { id, jobId } = call.params;
      return propertiesShape(account, account.findAssignment(id, jobId), call.origin);
    }),
    secured('PUT /candidates/:id/jobs/:jobId/properties', 'candidates_manage', (call) => {
      requireParameters(call);
      const { id, jobId } = call.params;
      const one = account.findAssignment(id, jobId);
      const given = is.checkInput({ list: call.body }, { list: is.required(is.every(valueField)) });
      const values = (given['list'] as Input[]).map((input) => valueIn(input));
      account.kept.properties.set(one.id, new Map([...propertiesOf(account, one), ...values]));
      account.company.change('applications', one.id, {});
      return noContent();
    }),
    secured('GET /configuration/candidate-properties', 'configuration_read', (call) => {
      requireParameters(call);
      const content = definitions.map(({ id, label, type }) => ({ id, label, type }));
      return listed(content);
    }),
    secured('GET /configuration/candidate-properties/:id/values', 'configuration_read', (call) => {
      requireParameters(call);
      return listed(definitionOf(call.params['id']).values);
    }),
  ];
}

const valueField = is.shape({ id: is.required(is.filledText), value: is.anything });

const kinds: Readonly<Record<string, (value: unknown) => boolean>> = {
  TEXT: (value) => typeof value === 'string',
  BOOLEAN: (value) => typeof value === 'boolean',
  CURRENCY: (value) =>
    typeof Object(value).code === 'string' && typeof Object(value).value === 'number',
  DATE: (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
  SINGLE_SELECT: (value) => permit.values.some(({ id }) => id === value),
};

function valueIn(input: Input): readonly [string, unknown] {
  const { id, type } = definitionOf(input['id']);
  const { value } = input;
  if (value !== undefined && kinds[type]?.(value) !== true) {
    throw refusal(400, 'VALUE_NOT_FOUND', `The value does not fit a field of type ${type}`);
  }
  return [id, value];
}

function definitionOf(id: unknown): Definition {
  const definition = definitions.find((one) => one.id === id);
  if (definition === undefined) throw refusal(404, 'PROPERTY_NOT_FOUND', 'There is no such field');
  return definition;
}
