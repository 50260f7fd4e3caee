import { createBloomFilter, inParallel, parseResults } from '@hirewire/connector-kit';
import type {
  CandidateRecord,
  ConnectorContext,
  Json,
  ReadModel,
  Tombstone,
} from '@hirewire/connector-kit';
import { readLeverPages, readWholeList } from '../call-lever.ts';
import { LeverOpportunity } from '../remote-types.ts';
import { opportunitiesPath, withApplications } from './applications.ts';
import { readChanges } from './read-changes.ts';
import { toCandidate } from './to-candidate.ts';
import type { Opportunity } from './to-candidate.ts';

/**
 * A candidate is a contact. Lever has no list of contacts: opportunities say whose they are, and have
 * the contact's names, addresses and numbers. A delta reads all opportunities of everybody of whom
 * one has changed.
 */
export const readCandidates: ReadModel<'candidates'> = async function* (context, request) {
  let peopleOf: ReturnType<typeof openPeople> | null = null;
  yield* readChanges(context, request, {
    model: 'candidates',
    path: opportunitiesPath,
    query: withApplications,
    async toRecords(rows, { completeness }) {
      const opportunities = parse(context, rows);
      if (completeness === 'changes') {
        const contacts = new Set(opportunities.map(contactOf));
        return readPeople(context, [...contacts]);
      }
      peopleOf ??= openPeople(context, await findSpread(context));
      return peopleOf(opportunities);
    },
    // Whose a deleted opportunity was is told by some answers at most; a full read finds the rest.
    toDeleted: (deleted) =>
      readPeople(context, [...new Set(deleted.flatMap(({ contact }) => contact ?? []))]),
  });
};

/**
 * Contacts with opportunities on several pages. A full read reads the list once more for them, which
 * is a hundredth of a request for each opportunity: to show somebody by the opportunities of one page
 * alone would be a change of what is stored, and so would be the next page.
 */
async function findSpread(context: ConnectorContext): Promise<Set<string>> {
  const earlier = createBloomFilter();
  const spread = new Set<string>();
  const query = { confidentiality: 'all' };
  for await (const { results } of readLeverPages(context, { path: opportunitiesPath, query })) {
    const contacts = new Set(
      results.flatMap((row) => LeverOpportunity.safeParse(row).data?.contact ?? []),
    );
    for (const contact of contacts) if (earlier.mayHave(contact)) spread.add(contact);
    for (const contact of contacts) earlier.add(contact);
  }
  return spread;
}

/** The people of one page after the other, each whole, and given once. */
function openPeople(
  context: ConnectorContext,
  spread: ReadonlySet<string>,
): (page: readonly Opportunity[]) => Promise<CandidateRecord[]> {
  const given = createBloomFilter();
  const asked = new Set<string>();
  return async (page) => {
    const records: CandidateRecord[] = [];
    const contacts: string[] = [];
    for (const [contact, own] of Map.groupBy(page, contactOf)) {
      // Whoever comes again got an opportunity while the pages were read.
      if (spread.has(contact) || given.mayHave(contact)) contacts.push(contact);
      else records.push(toCandidate(own, context));
      given.add(contact);
    }
    const others = contacts.filter((contact) => !asked.has(contact));
    for (const contact of others) asked.add(contact);
    for (const one of await readPeople(context, others)) if (!('deleted' in one)) records.push(one);
    return records;
  };
}

/** As they are now. A contact without opportunities is no candidate. */
export function readPeople(
  context: ConnectorContext,
  contacts: readonly string[],
): Promise<(CandidateRecord | Tombstone)[]> {
  return inParallel(contacts, async (contact) => {
    const opportunities = await readOpportunities(context, contact);
    return opportunities.length === 0
      ? { remote_id: contact, deleted: true }
      : toCandidate(opportunities, context);
  });
}

/** All opportunities of a contact. */
export async function readOpportunities(
  context: ConnectorContext,
  contact: string,
): Promise<Opportunity[]> {
  const query = { ...withApplications, confidentiality: 'all', contact_id: contact };
  const opportunities = parse(context, await readWholeList(context, opportunitiesPath, query));
  // Whatever Lever makes of a filter that it does not know, nobody gets another one's data.
  return opportunities.filter((one) => contactOf(one) === contact);
}

function parse(context: ConnectorContext, rows: readonly Json[]): Opportunity[] {
  return parseResults(LeverOpportunity, rows, { model: 'candidates', context }).filter(
    ({ parsed, raw }) => {
      if (parsed.contact) return true;
      context.reportIssue({ model: 'candidates', field: 'contact', sample: raw });
      return false;
    },
  );
}

function contactOf({ parsed }: Opportunity): string {
  return parsed.contact ?? '';
}
