import assert from 'node:assert/strict';
import { it } from 'node:test';
import { nestFields } from './nested-form.ts';

const part = (name: string, text: string, filename: string | null = null) => ({
  name,
  filename,
  contentType: 'text/plain',
  content: Buffer.from(text),
});

function nest(...fields: [name: string, text: string][]): unknown {
  const nested = nestFields(fields.map(([name, text]) => part(name, text)));
  return JSON.parse(JSON.stringify(nested));
}

it('makes objects and lists of the names of fields', () => {
  assert.deepEqual(
    nest(['first_name', 'Ada'], ['question_1[]', '2'], ['question_1[]', '5'], ['a[b][c]', 'x']),
    { first_name: 'Ada', question_1: ['2', '5'], a: { b: { c: 'x' } } },
  );
});

it('begins the next object of a list where a name comes again', () => {
  assert.deepEqual(
    nest(
      ['educations[][degree_id]', '1'],
      ['educations[][start_date][year]', '2012'],
      ['educations[][start_date][month]', '8'],
      ['educations[][degree_id]', '2'],
    ),
    {
      educations: [
        { degree_id: '1', start_date: { year: '2012', month: '8' } },
        { degree_id: '2' },
      ],
    },
  );
  assert.deepEqual(
    nest(
      ['answers[][id]', '87'],
      ['answers[][options][][id]', '194'],
      ['answers[][options][][id]', '195'],
      ['answers[][id]', '88'],
      ['answers[][options][][id]', '212'],
      ['answers[][options][][text]', 'Free'],
    ),
    {
      answers: [
        { id: '87', options: [{ id: '194' }, { id: '195' }] },
        { id: '88', options: [{ id: '212', text: 'Free' }] },
      ],
    },
  );
});

it('keeps a file as the part that it is, and lets no name reach a prototype', () => {
  const file = part('resume', 'PDF', 'cv.pdf');
  assert.equal(nestFields([file])['resume'], file);
  nestFields([part('__proto__[isAdmin]', '1'), part('constructor[prototype][isAdmin]', '1')]);
  assert.equal(Object({})['isAdmin'], undefined);
});

it('takes the last of two fields that cannot be at the same place', () => {
  assert.deepEqual(nest(['a', '1'], ['a[b]', '2'], ['a[]', '3']), { a: ['3'] });
});
