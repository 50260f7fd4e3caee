import { PagePosition, inParallel, parseResults, readByDate } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  Json,
  ModelName,
  Page,
  ReadRequest,
  RecordByModel,
  Tombstone,
} from '@hirewire/connector-kit';
import { readListPages } from '../call-smartrecruiters.ts';
import { SmartRecruitersCandidate } from '../remote-types.ts';
import type { SmartRecruitersAssignment } from '../remote-types.ts';
import { applicationIdOf } from './ids.ts';
import type { ApplicationIds } from './ids.ts';

/** https://developers.smartrecruiters.com (Candidate API): those with an application alone. */
export const candidatesPath = '/candidates';

/** Each takes a request of its own, or more. A read that is interrupted goes on after so many. */
const candidatesAtOnce = 20;

/**
 * People whose requests wait for the limit at the same time, first come first served. An application
 * waits at four endpoints at once: the models that have one each would get a fifth of their limit.
 */
const widthOf = (model: ModelName): number => (model === 'applications' ? 5 : 12);

export interface Person {
  raw: Json;
  parsed: SmartRecruitersCandidate;
}

export type Records<Model extends ModelName> = (RecordByModel[Model] | Tombstone)[];

interface CandidateList<Model extends ModelName> {
  model: Model;
  /** Whether each candidate is one record. */
  isCounted?: boolean;
  toRecords: (listed: Person) => Promise<Records<Model>>;
}

/** Reads what belongs to all candidates, or to those who have changed. */
export function readCandidateList<Model extends ModelName>(
  context: ConnectorContext,
  request: ReadRequest,
  { model, isCounted = false, toRecords }: CandidateList<Model>,
): AsyncGenerator<Page<Model>, void> {
  let answeredAt: Date | null = null;
  let counted: number | null = null;
  return readByDate<Model>(context, request, {
    vendorTime: () => answeredAt,
    async *pages({ changedFrom, resumeFrom }) {
      const list = {
        path: candidatesPath,
        query: { updatedAfter: changedFrom?.toISOString() },
        rowsAtOnce: candidatesAtOnce,
        onAnswer: ({ at, total }: { at: Date | null; total: number | null }) => {
          answeredAt ??= at;
          counted = total;
        },
      };
      const from = PagePosition.safeParse(resumeFrom).data ?? null;
      for await (const { rows, next, unlisted } of readListPages(context, list, from)) {
        const people = parseResults(SmartRecruitersCandidate, [...rows], { model, context });
        const records = (await inParallel(people, toRecords, widthOf(model))).flat();
        yield {
          // In a full read, what is not told is gone.
          records: records.filter((record) => changedFrom !== null || !('deleted' in record)),
          resumeFrom: next,
          unlistedRecords: unlisted,
          ...(isCounted && counted !== null && { expectedRecords: counted }),
        };
      }
    },
  });
}

/** The applications of a person, each job once. */
export function assignmentsOf({
  primaryAssignment: primary,
  secondaryAssignments: others,
}: SmartRecruitersCandidate): SmartRecruitersAssignment[] {
  const all = [...(primary ? [primary] : []), ...(others ?? [])];
  return all.filter(({ job }, index) => all.findIndex((one) => one.job.id === job.id) === index);
}

export function applicationsOf(candidate: SmartRecruitersCandidate): ApplicationIds[] {
  return assignmentsOf(candidate).map(({ job }) => ({ candidateId: candidate.id, jobId: job.id }));
}

export function applicationIdsOf(candidate: SmartRecruitersCandidate): string[] {
  return applicationsOf(candidate).map(({ candidateId, jobId }) =>
    applicationIdOf(candidateId, jobId),
  );
}
