import { z } from 'zod';

const Actions = z.record(
  z.string(),
  z.looseObject({ url: z.string().nullish() }).nullish().catch(null),
);

/**
 * Some records name others by an address alone: the id in it that follows a word, such as `jobs` in
 * `/candidates/1/jobs/2`. Null where there is none.
 */
export function idInLink(actions: unknown, name: string, word: string): string | null {
  const url = Actions.safeParse(actions).data?.[name]?.url ?? '';
  const path = URL.parse(url, 'https://api.smartrecruiters.com')?.pathname ?? '';
  const parts = path.split('/');
  const at = parts.indexOf(word);
  const id = at === -1 ? undefined : parts[at + 1];
  return id ? decode(id) : null;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
