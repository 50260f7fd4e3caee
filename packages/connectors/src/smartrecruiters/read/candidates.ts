import { inParallel, openSideCalls, unreadOf } from '@hirewire/connector-kit';
import type {
  CandidateRecord,
  ConnectorContext,
  ReadModel,
  ReadRequest,
  Tombstone,
} from '@hirewire/connector-kit';
import { readCandidateList } from './candidate-list.ts';
import type { Person } from './candidate-list.ts';
import { detailsPath, findListed, findPerson } from './details.ts';
import { toCandidate } from './to-candidate.ts';

export const candidateCall = {
  name: detailsPath,
  fields: [
    'company',
    'title',
    'source',
    'phone_numbers',
    'social_media',
    `remote_data.${detailsPath}`,
  ],
};

export const readCandidates: ReadModel<'candidates'> = (context, request) => {
  const sideCalls = openSideCalls(context, 'candidates', request);
  const toRecords = async (listed: Person) => {
    const { id: key } = listed.parsed;
    const details = await sideCalls.ask({ ...candidateCall, key }, async () => ({
      found: await findListed(context, 'candidates', listed.parsed),
    }));
    if (details.value === null) {
      return [{ ...toCandidate(listed.parsed, context), ...unreadOf(details) }];
    }
    return [toRecord(context, key, details.value.found)];
  };
  const readPages = (inner: ReadRequest) =>
    readCandidateList<'candidates'>(context, inner, {
      model: 'candidates',
      isCounted: true,
      toRecords,
    });
  return sideCalls.carry(readPages, {
    ...candidateCall,
    read: async (id) => readCandidatesById(context, [id]),
  });
};

/** As they are now. Somebody without an application is in no list, and not here either. */
export function readCandidatesById(
  context: ConnectorContext,
  ids: readonly string[],
): Promise<(CandidateRecord | Tombstone)[]> {
  return inParallel(ids, async (id) => {
    const person = await findPerson(context, 'candidates', id);
    return toRecord(context, id, person !== null && hasApplication(person) ? person : null);
  });
}

/** Also one that cannot be understood. */
function hasApplication({ raw }: Person): boolean {
  const { primaryAssignment = null, secondaryAssignments: others = null } = Object(raw);
  return primaryAssignment !== null || (others !== null && JSON.stringify(others) !== '[]');
}

function toRecord(
  context: ConnectorContext,
  id: string,
  person: Person | null,
): CandidateRecord | Tombstone {
  if (person === null) return { remote_id: id, deleted: true };
  return { ...toCandidate(person.parsed, context), remote_data: { [detailsPath]: person.raw } };
}
