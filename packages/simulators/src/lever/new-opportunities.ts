import type { Application, Person } from '../kit/company-rows.ts';
import * as is from '../kit/fields.ts';
import type { Fields, Input } from '../kit/fields.ts';
import type { FormPart } from '../kit/form-parts.ts';
import { route } from '../kit/route.ts';
import type { Call, Route } from '../kit/route.ts';
import { json } from '../kit/vendor-message.ts';
import { invalid, originNames } from './lever.ts';
import type { Details, Lever, LeverFile } from './lever.ts';
import { flagOf, requireParameters } from './lists.ts';
import { opportunityShape } from './shapes.ts';
import { storedFile } from './uploads.ts';
import { endOf } from './writes.ts';

const phoneTypes = is.oneOf('mobile', 'home', 'work', 'skype', 'other');

const opportunityFields: Fields = {
  name: is.filledText,
  headline: is.text,
  stage: is.filledText,
  location: is.text,
  phones: is.every(is.shape({ value: is.required(is.filledText), type: phoneTypes })),
  emails: is.every(is.emailAddress),
  links: is.every(is.webAddress),
  tags: is.every(is.filledText),
  sources: is.every(is.filledText),
  origin: is.oneOf(...originNames),
  owner: is.uuid,
  followers: is.every(is.uuid),
  postings: is.every(is.uuid),
  createdAt: is.epochMs,
  archived: is.shape({ archivedAt: is.epochMs, reason: is.required(is.filledText) }),
  contact: is.uuid,
};

/** Adds an opportunity, by JSON or by a form with files. */
export function createRoute(lever: Lever): Route {
  return route('POST /opportunities', 'opportunities:write:admin', (call) => {
    requireParameters(call, ['perform_as', 'parse', 'perform_as_posting_owner']);
    for (const name of ['parse', 'perform_as_posting_owner']) flagOf(call.query, name);
    const actor = lever.actor(call.query);
    const body = call.parts === null ? call.body : fieldsOf(call.parts);
    const input = is.checkInput(body, opportunityFields);
    const place = placeOf(lever, input);
    const files = filesIn(lever, call);
    const phones = (input['phones'] ?? []) as { value: string }[];
    const { person, isDeduped } = contactOf(lever, is.givenText(input, 'contact') ?? null, {
      name: is.textOf(input, 'name'),
      emails: textsIn(input, 'emails'),
      phones: phones.map(({ value }) => value),
      position: is.textOf(input, 'headline') || null,
      place: placeNamed(is.textOf(input, 'location')),
    });
    const { id } = addOpportunity(lever, {
      row: {
        ...place,
        personId: person.id,
        ownerId: is.givenText(input, 'owner') ?? actor.id,
        isSourced: true,
      },
      details: {
        tags: textsIn(input, 'tags'),
        links: textsIn(input, 'links'),
        sources: textsIn(input, 'sources'),
        followers: textsIn(input, 'followers'),
        origin: is.textOf(input, 'origin') || 'sourced',
      },
      files,
    });
    const data = opportunityShape(lever, lever.company.tables.applications.get(id));
    return json({ data, ...(isDeduped && { deduped: true }) }, 201);
  });
}

const textsIn = (input: Input, name: string): string[] => (input[name] ?? []) as string[];

/** Where a new opportunity stands; throws for what it names and is not there. */
function placeOf(
  lever: Lever,
  input: Input,
): Pick<Application, 'jobId' | 'stageId'> & Partial<Application> {
  const [contact, owner] = [is.givenText(input, 'contact'), is.givenText(input, 'owner')];
  if (contact !== undefined) lever.find('people', contact, 'contacts');
  else if (input['name'] === undefined) throw invalid('name is required');
  for (const id of [owner ?? [], textsIn(input, 'followers')].flat()) lever.find('users', id);
  const [posting, ...others] = textsIn(input, 'postings');
  if (others.length > 0) throw invalid('postings takes one posting');
  const { createdAt, archived } = input;
  const { reason = '', archivedAt = lever.company.now() } = Object(archived) as {
    reason?: string;
    archivedAt?: number;
  };
  const { status, reasonId } = endOf(lever, reason);
  return {
    jobId: posting === undefined ? null : lever.findPosting(posting).id,
    stageId: lever.find('stages', is.textOf(input, 'stage') || 'lead-new').id,
    status,
    rejectionReasonId: reasonId,
    endedAt: status === 'active' ? null : archivedAt,
    ...(typeof createdAt === 'number' && { createdAt }),
  };
}

