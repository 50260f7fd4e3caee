/** Languages whose country names are understood; ATSs store what people typed. */
const languages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl', 'sv', 'da', 'nb', 'fi', 'cs'];

/** Unicode regions that are no country code of ISO 3166-1 (https://unicode.org/reports/tr35/). */
const notCountries = new Set(['AC', 'CP', 'CQ', 'DG', 'EA', 'EU', 'EZ', 'IC', 'QO', 'TA', 'UN']);

/** Names in use that Unicode's tables do not have, in the form that `normalise` gives. */
const aliases: Readonly<Record<string, string>> = {
  america: 'US',
  'united states of america': 'US',
  'u s': 'US',
  'u s a': 'US',
  uk: 'GB',
  'u k': 'GB',
  'great britain': 'GB',
  britain: 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  holland: 'NL',
  'the netherlands': 'NL',
  'czech republic': 'CZ',
  'ivory coast': 'CI',
  turkey: 'TR',
  macedonia: 'MK',
  swaziland: 'SZ',
  burma: 'MM',
  'hong kong': 'HK',
  macau: 'MO',
  'viet nam': 'VN',
  'korea republic of': 'KR',
  'republic of korea': 'KR',
  'south korea': 'KR',
  'russian federation': 'RU',
  'republic of ireland': 'IE',
  // The alpha-3 codes that are met most often; Unicode has no table of them.
  usa: 'US',
  gbr: 'GB',
  deu: 'DE',
  fra: 'FR',
  esp: 'ES',
  ita: 'IT',
  nld: 'NL',
  bel: 'BE',
  aut: 'AT',
  che: 'CH',
  pol: 'PL',
  prt: 'PT',
  swe: 'SE',
  dnk: 'DK',
  nor: 'NO',
  fin: 'FI',
  irl: 'IE',
  can: 'CA',
  mex: 'MX',
  bra: 'BR',
  ind: 'IN',
  chn: 'CN',
  jpn: 'JP',
  aus: 'AU',
  nzl: 'NZ',
  sgp: 'SG',
  zaf: 'ZA',
};

let codesByName: ReadonlyMap<string, string> | null = null;

/**
 * The ISO 3166-1 alpha-2 code of a country's code or name, as `DE` for `de`, `Germany` and
 * `Allemagne`; null where the value names no country.
 */
export function toCountryCode(nameOrCode: string | null | undefined): string | null {
  codesByName ??= readCountryNames();
  return codesByName.get(normalise(nameOrCode ?? '')) ?? null;
}

function readCountryNames(): ReadonlyMap<string, string> {
  const codes = listCountryCodes();
  const codeByName = new Map<string, string>();
  // A code wins over a name, and an earlier language over a later one.
  for (const code of codes) codeByName.set(normalise(code), code);
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

/** Case, accents and punctuation do not count. */
function normalise(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
