import type {
  CandidateRecord,
  ConnectorContext,
  ReadModel,
  Tombstone,
} from '@hirewire/connector-kit';
import { detailsPath, readDetails, readDetailsById } from './details.ts';
import type { ToRecords } from './details.ts';
import { toCandidate } from './to-candidate.ts';

export const candidateDetails = [
  'tag_remote_ids',
  'social_media',
  'location',
  'company',
  'title',
  `remote_data.${detailsPath}`,
];

/** The person of each application. Workable does not tell who applied for several jobs. */
export const readCandidates: ReadModel<'candidates'> = (context, request) =>
  readDetails<'candidates'>(context, request, {
    model: 'candidates',
    isCounted: true,
    fields: candidateDetails,
    open: () => openCandidates(context),
  });

/** As they are now. */
export function readCandidatesById(
  context: ConnectorContext,
  ids: readonly string[],
): Promise<(CandidateRecord | Tombstone)[]> {
  return readDetailsById(context, ids, {
    model: 'candidates',
    open: () => openCandidates(context),
  });
}

async function openCandidates(context: ConnectorContext): Promise<ToRecords<'candidates'>> {
  return async ({ parsed, remoteData }) => [
    { ...toCandidate(parsed, context), remote_data: remoteData },
  ];
}
