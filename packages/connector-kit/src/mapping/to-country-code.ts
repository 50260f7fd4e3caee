import { aliases, alpha3Codes } from './country-names.ts';

/** Languages whose country names are understood; ATSs store what people typed. */
const languages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl', 'sv', 'da', 'nb', 'fi', 'cs'];

/** Unicode regions that are no country code of ISO 3166-1 (https://unicode.org/reports/tr35/). */
const notCountries = new Set(['AC', 'CP', 'CQ', 'DG', 'EA', 'EU', 'EZ', 'IC', 'QO', 'TA', 'UN']);

/** What people write beside a country about where the work is done. */
const workplaces = new Set([
  'remote',
  'fully remote',
  '100 remote',
  'remote only',
  'home office',
  'work from home',
  'wfh',
  'hybrid',
  'on site',
  'onsite',
  'in office',
  'nationwide',
]);

/** `Kingdom of Spain`, `Iran (Islamic Republic of)`. Where it tells two apart, `aliases` has them. */
const formOfState =
  /^(?:[\p{L} ]+ )?(?:republic|kingdom|principality|sultanate) of | (?:[\p{L} ]+ )?(?:republic|state) of$/u;

let codesByName: ReadonlyMap<string, string> | null = null;

/**
 * The ISO 3166-1 alpha-2 code of a country: of its code with two or three letters (`ROU`) or its
 * number, of a subdivision's code (`US-CA`), or of its name in several languages, also with a
 * workplace beside it (`United States (Remote)`). Null where the value names no country, or two.
 *
 * @example toCountryCode('Deutschland') // 'DE'
 */
export function toCountryCode(nameOrCode: string | null | undefined): string | null {
  const text = nameOrCode?.trim() ?? '';
  // No name of a country comes near it.
  if (text.length > 100) return null;
  return find(text) ?? findSubdivision(text) ?? findBeside(text);
}

function find(text: string): string | null {
  codesByName ??= readCountryNames();
  const name = normalise(text);
  const known = codesByName.get(name) ?? codesByName.get(name.replace(formOfState, ''));
  return known ?? findByNumber(text);
}

/** Unicode's table of ISO 3166-1 numeric, which has the numbers of continents, too. */
function findByNumber(text: string): string | null {
  if (!/^\d{3}$/.test(text)) return null;
  const region = new Intl.Locale(`und-${text}`).region ?? '';
  return codesByName?.get(normalise(region)) ?? null;
}

/** ISO 3166-2: `US-CA`. The second part is not looked up, as there are 5,000 of them. */
function findSubdivision(text: string): string | null {
  const country = /^([A-Z]{2})-[A-Z0-9]{1,3}$/.exec(text)?.[1];
  return country === undefined ? null : find(country);
}

/** `United States (Remote)`, `Remote - Germany`, `Germany (DE)`. */
function findBeside(text: string): string | null {
  const parts = text
    .split(/[()[\],;/|–—]|\s-\s|:/)
    .map((part) => part.trim())
    .filter((part) => part !== '' && !workplaces.has(normalise(part)))
    .map((part) => part.replace(/^remote\s+(?:in\s+)?|\s+remote$/i, ''));
  const codes = new Set(parts.map(find));
  const [code = null] = codes;
  return codes.size === 1 ? code : null;
}

function readCountryNames(): ReadonlyMap<string, string> {
  const codes = listCountryCodes();
  const codeByName = new Map<string, string>();
  // A code wins over a name, and an earlier language over a later one.
  for (const code of codes) codeByName.set(normalise(code), code);
  for (const pair of alpha3Codes.trim().split(/\s+/)) {
    const [alpha3 = '', code = ''] = pair.split(':');
    codeByName.set(normalise(alpha3), code);
  }
  for (const [name, code] of Object.entries(aliases)) codeByName.set(name, code);
  for (const language of languages) {
    const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    for (const code of codes) {
      const name = normalise(names.of(code) ?? '');
      if (name !== '' && !codeByName.has(name)) codeByName.set(name, code);
    }
  }
  return codeByName;
}

function listCountryCodes(): string[] {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => !notCountries.has(code) && !/^(?:X[^K]|ZZ)/.test(code))
    .filter((code) => names.of(code) !== undefined)
    .filter((code) => new Intl.Locale(`und-${code}`).region === code);
}

/** Case, accents, punctuation and `the` do not count. */
function normalise(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('&', ' and ')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .replaceAll(/\bthe\b/g, ' ')
    .replaceAll(/\bst\b/g, 'saint')
    .replaceAll(/ +/g, ' ')
    .trim();
}
