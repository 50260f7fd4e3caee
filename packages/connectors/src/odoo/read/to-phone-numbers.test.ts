import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startOdooSimulator } from '@hirewire/simulators';
import { openOdoo, readAll } from '../fixtures/open-odoo.ts';
import { toPhoneNumbers } from './to-phone-numbers.ts';

const several: [field: string, numbers: string[]][] = [
  ['+49 30 1234567 / 0170 1234567', ['+49 30 1234567', '0170 1234567']],
  ['(555) 123-4567, 555-987-6543', ['(555) 123-4567', '555-987-6543']],
  ['+1 555 123 4567;\n+1 555 987 6543;', ['+1 555 123 4567', '+1 555 987 6543']],
  ['030 1234567 or (0)170 1234567', ['030 1234567', '(0)170 1234567']],
];
for (const [field, numbers] of several) {
  test(`${JSON.stringify(field)} is ${numbers.length} numbers`, () => {
    assert.deepEqual(toPhoneNumbers(field), numbers);
  });
}

for (const field of [
  '+49 30 1234567',
  '030/1234567',
  '0170 / 123 45 67',
  '+49 911 1234567/68',
  '+49 911 1234567/1234568',
  '+1 555 123 4567, ext. 12',
  'ask for Ada, room 7',
]) {
  test(`"${field}" stays whole`, () => assert.deepEqual(toPhoneNumbers(field), [field]));
}

test('no number is none', () => {
  for (const field of [null, undefined, '', ' ']) assert.deepEqual(toPhoneNumbers(field), []);
});

test('a candidate has each number of a field once', async () => {
  const odoo = await startOdooSimulator({ candidates: 20 });
  try {
    const contact = odoo.tables['res.partner']!.rows.find(({ id }) => id === 100);
    // The second is also that of the entry.
    contact!['phone'] = '+1 555 0199; +1 555 0100';
    const { records } = await readAll(openOdoo(odoo.url).context, 'candidates');
    const candidate = records.find(({ remote_id: id }) => id === 'partner:100');
    assert.deepEqual(
      candidate?.phone_numbers?.map(({ phone_number: number }) => number),
      ['+1 555 0199', '+1 555 0100'],
    );
  } finally {
    await odoo.close();
  }
});
