import type { Named, Person } from '../kit/company-rows.ts';
import * as is from '../kit/fields.ts';
import type { Input } from '../kit/fields.ts';
import type { Route } from '../kit/route.ts';
import { json, noContent } from '../kit/vendor-message.ts';
import { applicationFields, prepareApplication } from './application-writes.ts';
import { candidateLists } from './candidate-lists.ts';
import type { Greenhouse } from './greenhouse.ts';
import {
  customFieldsInput,
  customValuesOf,
  keepCustomValues,
  pathPerson,
  shownIn,
  writeRoutes,
} from './inputs.ts';
import type { Write } from './inputs.ts';

const typed = (value: is.Field, ...types: string[]): is.Field =>
  is.every(is.shape({ value: is.required(value), type: is.required(is.oneOf(...types)) }));
const text = is.nullable(is.text);

const candidateFields = {
  first_name: is.filledText,
  last_name: is.filledText,
  preferred_name: text,
  company: text,
  title: text,
  time_zone: text,
  can_email: is.flag,
  email_addresses: typed(is.emailAddress, 'personal', 'work', 'other'),
  phone_numbers: typed(is.filledText, 'home', 'work', 'mobile', 'skype', 'other'),
  addresses: typed(is.filledText, 'home', 'work', 'other'),
  website_addresses: typed(is.filledText, 'personal', 'company', 'portfolio', 'blog', 'other'),
  social_media_addresses: is.every(is.shape({ value: is.required(is.filledText) })),
  tags: is.every(is.filledText),
  custom_fields: customFieldsInput,
  is_private: is.flag,
};

/** What a person has at Greenhouse alone. */
const ownFields = ['addresses', 'website_addresses', 'preferred_name', 'time_zone', 'can_email'];

/** Collections are replaced as a whole. */
function patchOf(greenhouse: Greenhouse, input: Input): Partial<Person> {
  const entries = (name: string): Input[] | undefined => input[name] as Input[] | undefined;
  const values = (name: string): string[] | undefined =>
    entries(name)?.map(({ value, type }) => {
      if (typeof type === 'string') greenhouse.kept.contactTypes.set(String(value), type);
      return String(value);
    });
  const nullableText = (name: string): string | null | undefined =>
    input[name] as string | null | undefined;
  const patch = {
    givenName: is.givenText(input, 'first_name'),
    familyName: is.givenText(input, 'last_name'),
    company: nullableText('company'),
    position: nullableText('title'),
    emails: values('email_addresses'),
    phones: values('phone_numbers'),
    links: values('social_media_addresses'),
    tagIds: (input['tags'] as string[] | undefined)?.map((name) => tagNamed(greenhouse, name)),
  };
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}

export function findTag({ company }: Greenhouse, name: string): Named | undefined {
  const isSame = (tag: Named): boolean => tag.name.toLowerCase() === name.toLowerCase();
  return [...company.tables.tags.values()].find(isSame);
}

/** A tag that is new is made. */
function tagNamed(greenhouse: Greenhouse, name: string): string {
  return (findTag(greenhouse, name) ?? greenhouse.company.add('tags', { name })).id;
}

function keepOwn(greenhouse: Greenhouse, personId: string, input: Input): void {
  const { people, privatePeople } = greenhouse.kept;
  const own = Object.entries(input).filter(([name]) => ownFields.includes(name));
  people.set(personId, { ...people.get(personId), ...Object.fromEntries(own) });
  if (input['is_private'] === true) privatePeople.add(personId);
  if (input['is_private'] === false) privatePeople.delete(personId);
}

/** A person, with one application at most: everything is checked before anything is made. */
function createCandidate(write: Write): unknown {
  const { input, view } = write;
  const { greenhouse } = view;
  const custom = customValuesOf(input, 'candidate');
  const nested = input['application'] as Input | undefined;
  const add = nested && prepareApplication({ ...write, input: nested }, null);
  const name = `${is.textOf(input, 'first_name')} ${is.textOf(input, 'last_name')}`;
  const person = greenhouse.company.addPerson({ name, ...patchOf(greenhouse, input) });
  keepOwn(greenhouse, person.id, input);
  keepCustomValues(greenhouse, person.id, custom);
  const added = add?.(person.id);
  const { applications, candidates } = candidateLists;
  const answer = {
    candidate: shownIn(candidates, view, person.id),
    application: added === undefined ? null : shownIn(applications, view, added.id),
  };
  return json(answer, 201);
}

function updateCandidate(write: Write): object {
  const { input, view } = write;
  const { greenhouse } = view;
  const { id: personId } = pathPerson(write);
  keepCustomValues(greenhouse, personId, customValuesOf(input, 'candidate'));
  keepOwn(greenhouse, personId, input);
  greenhouse.company.change('people', personId, patchOf(greenhouse, input));
  return shownIn(candidateLists['candidates'], view, personId);
}

export function candidateWrites(greenhouse: Greenhouse): Route[] {
  const write = writeRoutes(greenhouse);
  const { first_name, last_name } = candidateFields;
  const names = { first_name: is.required(first_name), last_name: is.required(last_name) };
  return [
    write(
      'POST /candidates',
      'candidates:create',
      { ...candidateFields, ...names, application: is.shape(applicationFields) },
      createCandidate,
    ),
    write('PATCH /candidates/:id', 'candidates:update', candidateFields, updateCandidate),
    write('DELETE /candidates/:id', 'candidates:destroy', {}, (one) => {
      greenhouse.company.remove('people', pathPerson(one).id);
      return noContent();
    }),
  ];
}
