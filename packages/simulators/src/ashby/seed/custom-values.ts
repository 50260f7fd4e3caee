import type { SeededRandom } from '../../kit/random.ts';
import type { AshbyRecords } from '../records.ts';
import type { AshbyCustomField, AshbyCustomFieldDefinition } from '../types.ts';
import { seedEnd, seedStart } from '../../kit/calendar.ts';

type Values = Pick<AshbyCustomField, 'value' | 'valueLabel'>;

const valueMakers: Record<
  string,
  (random: SeededRandom, options: { label: string; value: string }[]) => Values
> = {
  Boolean: (random) => ({ value: random.chance(0.5) }),
  Currency: (random) => ({
    value: { value: random.integer(40, 160) * 1000, currencyCode: random.pick(['EUR', 'USD']) },
  }),
  Date: (random) => ({ value: random.moment(seedStart, seedEnd) }),
  String: (random) => ({ value: random.pick(['they/them', 'CC-1042', 'CC-2210', 'she/her']) }),
  LongText: (random) => ({
    value: `Good conversation.\nFollow up in ${random.integer(2, 9)} weeks – “strong maybe”.`,
  }),
  Number: (random) => ({ value: random.integer(0, 30) }),
  NumberRange: (random) => ({
    value: {
      type: 'number-range',
      minValue: random.integer(1, 5),
      maxValue: random.integer(6, 12),
    },
  }),
  CompensationRange: (random) => ({
    value: {
      type: 'compensation-range',
      minValue: random.integer(40, 60) * 1000,
      maxValue: random.integer(70, 120) * 1000,
      currencyCode: 'EUR',
      interval: '1 YEAR',
    },
  }),
  ValueSelect: (random, options) => {
    const { value, label } = random.pick(options);
    return { value, valueLabel: label };
  },
  MultiValueSelect: (random, options) => {
    const chosen = random.sample(options, random.integer(1, options.length));
    return {
      value: chosen.map(({ value }) => value),
      valueLabel: chosen.map(({ label }) => label),
    };
  },
};

/** Makes the custom field values of one kind of object. */
export function customValueMaker(
  random: SeededRandom,
  records: AshbyRecords,
  objectType: AshbyCustomFieldDefinition['objectType'],
): (share: number) => AshbyCustomField[] {
  const definitions = [...records.customFields.values()].filter(
    (definition) => definition.objectType === objectType,
  );
  return (share) =>
    definitions
      .filter(() => random.chance(share))
      .map(({ id, isPrivate, title, fieldType, selectableValues = [] }) => {
        const maker = valueMakers[fieldType];
        if (maker === undefined) throw new Error(`No values for fields of type ${fieldType}`);
        return { id, isPrivate, title, ...maker(random, selectableValues) };
      });
}
