import type { Person } from '../kit/company-rows.ts';
import { InvalidField } from './access.ts';
import type { Details, Teamtailor } from './account.ts';
import { linkedInOf } from './candidates.ts';
import type { DocumentInput } from './document-input.ts';
import { fileFrom } from './remote-files.ts';

/** Whoever has the e-mail address already is changed where the request says `merge`. */
export async function createCandidate(account: Teamtailor, input: DocumentInput): Promise<string> {
  const known = holderOf(account, input);
  if (known !== null && !input.isTrue('merge')) throw alreadyTaken();
  const patch = await patchOf(account, known, input);
  const id =
    known === null
      ? account.company.addPerson({ name: '', ...patch }).id
      : account.company.change('people', known.id, patch).id;
  account.change({ id }, detailsIn(input));
  return id;
}

export async function updateCandidate(
  account: Teamtailor,
  id: string,
  input: DocumentInput,
): Promise<string> {
  const holder = holderOf(account, input);
  if (holder !== null && holder.id !== id) throw alreadyTaken();
  const patch = await patchOf(account, account.company.tables.people.get(id), input);
  account.change({ id }, detailsIn(input));
  return account.company.change('people', id, patch).id;
}

const alreadyTaken = () => new InvalidField('attributes', 'email', 'has already been taken');

function holderOf({ company }: Teamtailor, input: DocumentInput): Person | null {
  const email = input.textOf('email')?.toLowerCase();
  if (email === undefined) return null;
  const people = [...company.tables.people.values()];
  return people.find(({ emails }) => emails[0]?.toLowerCase() === email) ?? null;
}

async function patchOf(
  account: Teamtailor,
  before: Person | null,
  input: DocumentInput,
): Promise<Partial<Person>> {
  const patch = { ...namesIn(before, input), ...contactsIn(before, input) };
  if (input.has('tags')) patch.tagIds = tagIdsOf(account, input);
  if (typeof input.textOf('resume') !== 'string') return patch;
  const resume = await fileFrom(account, input, 'resume');
  return { ...patch, files: [...(before?.files ?? []), { ...resume, kind: 'resume' }] };
}

function namesIn(before: Person | null, input: DocumentInput): Partial<Person> {
  const given = (name: string, old = ''): string =>
    input.has(name) ? (input.textOf(name) ?? '') : old;
  const givenName = given('first-name', before?.givenName);
  const familyName = given('last-name', before?.familyName);
  return { givenName, familyName, name: `${givenName} ${familyName}`.trim() };
}

function contactsIn(before: Person | null, input: DocumentInput): Partial<Person> {
  const listOf = (name: string): string[] => [input.textOf(name) ?? []].flat();
  const patch: Partial<Person> = {};
  if (input.has('email')) patch.emails = listOf('email');
  if (input.has('phone')) patch.phones = listOf('phone');
  if (!input.has('linkedin-url')) return patch;
  const others = before?.links.filter((link) => link !== linkedInOf(before)) ?? [];
  return { ...patch, links: [...listOf('linkedin-url'), ...others] };
}

/** Tags are words: a new one is made when somebody is given it. */
function tagIdsOf({ company }: Teamtailor, input: DocumentInput): string[] {
  const given = [input.valueOf('tags')].flat().map(String);
  const names = new Map(given.map((name) => [name.toLowerCase(), name]));
  return Array.from(names.entries(), ([key, name]) => {
    const known = [...company.tables.tags.values()].find((tag) => tag.name.toLowerCase() === key);
    return (known ?? company.add('tags', { name })).id;
  });
}

function detailsIn(input: DocumentInput): Details {
  return {
    ...(input.has('pitch') && { pitch: input.textOf('pitch') ?? null }),
    ...(input.has('sourced') && { sourced: input.isTrue('sourced') }),
    ...(input.has('locations') && { locationIds: input.idsOf('locations') ?? [] }),
    ...(input.has('department') && { departmentId: input.idOf('department') ?? null }),
    ...(input.has('role') && { roleId: input.idOf('role') ?? null }),
  };
}
