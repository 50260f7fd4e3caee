import type { InventedName } from '../../kit/people.ts';
import type { Place } from '../../kit/places.ts';
import type { SeededRandom } from '../../kit/random.ts';
import type { AshbyFormDefinition, AshbyFormField, AshbySurveyForm } from '../types.ts';

interface Applicant {
  name: InventedName;
  email: string;
  place: Place;
}

interface Question {
  title: string;
  type: string;
  options?: string[];
  answer(random: SeededRandom, applicant: Applicant): unknown;
}

/** The fields that every form has, with Ashby's own paths. */
const systemQuestions: (Question & { path: string; isRequired: boolean })[] = [
  {
    path: '_systemfield_name',
    title: 'Name',
    type: 'String',
    isRequired: true,
    answer: (_, { name }) => name.full,
  },
  {
    path: '_systemfield_email',
    title: 'Email',
    type: 'Email',
    isRequired: true,
    answer: (_, { email }) => email,
  },
  {
    path: '_systemfield_resume',
    title: 'Resume',
    type: 'File',
    isRequired: false,
    answer: fileAnswer,
  },
  {
    path: '_systemfield_location',
    title: 'Location',
    type: 'Location',
    isRequired: false,
    answer: locationAnswer,
  },
];

/** One question of every type that forms may have. */
const questions: Question[] = [
  {
    title: 'Phone',
    type: 'Phone',
    answer: (random, { place }) => `${place.dialling} 01${random.integer(10, 99)}`,
  },
  {
    title: 'How did you hear about us?',
    type: 'String',
    answer: (random) => random.pick(['A friend', 'Meetup', 'Freunde & Familie']),
  },
  {
    title: 'Why do you want to join us?',
    type: 'LongText',
    answer: () => 'I like small teams.\nAnd “clear” goals.',
  },
  {
    title: 'Describe a project',
    type: 'RichText',
    answer: () => ({ type: 'PlainText', value: 'I rebuilt a bakery’s order system.' }),
  },
  { title: 'Years of experience', type: 'Number', answer: (random) => random.integer(0, 25) },
  {
    title: 'Earliest start date',
    type: 'Date',
    answer: (random) => `2026-${random.pick(['03', '07', '12'])}-01`,
  },
  { title: 'Do you need a visa?', type: 'Boolean', answer: (random) => random.chance(0.3) },
  {
    title: 'Level of German',
    type: 'ValueSelect',
    options: ['None', 'B1', 'B2', 'C1', 'Native'],
    answer: oneOption,
  },
  {
    title: 'Which tools do you know?',
    type: 'MultiValueSelect',
    options: ['Figma', 'SQL', 'Excel'],
    answer: someOptions,
  },
  {
    title: 'Portfolio',
    type: 'Url',
    answer: (_, { name }) => `https://portfolio.example.com/${name.handle}`,
  },
  { title: 'Preferred office', type: 'Location', answer: locationAnswer },
  { title: 'Cover letter', type: 'File', answer: fileAnswer },
  {
    title: 'How well do you know our product?',
    type: 'Score',
    answer: (random) => ({ score: random.integer(1, 4) }),
  },
  {
    title: 'LinkedIn',
    type: 'SocialLink',
    answer: (_, { name }) => `https://www.linkedin.com/in/${name.handle}`,
  },
  {
    title: 'Education',
    type: 'EducationHistory',
    answer: () => [{ schoolName: 'Universität Musterstadt', degree: 'BSc', isCurrent: false }],
  },
  {
    title: 'Work e-mail of a referee',
    type: 'Email',
    answer: (random) => `referee.${random.integer(1, 99)}@example.org`,
  },
];

const surveys: Record<string, [title: string, field: string, options: string[]]> = {
  EEOC: [
    'U.S. Equal Employment Opportunity',
    'Veteran status',
    ['Veteran', 'Not a veteran', 'Decline to answer'],
  ],
  Diversity: [
    'Diversity survey',
    'Gender identity',
    ['Woman', 'Man', 'Non-binary', 'Decline to answer'],
  ],
};

/** A form with the first `questionCount` questions, or a choice of that many. */
export function inventForm(random: SeededRandom, questionCount: number): AshbyFormDefinition {
  const chosen = random.sample(questions, questionCount);
  const system = systemQuestions.map((question) => formField(random, question, question));
  const own = chosen.map((question) =>
    formField(random, question, { path: random.uuid(), isRequired: random.chance(0.5) }),
  );
  const none = { descriptionHtml: null, descriptionPlain: null };
  const sections = [{ title: null, ...none, fields: system }];
  if (own.length > 0) sections.push({ title: null, ...none, fields: own });
  return { sections };
}

/** How many questions there are: one per type at least. */
export const questionCount = questions.length;

/** Answers to a form, keyed by path; questions that may be left out sometimes are. */
export function inventAnswers(
  random: SeededRandom,
  form: AshbyFormDefinition,
  applicant: Applicant,
): Record<string, unknown> {
  const answers: Record<string, unknown> = {};
  for (const { isRequired, field } of form.sections.flatMap(({ fields }) => fields)) {
    if (!isRequired && random.chance(0.2)) continue;
    const question = questionByTitle.get(field.title);
    if (question !== undefined) answers[field.path] = question.answer(random, applicant);
  }
  return answers;
}

/** A voluntary survey that goes with a posting. */
export function inventSurvey(
  random: SeededRandom,
  surveyType: 'EEOC' | 'Diversity',
  organizationId: string,
): AshbySurveyForm {
  const [title = '', fieldTitle = '', options = []] = surveys[surveyType] ?? [];
  const question: Question = { title: fieldTitle, type: 'ValueSelect', options, answer: oneOption };
  const field = formField(random, question, { path: random.uuid(), isRequired: false });
  return {
    id: random.uuid(),
    organizationId,
    title,
    isArchived: false,
    isDefaultForm: true,
    formDefinition: {
      sections: [{ title, descriptionHtml: null, descriptionPlain: null, fields: [field] }],
    },
    surveyType,
  };
}

const questionByTitle = new Map([...systemQuestions, ...questions].map((one) => [one.title, one]));

function formField(
  random: SeededRandom,
  { title, type, options }: Question,
  { path, isRequired }: { path: string; isRequired: boolean },
): AshbyFormField {
  const description = options === undefined ? null : 'Choose what fits.';
  return {
    isRequired,
    descriptionHtml: description === null ? null : `<p>${description}</p>`,
    descriptionPlain: description,
    field: {
      id: random.uuid(),
      type,
      path,
      humanReadablePath: title,
      title,
      isNullable: !isRequired,
      ...(options !== undefined && {
        selectableValues: options.map((label) => ({ label, value: label })),
      }),
    },
  };
}

function oneOption(this: Question, random: SeededRandom): unknown {
  return random.pick(this.options ?? []);
}

function someOptions(this: Question, random: SeededRandom): unknown {
  const options = this.options ?? [];
  return random.sample(options, random.integer(1, options.length));
}

function locationAnswer(_random: SeededRandom, { place }: Applicant): unknown {
  return { country: place.country, region: place.region, city: place.city };
}

function fileAnswer(random: SeededRandom, { name }: Applicant): unknown {
  return { id: random.uuid(), name: `${name.handle}.pdf`, handle: `file-${random.uuid()}` };
}
