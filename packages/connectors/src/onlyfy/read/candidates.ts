import {
  inParallel,
  nullIfGone,
  openSideCalls,
  parseResults,
  path,
  toPagePosition,
  unreadOf,
} from '@hirewire/connector-kit';
import type {
  CandidateRecord,
  ConnectorContext,
  Json,
  ReadModel,
  Tombstone,
} from '@hirewire/connector-kit';
import { getOnlyfy, readOnlyfyPages } from '../call-onlyfy.ts';
import { OnlyfyCandidate } from '../remote-types.ts';
import { readFieldKeys } from './custom-fields.ts';
import { toCandidate } from './to-candidate.ts';
import { withoutContents } from './without-contents.ts';

export const candidatesPath = '/candidate';

/** Dates are filters for exact times: no request asks for what has changed since. */
export const readCandidates: ReadModel<'candidates'> = async function* (context, request) {
  const toRecords = await openCandidates(context);
  const list = { path: candidatesPath, hasFiles: true };
  const pages = readOnlyfyPages(context, list, toPagePosition(request.resumeFrom));
  for await (const { rows, next } of pages) {
    yield { records: toRecords(rows), resumeFrom: next, completeness: 'full' };
  }
};

export async function readCandidatesById(
  context: ConnectorContext,
  ids: readonly string[],
): Promise<(CandidateRecord | Tombstone)[]> {
  const toRecords = await openCandidates(context);
  return inParallel(ids, async (id) => {
    const raw = await nullIfGone(() => getOnlyfy(context, path`/candidate/${id}`));
    const [candidate] = raw === null ? [] : toRecords([raw]);
    return candidate ?? { remote_id: id, deleted: true };
  });
}

async function openCandidates(
  context: ConnectorContext,
): Promise<(rows: readonly Json[]) => CandidateRecord[]> {
  const sideCalls = openSideCalls(context, 'candidates');
  const keys = await readFieldKeys(context, 'candidates', sideCalls);
  return (rows) =>
    parseResults(OnlyfyCandidate, rows, { model: 'candidates', context }).map(
      ({ raw, parsed }) => ({
        ...toCandidate(parsed, keys.value, context),
        ...unreadOf(keys),
        remote_data: { [candidatesPath]: withoutContents(raw) },
      }),
    );
}
