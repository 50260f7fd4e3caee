import { inParallel, openSideCalls, parseRemote, unreadOf } from '@hirewire/connector-kit';
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
import { WorkableCandidate } from '../remote-types.ts';
import { readCandidateList, versionOf } from './candidate-list.ts';
import type { Listed } from './candidate-list.ts';
import { openFreshSources, openSources } from './sources.ts';
import type { Sources } from './sources.ts';

/** `GET /candidates/{id}`: the list has no tags, answers, links, and some dates. */
export const detailsPath = '/candidates/{id}';

/** In the words of their details; of those of the list, where the details could not be read. */
export interface Candidate {
  parsed: WorkableCandidate;
  /** For the record; empty without details, and of people who are anonymous now. */
  remoteData: { [path: string]: Json } | null;
}

export type ToRecords<Model extends ModelName> = (
  candidate: Candidate,
  sources: Sources,
) => Promise<RecordByModel[Model][]>;

/** A model that is made from the details of each candidate. */
interface Detailed<Model extends ModelName> {
  model: Model;
  isCounted: boolean;
  /** What is unread without the details; none where whole records come by them. */
  fields: readonly string[];
  /** What else may be read anew with them. */
  furtherFields?: readonly string[];
  open: (sideCalls: SideCalls<Model>) => Promise<ToRecords<Model>>;
}

export async function* readDetails<Model extends ModelName>(
  context: ConnectorContext,
  request: ReadRequest,
  { model, isCounted, furtherFields = [], open, ...detailed }: Detailed<Model>,
): AsyncGenerator<Page<Model>, void> {
  const sideCalls = openSideCalls(context, model, request);
  const [shared, fresh] = [openSources(context, model), openFreshSources(context, model)];
  const toRecords = await open(sideCalls);
  const { fields } = detailed;
  const call = { name: detailsPath, fields };

  async function toListed({ raw, parsed }: Listed): Promise<Page<Model>['records']> {
    const { id: key } = parsed;
    const details = await sideCalls.ask({ ...call, key }, async () => ({
      found: await shared.candidate(key, versionOf(parsed)),
    }));
    if (details.value?.found === null) return [gone(key)];
    if (details.value === null && fields.length === 0) return [];
    const candidate = toCandidate(context, model, details.value?.found ?? raw);
    if (candidate === null) return [];
    if (details.value !== null) return toRecords(candidate, shared);
    const records = await toRecords({ ...candidate, remoteData: null }, shared);
    return records.map((record) => ({
      ...record,
      ...unreadOf(details, { unread: record.unread ?? [] }),
    }));
  }

  const readPages = (inner: ReadRequest): AsyncGenerator<Page<Model>, void> =>
    readCandidateList(context, inner, {
      model,
      isCounted,
      toRecords: async (listed) => (await inParallel(listed, toListed)).flat(),
    });
  yield* sideCalls.carry(readPages, {
    name: detailsPath,
    fields: [...fields, ...furtherFields],
    read: (id) => readOne(context, id, { model, sources: fresh, toRecords }),
  });
}

interface Single<Model extends ModelName> {
  model: Model;
  sources: Sources;
  toRecords: ToRecords<Model>;
}

async function readOne<Model extends ModelName>(
  context: ConnectorContext,
  id: string,
  { model, sources, toRecords }: Single<Model>,
): Promise<(RecordByModel[Model] | Tombstone)[]> {
  const raw = await sources.candidate(id, '');
  const candidate = raw === null ? null : toCandidate(context, model, raw);
  return candidate === null ? [gone(id)] : toRecords(candidate, sources);
}

/** The records of these candidates, as they are now. */
export async function readDetailsById<Model extends ModelName>(
  context: ConnectorContext,
  ids: readonly string[],
  { model, open }: Pick<Detailed<Model>, 'model' | 'open'>,
): Promise<(RecordByModel[Model] | Tombstone)[]> {
  const toRecords = await open(openSideCalls(context, model));
  const sources = openFreshSources(context, model);
  const found = await inParallel(ids, (id) => readOne(context, id, { model, sources, toRecords }));
  return found.flat();
}

function toCandidate(
  { reportIssue }: ConnectorContext,
  model: ModelName,
  raw: Json,
): Candidate | null {
  const parsed = parseRemote(WorkableCandidate, raw, { model, reportIssue });
  if (parsed === null) return null;
  // Of somebody who was anonymised, nothing is kept that is not needed.
  return { parsed, remoteData: parsed.anonymized === true ? null : { [detailsPath]: raw } };
}

function gone(id: string): Tombstone {
  return { remote_id: id, deleted: true };
}
