import type { Input } from '../kit/fields.ts';
import type { FileHandle } from '../kit/files.ts';
import { invalid } from './access.ts';
import type { RecruiterFile } from './application-details.ts';
import { emptyEducation, emptyPosition } from './candidate-details.ts';
import type { CandidateDetails } from './candidate-details.ts';
import type { CustomField, FieldValue } from './catalogue.ts';
import type { Onlyfy } from './onlyfy.ts';
import { contentTypeOf, fileTypeOf, momentOfText } from './words.ts';

interface GivenFile {
  base64_content: string;
  file_type: string;
}

/** What a candidate says after a write, in place of what they said before. */
export function candidateFrom(
  onlyfy: Onlyfy,
  before: CandidateDetails,
  input: Input,
): CandidateDetails {
  const given = <T>(name: string, otherwise: T): T =>
    input[name] === undefined ? otherwise : (input[name] as T);
  const profile = given<Input>('profile', {});
  const answers = fieldValues(onlyfy, before.answers, input, 'is_candidate');
  const tagIds = input['candidate_tag_ids'] === undefined ? before.tagIds : tagsIn(onlyfy, input);
  requireReferences(onlyfy, 'profile', profile);
  const cv = input['cv_file'] as GivenFile | undefined;
  const avatar = profile['avatar'] as GivenFile | null | undefined;
  return {
    email: given('email', before.email),
    profile: profileFrom(before.profile, profile),
    avatar: avatar === undefined ? before.avatar : avatar && storeFile(onlyfy, 'avatar', avatar),
    cv: cv === undefined ? before.cv : storeFile(onlyfy, 'cv', cv),
    language: given('language', before.language),
    isInternal: given('is_internal', before.isInternal),
    answers,
    tagIds,
    social: {
      facebook_id: given('facebook_id', before.social.facebook_id),
      xing_id: given('xing_id', before.social.xing_id),
      linkedin_id: given('linkedin_id', before.social.linkedin_id),
    },
  };
}

/** Fields that are not given stay; lists that are given replace those before. */
function profileFrom(
  before: CandidateDetails['profile'],
  given: Input,
): CandidateDetails['profile'] {
  const { avatar: _avatar, ...fields } = given;
  const { birthday, educations, positions } = fields;
  return {
    ...before,
    ...fields,
    ...(birthday !== undefined && { birthday: momentOfText(birthday) }),
    ...(positions !== undefined && {
      positions: periods(positions, emptyPosition),
    }),
    ...(educations !== undefined && {
      educations: periods(educations, emptyEducation),
    }),
  };
}

function periods(given: unknown, empty: object): object[] {
  return (given as Record<string, unknown>[]).map((one) => ({
    ...empty,
    ...one,
    start_date: momentOfText(one['start_date']),
    end_date: momentOfText(one['end_date']),
  }));
}

function tagsIn({ company }: Onlyfy, input: Input): string[] {
  const ids = (input['candidate_tag_ids'] as number[]).map(String);
  const unknown = ids.find((id) => company.tables.tags.find(id) === null);
  if (unknown !== undefined) throw invalid(`candidate_tag_ids has no tag ${unknown}`);
  return [...new Set(ids)];
}

/** Custom fields that are given replace their values; the others stay. */
export function fieldValues(
  onlyfy: Onlyfy,
  before: ReadonlyMap<number, readonly FieldValue[]>,
  input: Input,
  owner: 'is_candidate' | 'is_job',
): Map<number, readonly FieldValue[]> {
  const after = new Map(before);
  const given = (input['custom_fields'] ?? []) as {
    custom_field_id: number;
    values: Partial<FieldValue>[];
  }[];
  for (const { custom_field_id: id, values } of given) {
    const field = onlyfy.catalogue.fields.find((one) => one.id === id && one[owner]);
    if (field === undefined) throw invalid(`custom_fields has no field ${id}`);
    const known = values.map((value) => valueOf(onlyfy, field, value));
    if (known.length === 0) after.delete(id);
    else after.set(id, known);
  }
  return after;
}

/** One of the possible values, by its id or its text; without such, any text. */
function valueOf({ company }: Onlyfy, field: CustomField, given: Partial<FieldValue>): FieldValue {
  const { id, value } = given;
  if (field.possible_values.length > 0) {
    const possible = field.possible_values.find((one) =>
      id === undefined ? one.value === value : one.id === id,
    );
    if (possible === undefined) throw invalid(`custom_fields has a value that ${field.id} has not`);
    return possible;
  }
  if (value === undefined) throw invalid(`custom_fields has no text for ${field.id}`);
  return { id: Number(company.newId()), value };
}

/** What is referred to must exist, in whatever it is named. */
export function requireReferences(onlyfy: Onlyfy, where: string, given: Input): void {
  const { catalogue, company } = onlyfy;
  const exists: Readonly<Record<string, (id: number) => boolean>> = {
    city_id: (id) => catalogue.cities.some((city) => city.id === id),
    industry_id: (id) => catalogue.industries.some((industry) => industry.id === id),
    department_id: (id) => company.tables.departments.find(String(id)) !== null,
  };
  for (const [name, isThere] of Object.entries(exists)) {
    const id = given[name];
    if (typeof id === 'number' && !isThere(id)) throw invalid(`${where} has no ${name} ${id}`);
  }
  for (const one of (given['positions'] ?? []) as Input[]) requireReferences(onlyfy, where, one);
}

function storeFile({ files }: Onlyfy, name: string, file: GivenFile): FileHandle {
  const { base64_content, file_type } = file;
  const content = Buffer.from(base64_content, 'base64');
  return files.store(`${name}.${file_type.toLowerCase()}`, content, contentTypeOf(file_type));
}

export function recruiterFiles({ files }: Onlyfy, input: Input): RecruiterFile[] {
  const given = (input['recruiter_files'] ?? []) as {
    filename: string;
    base64_content: string;
    is_visible_for_candidate?: boolean;
    source?: string;
  }[];
  return given.map((one) => {
    const { filename: name, is_visible_for_candidate: isVisible = false, source = null } = one;
    const content = Buffer.from(one.base64_content, 'base64');
    const file = files.store(name, content, contentTypeOf(fileTypeOf({ name })));
    return { ...file, isVisible, source };
  });
}
