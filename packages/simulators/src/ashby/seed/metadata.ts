import type { SeededRandom } from '../../kit/random.ts';
import type { AshbyRecords } from '../records.ts';
import type { AshbyArchiveReason, AshbyCustomFieldDefinition } from '../types.ts';
import { sourcesByKind, tagNames } from '../../kit/words.ts';

type ObjectType = AshbyCustomFieldDefinition['objectType'];

const reasons: [string, AshbyArchiveReason['reasonType'], boolean][] = [
  ['Missing required skills', 'RejectedByOrg', false],
  ['Not enough experience', 'RejectedByOrg', false],
  ['Position filled', 'RejectedByOrg', false],
  ['Accepted another offer', 'RejectedByCandidate', false],
  ['Compensation expectations', 'RejectedByCandidate', false],
  ['Unresponsive', 'Other', false],
  ['Duplicate application', 'Other', false],
  ['Culture fit', 'RejectedByOrg', true],
];
const skills = ['TypeScript', 'SQL', 'Kubernetes', 'Figma', 'Negotiation'];
const customFields: [ObjectType, string, string, { isPrivate?: true; values?: string[] }][] = [
  ['Candidate', 'Actively looking', 'Boolean', {}],
  ['Candidate', 'Salary expectation', 'Currency', { isPrivate: true }],
  ['Candidate', 'Available from', 'Date', {}],
  ['Candidate', 'Preferred pronoun', 'String', {}],
  ['Candidate', 'Recruiter summary', 'LongText', { isPrivate: true }],
  ['Candidate', 'Skills', 'MultiValueSelect', { values: skills }],
  ['Candidate', 'Years of experience', 'Number', {}],
  ['Application', 'Expected range', 'NumberRange', {}],
  ['Application', 'Priority', 'ValueSelect', { values: ['High', 'Normal', 'Low'] }],
  ['Job', 'Budget', 'CompensationRange', { isPrivate: true }],
  ['Job', 'Cost centre', 'String', {}],
  ['Offer', 'Sign-on bonus', 'Currency', {}],
];

/** Sources, tags, archive reasons and custom field definitions. */
export function seedMetadata(random: SeededRandom, records: AshbyRecords): void {
  for (const [typeTitle, titles] of Object.entries(sourcesByKind)) {
    const sourceType = { id: random.uuid(), title: typeTitle, isArchived: false };
    for (const title of titles) {
      records.sources.put({ id: random.uuid(), title, isArchived: false, sourceType });
    }
  }
  records.sources.put({ id: random.uuid(), title: 'Print ad', isArchived: true, sourceType: null });
  for (const title of tagNames) records.tags.put({ id: random.uuid(), title, isArchived: false });
  records.tags.put({ id: random.uuid(), title: 'Campus 2023', isArchived: true });
  for (const [text, reasonType, isArchived] of reasons) {
    records.archiveReasons.put({ id: random.uuid(), text, reasonType, isArchived });
  }
  for (const [objectType, title, fieldType, { isPrivate = false, values }] of customFields) {
    records.customFields.put({
      id: random.uuid(),
      isPrivate,
      title,
      objectType,
      isArchived: false,
      fieldType,
      isRequired: false,
      ...(values !== undefined && {
        selectableValues: values.map((label) => ({
          label,
          value: label.toLowerCase(),
          isArchived: false,
        })),
      }),
    });
  }
}

/**
 * Fields for links that nobody has filled in. Last of all, so that the records before them are the
 * same as they were without these fields.
 */
export function seedLinkFields(random: SeededRandom, records: AshbyRecords): void {
  for (const objectType of ['Application', 'Candidate'] as const) {
    records.customFields.put({
      id: random.uuid(),
      isPrivate: false,
      title: 'Assessment report',
      objectType,
      isArchived: false,
      fieldType: 'Url',
      isRequired: false,
    });
  }
}
