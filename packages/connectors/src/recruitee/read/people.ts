import {
  inParallel,
  parseRemote,
  parseResults,
  path,
  readByDate,
  toPagePosition,
  nullIfGone,
} from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  Json,
  ModelName,
  Page,
  ReadRequest,
  RecordByModel,
  SideCalls,
  Tombstone,
} from '@hirewire/connector-kit';
import { getRecruitee } from '../call-recruitee.ts';
import { RecruiteeCandidate } from '../remote-types.ts';
import { readCandidatePages } from './candidate-list.ts';
import { isChangedSince } from './is-changed.ts';
import { offerOf } from './placements.ts';

/** Candidates, applications, notes and scorecards. */
const modelsOfPeople = 4;

/** Each takes a request of its own. A read that is interrupted goes on after so many. */
const candidatesAtOnce = 20;

export const detailPath = '/candidates/{id}';

export interface Person {
  raw: Json;
  parsed: RecruiteeCandidate;
}

type Records<Model extends ModelName> = (RecordByModel[Model] | Tombstone)[];

/** How a model is read for one candidate at a time. */
export interface ModelOfPeople<Model extends ModelName> {
  model: Model;
  /** The records of a row of the list. */
  read: (person: Person) => Promise<Records<Model>>;
  /** The call that `read` makes, and the records of the candidate whose call has failed before. */
  call: { name: string; fields: readonly string[] };
  readAgain: (candidateId: string) => Promise<Records<Model>>;
}

/**
 * Reads the records of everybody, or of those who have changed: the list tells when, and has no filter
 * for it.
 */
export function readPeople<Model extends ModelName>(
  context: ConnectorContext,
  sideCalls: SideCalls<Model>,
  { model, read, call, readAgain }: ModelOfPeople<Model>,
): AsyncIterable<Page<Model>> {
  const readPages = (inner: ReadRequest): AsyncGenerator<Page<Model>, void> => {
    let at: Date | null = null;
    return readByDate<Model>(context, inner, {
      vendorTime: () => at,
      async *pages({ changedFrom, resumeFrom }) {
        const from = toPagePosition(resumeFrom);
        for await (const page of readCandidatePages(context, {
          from,
          rowsAtOnce: candidatesAtOnce,
          readers: modelsOfPeople,
        })) {
          at = page.answeredAt;
          const people = parsePeople(context, model, page.rows).filter(({ parsed }) =>
            isChanged(changedFrom, parsed),
          );
          const records = (await inParallel(people, read)).flat();
          // In a full read, what is not told is gone.
          yield {
            records: records.filter((one) => changedFrom !== null || !('deleted' in one)),
            resumeFrom: page.next,
          };
        }
      },
    });
  };
  return sideCalls.carry(readPages, { ...call, read: readAgain });
}

export function parsePeople(
  context: ConnectorContext,
  model: ModelName,
  rows: readonly Json[],
): Person[] {
  return parseResults(RecruiteeCandidate, rows, { model, context });
}

function isChanged(from: Date | null, candidate: RecruiteeCandidate): boolean {
  return isChangedSince(from, changesOf(candidate));
}

/** A move or a rejection changes the date of the placement alone, by recorded answers. */
function changesOf(candidate: RecruiteeCandidate): unknown[] {
  const { updated_at: updated, last_activity_at: active, last_message_at: message } = candidate;
  const placements = (candidate.placements ?? []).map((one) => one.updated_at);
  return [updated, active, message, ...placements];
}

/** A candidate whole, as now; null for one who is gone. */
export async function findPerson(
  context: ConnectorContext,
  model: ModelName,
  id: string,
): Promise<Person | null> {
  return toPerson(context, model, await readDetails(context, id));
}

/**
 * The details of somebody who is listed. Candidates and applications are both made from them, so that
 * a run asks for them once; somebody who is in no job has no applications.
 */
export async function findListed(
  context: ConnectorContext,
  model: 'candidates' | 'applications',
  listed: RecruiteeCandidate,
): Promise<Person | null> {
  const { id, placements } = listed;
  const isApplied = placements?.some((one) => offerOf(one) !== null) ?? true;
  const key = JSON.stringify(['candidate', id, ...changesOf(listed)]);
  const shared = { key, readers: isApplied ? 2 : 1 };
  return toPerson(context, model, await context.shareRead(shared, () => readDetails(context, id)));
}

/** Null for what Recruitee does not have. */
function readDetails(context: ConnectorContext, id: string): Promise<Json> {
  return nullIfGone(() => getRecruitee(context, path`/candidates/${id}`, 'candidate'));
}

function toPerson(context: ConnectorContext, model: ModelName, raw: Json): Person | null {
  const ref = { model, reportIssue: context.reportIssue };
  const parsed = raw === null ? null : parseRemote(RecruiteeCandidate, raw, ref);
  // Deleted ones can be restored, and are shown until then.
  return raw === null || parsed === null || parsed.deleted_at ? null : { raw, parsed };
}
