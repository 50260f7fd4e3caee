import { parseResults, toPagePosition } from '@hirewire/connector-kit';
import type { ConnectorContext, Json, ListIds, ModelName } from '@hirewire/connector-kit';
import { readListPages } from '../call-smartrecruiters.ts';
import type { SmartRecruitersList } from '../call-smartrecruiters.ts';
import { SmartRecruitersCandidate, SmartRecruitersReference } from '../remote-types.ts';
import { applicationIdsOf, candidatesPath } from './candidate-list.ts';
import { jobList } from './job-list.ts';

type IdsOf = (context: ConnectorContext, rows: Json[]) => string[];

const jobIds: IdsOf = (context, rows) =>
  parseResults(SmartRecruitersReference, rows, { model: 'jobs', context }).map(
    ({ parsed }) => parsed.id,
  );
const candidateIds: IdsOf = (context, rows) =>
  parseResults(SmartRecruitersReference, rows, { model: 'candidates', context }).map(
    ({ parsed }) => parsed.id,
  );
const applicationIds: IdsOf = (context, rows) =>
  parseResults(SmartRecruitersCandidate, rows, { model: 'applications', context }).flatMap(
    ({ parsed }) => applicationIdsOf(parsed),
  );

/** A full read takes several requests for each; these lists take one for a hundred. */
export const listIds = {
  jobs: idsIn(jobList, jobIds),
  candidates: idsIn({ path: candidatesPath }, candidateIds),
  applications: idsIn({ path: candidatesPath }, applicationIds),
} satisfies Partial<Record<ModelName, ListIds>>;

function idsIn(list: SmartRecruitersList, idsOf: IdsOf): ListIds {
  return async function* (context, { resumeFrom }) {
    const from = toPagePosition(resumeFrom);
    for await (const { rows, next, unlisted } of readListPages(context, list, from)) {
      const remoteIds = idsOf(context, [...rows]);
      yield { remoteIds, resumeFrom: next, unlistedRecords: unlisted };
    }
  };
}
