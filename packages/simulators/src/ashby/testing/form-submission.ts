import type { AshbyFormField, AshbyJobPosting } from '../types.ts';

export interface FieldSubmission {
  path: string;
  value: unknown;
}

/** A right answer to every type of question but files. */
const answers: Record<string, unknown> = {
  Boolean: true,
  Date: '2027-02-28',
  EducationHistory: [{ schoolName: 'Lakeside College', startDate: '2020-09-01', isCurrent: true }],
  Location: { country: 'Germany', city: 'Leipzig' },
  LongText: 'Because.\nReally.',
  Number: 7,
  Phone: '+49 30 0123',
  RichText: { type: 'PlainText', value: 'A bakery.' },
  Score: { score: 3 },
  SocialLink: 'https://www.linkedin.com/in/invented',
  String: 'Ada Beispiel',
  Url: 'https://portfolio.example.com/invented',
};

/** A right answer to every question of a posting; files are left out unless there is a handle. */
export function submissionsFor(
  posting: AshbyJobPosting,
  { email, handle }: { email: string; handle?: string },
): FieldSubmission[] {
  const fields = posting.applicationFormDefinition.sections.flatMap((section) => section.fields);
  return fields.flatMap(({ field }) => {
    const value = field.type === 'File' ? handle : answerTo(field, email);
    return value === undefined ? [] : [{ path: field.path, value }];
  });
}

function answerTo(
  { type, selectableValues = [] }: AshbyFormField['field'],
  email: string,
): unknown {
  const values = selectableValues.map(({ value }) => value);
  if (type === 'Email') return email;
  if (type === 'ValueSelect') return values.at(-1);
  if (type === 'MultiValueSelect') return values.slice(1);
  return answers[type];
}
