import { countryInWords, networkOf, toCountryCode } from '@hirewire/connector-kit';
import type {
  AnswerDraft,
  CandidateDraft,
  Json,
  Network,
  QuestionFormat,
} from '@hirewire/connector-kit';
import type { AshbyFormDefinition, AshbyFormField } from './remote-types.ts';
import { questionFormats, selectFormats, textFormats } from './vocabulary.ts';

type Field = AshbyFormField['field'];

/** Every application has them, so that they are never asked for. */
const alwaysGiven: ReadonlySet<string> = new Set(['_systemfield_name', '_systemfield_email']);

export const resumePath = '_systemfield_resume';

/** What the candidate may say, so that they are only asked for where the form demands it. */
const ofCandidate: ReadonlySet<string> = new Set([
  resumePath,
  '_systemfield_phone',
  '_systemfield_phone_number',
  '_systemfield_location',
]);

export function listAllFields(form: AshbyFormDefinition | null | undefined): AshbyFormField[] {
  return (form?.sections ?? []).flatMap((section) => section.fields ?? []);
}

/** A form's fields in their order, without those that the candidate record answers. */
export function listFields(form: AshbyFormDefinition | null | undefined): AshbyFormField[] {
  return listAllFields(form).filter(
    ({ field: { path }, isRequired }) =>
      !alwaysGiven.has(path) && (isRequired === true || !ofCandidate.has(path)),
  );
}

/** How a field is asked for; UNKNOWN where no answer of the wire could be submitted. */
export function toFormat(field: Field): QuestionFormat {
  const type = field.type ?? '';
  const known = questionFormats[type] ?? textFormats[type];
  if (known !== undefined) return known;
  const selectable = field.selectableValues ?? [];
  // Whatever else the type is: a choice is a choice.
  const select = selectFormats[type] ?? (/multi/i.test(type) ? 'MULTI_SELECT' : 'SINGLE_SELECT');
  if (selectFormats[type] === undefined && selectable.length === 0)
    return { type: 'UNKNOWN', raw_question: field as Json };
  const options = selectable.map(({ label, value }) => ({
    id: value,
    remote_id: value,
    name: label ?? value,
  }));
  return { type: select, options };
}

/** What to tell applicants of a field beside its own description. */
export function hintOf(field: Field): string | null {
  if (field.type === 'Location') return 'City, region and country, separated by commas.';
  if (field.type === 'EducationHistory') return 'One school in each line.';
  if (toFormat(field).type !== 'UNKNOWN') return null;
  return `This question cannot be answered through the API: Ashby does not say how a field of the type ${field.type ?? 'none'} is filled.`;
}

/** An answer that is no file, in the form in which the field takes it. */
export function toFieldValue({ type }: Field, value: Exclude<AnswerDraft['value'], object>): Json {
  if (typeof value === 'number') return type === 'Score' ? { score: value } : value;
  if (typeof value === 'boolean') return value;
  if (type === 'RichText') return { type: 'PlainText', value };
  if (type === 'Location') return toPlace(value);
  if (type === 'EducationHistory') {
    const schools = value.split('\n').map((line) => line.trim());
    return schools.filter(Boolean).map((schoolName) => ({ schoolName }));
  }
  return value;
}

/** `Berlin, Germany`, `Germany`, `San Francisco, California, USA`; Ashby geocodes what it gets. */
function toPlace(text: string): Json {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  const last = parts.at(-1) ?? '';
  const hasCountry = parts.length > 2 || toCountryCode(last) !== null;
  const country = hasCountry ? parts.pop() : undefined;
  const [city, ...region] = parts;
  return {
    ...(city !== undefined && { city }),
    ...(region.length > 0 && { region: region.join(', ') }),
    ...(country !== undefined && { country }),
  };
}

/** The place of a candidate, as forms and profiles take it: with the English name of the country. */
export function toAshbyLocation({
  city,
  state,
  country,
}: NonNullable<CandidateDraft['location']>): { [name: string]: string } {
  return {
    ...(city !== null && { city }),
    ...(state !== null && { region: state }),
    country: countryInWords(country),
  };
}

/** Titles of fields that ask for the applicant's own number or place, and nobody else's. */
const ownPhone =
  /^(?:(?:your|my|mobile|cell|contact|primary)\s+)*(?:(?:tele)?phone|mobile)(?:\s+number)?$|^telefon(?:nummer)?$/i;
const ownPlace = /^(?:(?:your|current|home)\s+)*(?:location|city|place of residence)$|^wohnort$/i;
/** After the path. */
const ownSite = /^\S+ (?:(?:your|personal|own)\s+)*(?:web\s?site|home\s?page|portfolio|blog)\b/i;

const networkTitles: readonly (readonly [RegExp, Network])[] = [
  [/linked\s?in/i, 'LINKEDIN'],
  [/git\s?hub/i, 'GITHUB'],
  [/twitter/i, 'TWITTER'],
  [/\bxing\b/i, 'XING'],
];

/** What the candidate's own details answer; null where they say nothing of it. */
export function answerOfCandidate(field: Field, candidate: CandidateDraft): Json {
  const name = (field.title ?? '').trim();
  const { path, type } = field;
  if (path.startsWith('_systemfield_phone') || (type === 'Phone' && ownPhone.test(name)))
    return candidate.phone_number;
  if (path === '_systemfield_location' || (type === 'Location' && ownPlace.test(name)))
    return candidate.location === null ? null : toAshbyLocation(candidate.location);
  return type === 'SocialLink' || type === 'Url' ? linkFor(`${path} ${name}`, candidate) : null;
}

function linkFor(name: string, { social_links: links }: CandidateDraft): string | null {
  const network = networkTitles.find(([pattern]) => pattern.test(name))?.[1] ?? null;
  if (network === null && !ownSite.test(name)) return null;
  return links.find(({ url }) => networkOf(url) === network)?.url ?? null;
}
