import type { Job, Question } from '../kit/company-rows.ts';
import type { Company } from '../kit/company.ts';
import { places } from '../kit/places.ts';

/** A value of a custom field: a possible one, or what somebody has written. */
export interface FieldValue {
  id: number;
  value: string;
}

export interface CustomField {
  id: number;
  name: string;
  label: string;
  possible_values: FieldValue[];
  is_job: boolean;
  is_candidate: boolean;
}

export interface City {
  id: number;
  osm_id: number;
  cc: string;
  lat: number;
  lon: number;
  google_id: string;
  translations: { name: string; country: string }[];
}

interface Industry {
  id: number;
  translations: { name: string }[];
}

/** What an account has beside the rows of its company. Nothing changes it. */
export interface Catalogue {
  cities: City[];
  industries: Industry[];
  fields: CustomField[];
  /** The field of candidates that a question is, by the text of the question. */
  fieldOfQuestion: ReadonlyMap<string, CustomField>;
  costCentre: CustomField;
}

const industryNames = ['Maschinenbau', 'Information Technology', 'Health & Care'];

/** The letter is a field of applications, and files are fields of neither. */
const asked = (question: Question): boolean => !['file', 'long text'].includes(question.type);

export function inventCatalogue(company: Company): Catalogue {
  const newId = (): number => Number(company.newId());
  const cities = places.map(({ city, country, countryCode }, index) => ({
    id: newId(),
    osm_id: 62_000 + index,
    cc: countryCode,
    lat: 48.2 + index / 10,
    lon: 16.3 + index / 10,
    google_id: `example-place-${index}`,
    translations: [{ name: city, country }],
  }));
  const industries = industryNames.map((name) => ({
    id: newId(),
    translations: [{ name }],
  }));
  const fieldOfQuestion = new Map<string, CustomField>();
  for (const question of [...company.tables.jobs.values()].flatMap((job) => job.questions)) {
    if (!asked(question) || fieldOfQuestion.has(question.text)) continue;
    fieldOfQuestion.set(question.text, {
      id: newId(),
      name: question.text.toLowerCase().replaceAll(/[^a-z]+/g, '_'),
      label: question.text,
      possible_values: optionsOf(question).map((value) => ({
        id: newId(),
        value,
      })),
      is_job: false,
      is_candidate: true,
    });
  }
  const costCentre: CustomField = {
    id: newId(),
    name: 'cost_centre',
    label: 'Kostenstelle',
    possible_values: [],
    is_job: true,
    is_candidate: false,
  };
  const fields = [...fieldOfQuestion.values(), costCentre];
  return { cities, industries, fields, fieldOfQuestion, costCentre };
}

function optionsOf({ type, options }: Question): string[] {
  return type === 'yes or no' ? ['Ja', 'Nein'] : options.map(({ text }) => text);
}

/** The fields that somebody fills in who applies for a job. */
export function fieldsOf({ fieldOfQuestion }: Catalogue, { questions }: Job): CustomField[] {
  return questions.flatMap(({ text }) => fieldOfQuestion.get(text) ?? []);
}

/** What an answer to a question is as values of its field. `textId` is that of a written one. */
export function valuesOf(
  field: CustomField,
  { options }: Question,
  answer: unknown,
  textId: number,
): FieldValue[] {
  if (field.possible_values.length === 0) return [{ id: textId, value: String(answer) }];
  const chosen =
    typeof answer === 'boolean'
      ? [answer ? 'Ja' : 'Nein']
      : [answer].flat().map((id) => options.find((option) => option.id === id)?.text);
  return field.possible_values.filter(({ value }) => chosen.includes(value));
}
