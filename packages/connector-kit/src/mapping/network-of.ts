/** Networks that tools have fields for, and others whose pages are not a person's own website. */
const domains = {
  LINKEDIN: ['linkedin.com', 'linkedin.cn', 'lnkd.in'],
  GITHUB: ['github.com'],
  GITLAB: ['gitlab.com'],
  BITBUCKET: ['bitbucket.org'],
  STACKOVERFLOW: ['stackoverflow.com', 'stackexchange.com'],
  XING: ['xing.com', 'xing.to'],
  TWITTER: ['twitter.com', 'x.com', 't.co'],
  FACEBOOK: ['facebook.com', 'fb.com', 'fb.me'],
  INSTAGRAM: ['instagram.com', 'instagr.am'],
  THREADS: ['threads.net', 'threads.com'],
  TIKTOK: ['tiktok.com'],
  YOUTUBE: ['youtube.com', 'youtu.be'],
  VIMEO: ['vimeo.com'],
  MEDIUM: ['medium.com'],
  CODEPEN: ['codepen.io'],
  DRIBBBLE: ['dribbble.com'],
  BEHANCE: ['behance.net'],
  REDDIT: ['reddit.com'],
  // One domain in each country.
  PINTEREST: ['pinterest.*'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Network = keyof typeof domains;

const hosts = Object.entries(domains).map(([network, names]): readonly [string, RegExp] => [
  network,
  toPattern(names),
]);

/**
 * The social network that a link leads to, such as `LINKEDIN` for `https://de.linkedin.com/in/ada`:
 * its domains with all their subdomains and country sites. Null for every other link, among them a
 * person's own site.
 */
export function networkOf(link: string): Network | null {
  const host = URL.parse(link)?.hostname.replace(/\.$/, '') ?? '';
  const found = hosts.find(([, pattern]) => pattern.test(host));
  return (found?.[0] ?? null) as Network | null;
}

function toPattern(names: readonly string[]): RegExp {
  const patterns = names.map((name) =>
    name.replaceAll('.', String.raw`\.`).replace('*', String.raw`(?:com?\.)?[a-z]{2,4}`),
  );
  return new RegExp(String.raw`(?:^|\.)(?:${patterns.join('|')})$`);
}