function filesIn(lever: Lever, { parts }: Call): LeverFile[] {
  const sent = (parts ?? []).filter(({ filename }) => filename !== null);
  const unknown = sent.find(({ name }) => name !== 'resumeFile' && name !== 'files[]');
  if (unknown !== undefined) throw invalid(`${unknown.name} is not a file of this form`);
  return sent.map((part) =>
    storedFile(lever, part, part.name === 'resumeFile' ? 'resume' : 'other'),
  );
}

const listNames = new Set(['emails', 'links', 'tags', 'sources', 'followers', 'postings']);

/** The plain fields of a form: `name`, `archived[reason]`, `tags[]` as often as there are tags. */
function fieldsOf(parts: readonly FormPart[]): Record<string, unknown> {
  const plain = parts
    .filter(({ filename }) => filename === null)
    .map(({ name, content }) => [name, content.toString()] as const);
  const phones = phonesIn(plain);
  const body: Record<string, unknown> = phones.length > 0 ? { phones } : {};
  for (const [name, text] of plain) {
    const value = /createdAt|archivedAt/.test(name) ? Number(text) : text;
    const [, base = name, member = ''] = /^(\w+)\[(\w*)\]/.exec(name) ?? [];
    if (base === 'archived') body[base] = { ...Object(body[base]), [member]: value };
    else if (listNames.has(base)) body[base] = [body[base] ?? [], value].flat();
    else if (base !== 'phones') body[name] = value;
  }
  return body;
}

/**
 * `phones[0][value]` and `phones[0][type]`. Without numbers, a member that the latest phone has
 * already begins the next one.
 */
function phonesIn(plain: readonly (readonly [name: string, value: string])[]): object[] {
  const phones = new Map<string, Record<string, string>>();
  for (const [name, value] of plain) {
    const [, index, member] = /^phones\[(\d*)\]\[(\w+)\]$/.exec(name) ?? [];
    if (member === undefined) continue;
    const latest = String(Math.max(0, phones.size - 1));
    const isNext = phones.get(latest)?.[member] !== undefined;
    const key = index || (isNext ? String(phones.size) : latest);
    phones.set(key, { ...phones.get(key), [member]: value });
  }
  return [...phones.values()];
}

/** The contact of somebody new. What a known one has stays; what it has not is filled in. */
export function contactOf(
  { company }: Lever,
  contact: string | null,
  given: Pick<Person, 'name' | 'emails'> & Partial<Person>,
): { person: Person; isDeduped: boolean } {
  const asked = new Set(given.emails.map((email) => email.toLowerCase()));
  const isAsked = ({ id, emails }: Person): boolean =>
    contact === null ? emails.some((email) => asked.has(email.toLowerCase())) : id === contact;
  const known = [...company.tables.people.values()].find(isAsked);
  if (known === undefined) return { person: company.addPerson(given), isDeduped: false };
  const gaps = Object.entries(given).filter(
    ([name, value]) => isEmpty(Object(known)[name]) && !isEmpty(value),
  );
  if (gaps.length === 0) return { person: known, isDeduped: true };
  const person = company.change('people', known.id, Object.fromEntries(gaps));
  return { person, isDeduped: true };
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** A place of which nothing is known but its name. */
export function placeNamed(city: string): Person['place'] {
  if (city === '') return null;
  const [region, postalCode, street, timezone] = ['', '', '', ''];
  const [country, countryCode, currencyCode, dialling] = ['', '', '', ''];
  const address = { city, region, postalCode, street, country, countryCode };
  return { ...address, timezone, currencyCode, dialling };
}

/** Adds an opportunity of a contact, with what Lever alone knows of it. */
export function addOpportunity(
  { company, kept }: Lever,
  made: {
    row: Pick<Application, 'personId' | 'jobId' | 'stageId'> & Partial<Application>;
    details: Details;
    files: readonly LeverFile[];
  },
): Application {
  const id = company.newId();
  // Before the row itself: webhooks show the opportunity as soon as there is one.
  kept.details.set(id, made.details);
  kept.files.set(id, made.files);
  return company.addApplication({ ...made.row, id });
}
