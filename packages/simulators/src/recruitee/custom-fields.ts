import * as is from '../kit/fields.ts';
import type { Field, Input } from '../kit/fields.ts';
import type { Route } from '../kit/route.ts';
import { json } from '../kit/vendor-message.ts';
import { answering } from './access.ts';
import { ratingWords } from './candidates.ts';
import { bodyOf, checkKnown, id, missing, numbered, objectOf, unprocessable } from './input.ts';
import { resultShape } from './interviews.ts';
import type { Profile, Recruitee } from './recruitee.ts';

/** Kinds that are named in the documents, or by clients. */
const kinds = [
  'single_line',
  'multi_line',
  'boolean',
  'number',
  'date',
  'salary',
  'education',
  'experience',
  'skills',
  'language_skill',
  'address',
  'date_of_birth',
  'gender',
];
const isDecimal = (value: unknown): boolean =>
  value === undefined || (typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value));
/** Numbers and amounts are decimals in text. */
const values: Field = {
  complaint: (value) =>
    Array.isArray(value) &&
    value.map(objectOf).every((one) => isDecimal(one['number']) && isDecimal(one['amount']))
      ? null
      : 'must be a list of objects with texts',
};
const fieldFields = { kind: is.required(is.oneOf(...kinds)), name: is.text, values };

/** Fields of a profile, one in each request, and evaluations. */
export function fieldRoutes(account: Recruitee): Route[] {
  return [
    answering('POST /custom_fields/candidates/:id/fields', 'Manage candidates', (call) => {
      const person = account.findCandidate(call.params['id']);
      const input = checkKnown(objectOf(bodyOf(call)['field']), fieldFields);
      const field = { id: account.company.newId(), ...fieldOf(input) };
      const { fields } = account.profileOf(person);
      account.changeProfile(person, { fields: [...fields, field] });
      return json({ field: { ...field, id: Number(field.id) } }, 201);
    }),
    answering('PATCH /custom_fields/candidates/fields/:id', 'Manage candidates', (call) => {
      const { id: fieldId } = call.params;
      const input = checkKnown(objectOf(bodyOf(call)['field']), { values });
      for (const [personId, { fields }] of account.kept.profiles) {
        const found = fields.find((one) => one.id === fieldId);
        if (found === undefined) continue;
        const changed = { ...found, values: numbered(input['values']) };
        const all = fields.map((one) => (one === found ? changed : one));
        account.changeProfile(account.findCandidate(personId), { fields: all });
        return { field: { ...changed, id: Number(changed.id) } };
      }
      throw missing('Field');
    }),
    answering('POST /interview/candidates/:id/results', 'Add evaluations', (call) => {
      const person = account.findCandidate(call.params['id']);
      const input = checkKnown(objectOf(bodyOf(call)['interview_result']), resultFields);
      const placement = account.placements
        .of(person.id)
        .find(({ jobId }) => jobId === String(input['offer_id']));
      if (placement === undefined) throw unprocessable('offer_id', 'is invalid');
      const feedback = account.company.add('feedback', {
        applicationId: placement.id,
        interviewId: null,
        userId: account.owner.id,
        rating: ratingWords.findIndex((word) => word === input['rating']) + 1 || null,
        answers: [{ question: 'Note', type: 'text', value: is.textOf(input, 'rating_note') }],
        submittedAt: call.at,
      });
      return json({ interview_result: resultShape(account, feedback) }, 201);
    }),
  ];
}

const resultFields = {
  kind: is.required(is.oneOf('rating')),
  offer_id: id,
  stage_id: is.required(id),
  rating: is.oneOf(...ratingWords),
  rating_note: is.text,
};

function fieldOf(input: Input): Omit<Profile['fields'][number], 'id'> {
  return {
    kind: is.textOf(input, 'kind'),
    name: is.givenText(input, 'name') ?? null,
    values: numbered(input['values']),
  };
}
