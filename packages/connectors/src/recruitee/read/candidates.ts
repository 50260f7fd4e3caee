import { inParallel, openSideCalls, unreadOf } from '@hirewire/connector-kit';
import type {
  CandidateRecord,
  ConnectorContext,
  ReadModel,
  SideCalls,
  Tombstone,
} from '@hirewire/connector-kit';
import type { RecruiteeCandidate } from '../remote-types.ts';
import { detailPath, findListed, findPerson, readPeople } from './people.ts';
import type { Person } from './people.ts';
import { candidatesPath } from './candidate-list.ts';
import { openTags } from './tags.ts';
import { toCandidate } from './to-candidate.ts';

/** Rows of the list have names, addresses, numbers and dates. */
export const candidateCall = {
  name: detailPath,
  fields: [
    'company',
    'title',
    'source',
    'social_media',
    'location',
    'custom_fields',
    'tag_remote_ids',
    'remote_url',
    `remote_data.${detailPath}`,
  ],
};
export const tagsCall = { name: '/tags', fields: ['tag_remote_ids'] };

export const readCandidates: ReadModel<'candidates'> = async function* (context, request) {
  const sideCalls = openSideCalls(context, 'candidates', request);
  const toRecord = await openCandidates(context, sideCalls);
  const readAgain = async (id: string) => [await readOne(context, id, toRecord)];
  const readListed = async (listed: RecruiteeCandidate) => {
    const person = await findListed(context, 'candidates', listed);
    return [await toRecordOrGone(person, listed.id, toRecord)];
  };
  yield* readPeople<'candidates'>(context, sideCalls, {
    model: 'candidates',
    call: candidateCall,
    readAgain,
    async read({ raw, parsed }) {
      const { id: key } = parsed;
      const detail = await sideCalls.ask({ ...candidateCall, key }, () => readListed(parsed));
      if (detail.value !== null) return detail.value;
      const record = toCandidate(parsed, null, context);
      return [{ ...record, ...unreadOf(detail), remote_data: { [candidatesPath]: raw } }];
    },
  });
};

/** The candidates with these ids, as they are now. */
export async function readCandidatesById(
  context: ConnectorContext,
  ids: readonly string[],
): Promise<(CandidateRecord | Tombstone)[]> {
  const toRecord = await openCandidates(context, openSideCalls(context, 'candidates'));
  return inParallel(ids, (id) => readOne(context, id, toRecord));
}

type ToRecord = (person: Person) => Promise<CandidateRecord>;

async function openCandidates(
  context: ConnectorContext,
  sideCalls: SideCalls<'candidates'>,
): Promise<ToRecord> {
  const tags = await sideCalls.ask(tagsCall, () => openTags(context, 'candidates'));
  return async ({ raw, parsed }) => {
    const tagIds = await (tags.value?.(parsed.tags ?? []) ?? null);
    return {
      ...toCandidate(parsed, tagIds, context),
      ...unreadOf(tags),
      remote_data: { [detailPath]: raw },
    };
  };
}

async function readOne(
  context: ConnectorContext,
  id: string,
  toRecord: ToRecord,
): Promise<CandidateRecord | Tombstone> {
  return toRecordOrGone(await findPerson(context, 'candidates', id), id, toRecord);
}

async function toRecordOrGone(
  person: Person | null,
  id: string,
  toRecord: ToRecord,
): Promise<CandidateRecord | Tombstone> {
  return person === null ? { remote_id: id, deleted: true } : toRecord(person);
}
