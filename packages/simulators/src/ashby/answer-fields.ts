import {
  day,
  emailAddress,
  every,
  filledText,
  flag,
  integer,
  isoMoment,
  listOf,
  number,
  oneOf,
  required,
  shape,
  text,
  uuid,
  webAddress,
} from '../kit/fields.ts';
import type { Field } from '../kit/fields.ts';

interface TypedField {
  type: string;
  selectableValues?: { value: string }[];
}

/** What applicationForm.submit says of the answers to each type of question. */
const answers: Record<string, Field> = {
  Boolean: flag,
  Date: day,
  EducationHistory: every(
    shape({
      schoolName: required(filledText),
      degree: text,
      major: text,
      startDate: day,
      endDate: day,
      isCurrent: flag,
    }),
  ),
  Email: emailAddress,
  // The handle of an upload.
  File: text,
  Location: shape({ country: text, region: text, city: text }),
  LongText: text,
  Number: integer(Number.MIN_SAFE_INTEGER),
  Phone: text,
  RichText: shape({ type: required(oneOf('PlainText')), value: required(text) }),
  Score: shape({ score: required(integer(1, 4)) }),
  SocialLink: webAddress,
  String: text,
  Url: webAddress,
};

const intervals = ['NONE', '1 TIME', '1 HOUR', '1 DAY', '1 WEEK', '2 WEEK', '1 MONTH', '2 MONTH'];
const range = { minValue: required(number), maxValue: required(number) };

/** What customField.setValue says of the values of each type of field. */
const customValues: Record<string, Field> = {
  Boolean: flag,
  CompensationRange: shape({
    type: required(oneOf('compensation-range')),
    ...range,
    currencyCode: required(text),
    interval: required(oneOf(...intervals, '3 MONTH', '6 MONTH', '0.5 MONTH', '1 YEAR')),
  }),
  Currency: shape({ value: required(number), currencyCode: required(text) }),
  Date: isoMoment,
  Email: emailAddress,
  LongText: text,
  Number: number,
  NumberRange: shape({ type: required(oneOf('number-range')), ...range }),
  Phone: text,
  String: text,
  Url: webAddress,
  UUID: uuid,
};

/** The form that an answer to a question must have. */
export function answerField(question: TypedField): Field {
  return fieldOf(question, answers);
}

/** The form that the value of a custom field must have. */
export function customValueField(definition: TypedField): Field {
  return fieldOf(definition, customValues);
}

function fieldOf({ type, selectableValues = [] }: TypedField, known: Record<string, Field>): Field {
  const values = selectableValues.map(({ value }) => value);
  if (type === 'ValueSelect') return oneOf(...values);
  if (type === 'MultiValueSelect') return listOf(values);
  const field = known[type];
  if (field === undefined) throw new Error(`The simulator has no form for ${type}`);
  return field;
}
