import type { SeededRandom } from '../../kit/random.ts';
import type { AshbyRecords } from '../records.ts';
import type { AshbyFormDefinition, AshbyFormField } from '../types.ts';

type Question = [title: string, type: string, options?: [label: string, value: string][]];

interface Section {
  title: string | null;
  description?: string;
  questions: Question[];
}

/** The first question of every form; its path and its options are those of the document's example. */
const recommendation = 'Overall Recommendation';
const recommendationPath = 'overall_recommendation';

/** Together they have every type of field that applicationFeedback.submit names. */
const forms: Section[][] = [
  [
    {
      title: 'Overall',
      questions: [
        [
          recommendation,
          'ValueSelect',
          [
            ['Strong Hire', 'strong_hire'],
            ['Hire', 'hire'],
            ['No Hire', 'no_hire'],
          ],
        ],
      ],
    },
    {
      title: 'Technical Assessment',
      description: 'Only what you have seen yourself.',
      questions: [
        ['Problem solving', 'Score'],
        ['Code quality', 'Score'],
        [
          'Topics covered',
          'MultiValueSelect',
          [
            ['Data structures', 'data_structures'],
            ['Databases', 'databases'],
            ['System design', 'system_design'],
          ],
        ],
        ['Detailed Feedback', 'RichText'],
      ],
    },
  ],
  [
    {
      title: null,
      questions: [
        [recommendation, 'Score'],
        ['Speaks the language of the team', 'Boolean'],
        ['Years of relevant experience', 'Number'],
        ['Could start on', 'Date'],
        ['Current pay', 'Currency'],
        ['Expected pay', 'CompensationRange'],
        ['Notes', 'LongText'],
      ],
    },
  ],
  [
    {
      title: 'Working together',
      questions: [
        [
          recommendation,
          'ValueSelect',
          [
            ['Definitely', 'definitely'],
            ['Yes', 'yes'],
            ['No', 'no'],
            ['Definitely not', 'definitely_not'],
          ],
        ],
        ['Strongest value', 'String'],
        ['Work sample', 'Url'],
        ['Referee', 'Email'],
        ['Number for further questions', 'Phone'],
        ['Size of the teams led', 'NumberRange'],
        ['Calibration session', 'UUID'],
      ],
    },
  ],
];

const remarks = [
  'Explains trade-offs clearly and asks good questions. Would like to work with them.',
  'Solid, but needed many hints.\nThe second part was better.',
  'Sehr strukturiert – hat auch die Randfälle <selbst> gefunden & erklärt.',
  'Could not describe what exactly their own part in the project was.',
];

/**
 * The documents show answers in two notations: the example of applicationFeedback.list has scores
 * and rich text as plain text, while applicationFeedback.submit takes objects and says that they
 * are listed as they were submitted.
 */
const inObjects: Record<string, (plain: string) => unknown> = {
  Score: (plain) => ({ score: Number(plain) }),
  RichText: (value) => ({ type: 'PlainText', value }),
};

type Answer = (random: SeededRandom, values: string[]) => unknown;
const answers: Record<string, Answer> = {
  Boolean: (random) => random.chance(0.7),
  CompensationRange: () => ({
    type: 'compensation-range',
    minValue: 60_000,
    maxValue: 75_000,
    currencyCode: 'EUR',
    interval: '1 YEAR',
  }),
  Currency: (random) => ({ value: random.integer(40, 90) * 1000, currencyCode: 'EUR' }),
  Date: (random) => `2027-0${random.integer(1, 9)}-15`,
  Email: (random) => `referee.${random.integer(1, 99)}@example.org`,
  LongText: (random) => random.pick(remarks),
  MultiValueSelect: (random, values) => random.sample(values, random.integer(1, values.length)),
  Number: (random) => random.integer(0, 20),
  NumberRange: () => ({ type: 'number-range', minValue: 2, maxValue: 8 }),
  Phone: (random) => `+49 30 01${random.integer(10, 99)}`,
  RichText: (random) => random.pick(remarks),
  Score: (random) => String(random.integer(1, 4)),
  String: () => 'Curiosity',
  Url: (random) => random.pick(['https://samples.example.com/1', '']),
  UUID: (random) => random.uuid(),
  ValueSelect: (random, values) => random.pick(values),
};

/** Gives the forms to the interviews in turn. */
export function seedFeedbackForms(random: SeededRandom, records: AshbyRecords): void {
  const definitions = forms.map((sections) => formOf(random, sections));
  for (const [index, interview] of [...records.interviews.values()].entries()) {
    const definition = definitions[index % definitions.length];
    if (definition === undefined) throw new Error('There are no feedback forms');
    records.feedbackForms.set(interview.feedbackFormDefinitionId, definition);
  }
}

/** Answers to a form by path; those that may be left out sometimes are, or are null. */
export function inventFeedback(
  random: SeededRandom,
  definition: AshbyFormDefinition,
): Record<string, unknown> {
  const isInObjects = random.chance(0.3);
  const given: Record<string, unknown> = {};
  for (const { isRequired, field } of definition.sections.flatMap(({ fields }) => fields)) {
    if (!isRequired && random.chance(0.15)) continue;
    const values = field.selectableValues?.map(({ value }) => value) ?? [];
    const plain = answers[field.type]?.(random, values);
    const noted = isInObjects ? (inObjects[field.type]?.(String(plain)) ?? plain) : plain;
    given[field.path] = field.isNullable && random.chance(0.1) ? null : noted;
  }
  return given;
}

function formOf(random: SeededRandom, sections: Section[]): AshbyFormDefinition {
  return {
    sections: sections.map(({ title, description = null, questions }) => ({
      title,
      descriptionHtml: description === null ? null : `<p>${description}</p>`,
      descriptionPlain: description,
      fields: questions.map((question) => fieldOf(random, question)),
    })),
  };
}

function fieldOf(random: SeededRandom, [title, type, options]: Question): AshbyFormField {
  const isRequired = title === recommendation;
  const selectableValues = options?.map(([label, value]) => ({ label, value }));
  return {
    isRequired,
    descriptionHtml: null,
    descriptionPlain: null,
    field: {
      id: random.uuid(),
      type,
      path: isRequired ? recommendationPath : random.uuid(),
      humanReadablePath: title,
      title,
      isNullable: !isRequired,
      ...(selectableValues !== undefined && { selectableValues }),
    },
  };
}
