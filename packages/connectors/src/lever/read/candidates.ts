import { groupByPerson, inParallel, parseResults } from '@hirewire/connector-kit';
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
  let groupsOf: Awaited<ReturnType<typeof groupByPerson<Opportunity>>> | null = null;
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
      groupsOf ??= await groupByPerson<Opportunity>({
        personOf: contactOf,
        readAll: (contact) => readOpportunities(context, contact),
        pages: listContacts(context),
      });
      return (await groupsOf(opportunities)).map((group) => toCandidate(group, context));
    },
    // Whose a deleted opportunity was is told by some answers at most; a full read finds the rest.
    toDeleted: (deleted) =>
      readPeople(context, [...new Set(deleted.flatMap(({ contact }) => contact ?? []))]),
  });
};

/** A hundredth of a request for each opportunity. */
async function* listContacts(context: ConnectorContext): AsyncGenerator<string[], void> {
  const query = { confidentiality: 'all' };
  for await (const { results } of readLeverPages(context, { path: opportunitiesPath, query })) {
    yield results.flatMap((row) => LeverOpportunity.safeParse(row).data?.contact ?? []);
  }
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
