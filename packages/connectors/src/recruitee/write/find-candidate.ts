import { RemoteError, parseResults } from '@hirewire/connector-kit';
import type { ConnectorContext, Json } from '@hirewire/connector-kit';
import { z } from 'zod';
import { RecruiteeCandidate, RecruiteeReference } from '../remote-types.ts';
import { findPerson } from '../read/people.ts';
import type { Person } from '../read/people.ts';

const Hits = z.looseObject({
  candidates: z.looseObject({ hits: z.array(z.custom<Json>()).nullish() }).nullish(),
});
const Hit = RecruiteeReference.extend({ emails: RecruiteeCandidate.shape.emails });
/** An address has few; the search finds similar ones, too. */
const maxHits = 20;

/**
 * Who has an e-mail address; null for nobody. The search is a fuzzy one, and
 * gives everybody where it does not know a filter: each hit is compared.
 */
export async function findByEmail(
  context: ConnectorContext,
  email: string,
): Promise<Person | null> {
  const { body } = await context.remote.request({
    method: 'GET',
    path: '/search/new/quick',
    query: { query: email, limit: maxHits, only: 'candidates', with_emails: true },
  });
  const rows = Hits.safeParse(body).data?.candidates?.hits ?? [];
  const hits = parseResults(Hit, rows.slice(0, maxHits), { model: 'candidates', context });
  const wanted = email.toLowerCase();
  const hasAddress = (emails: readonly string[] | null | undefined): boolean =>
    emails?.some((address) => address.trim().toLowerCase() === wanted) === true;
  for (const { parsed } of hits) {
    if (parsed.emails && !hasAddress(parsed.emails)) continue;
    const person = await findPerson(context, 'candidates', parsed.id);
    if (person !== null && hasAddress(person.parsed.emails)) return person;
  }
  return null;
}

/** @throws RemoteError of kind `not-found` */
export function requirePerson(person: Person | null, id: string): Person {
  if (person !== null) return person;
  const message = `Recruitee does not have the candidate ${id}.`;
  throw new RemoteError({ kind: 'not-found', message, status: null });
}
