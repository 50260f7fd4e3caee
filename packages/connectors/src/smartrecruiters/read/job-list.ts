import { PagePosition, inParallel, parseResults, readByDate } from '@hirewire/connector-kit';
import type { ConnectorContext, Json, ModelName, Page, ReadRequest } from '@hirewire/connector-kit';
import { readListPages } from '../call-smartrecruiters.ts';
import { SmartRecruitersJob } from '../remote-types.ts';
import type { Records } from './candidate-list.ts';

export const jobsPath = '/jobs';

/** Pages by id want this order, by the vendor's OpenAPI document of April 2024. */
export const jobList = { path: jobsPath, query: { sort: 'job_id' } } as const;

/** Each takes several requests more. A read that is interrupted goes on after so many. */
const jobsAtOnce = 20;

export interface ListedJob {
  raw: Json;
  parsed: SmartRecruitersJob;
}

interface JobList<Model extends ModelName> {
  model: Model;
  fingerprint?: string | null;
  toRecords: (listed: ListedJob) => Promise<Records<Model>>;
}

/**
 * Reads what belongs to all jobs, or to those of which something has changed: this date moves with
 * edits, with publishing and with new applicants.
 */
export function readJobList<Model extends ModelName>(
  context: ConnectorContext,
  request: ReadRequest,
  { model, fingerprint, toRecords }: JobList<Model>,
): AsyncGenerator<Page<Model>, void> {
  let answeredAt: Date | null = null;
  return readByDate<Model>(context, request, {
    vendorTime: () => answeredAt,
    fingerprint,
    async *pages({ changedFrom, resumeFrom }) {
      const list = {
        ...jobList,
        query: { ...jobList.query, lastActivityAfter: changedFrom?.toISOString() },
        rowsAtOnce: jobsAtOnce,
        onAnswer: ({ at }: { at: Date | null }) => (answeredAt ??= at),
      };
      const from = PagePosition.safeParse(resumeFrom).data ?? null;
      for await (const { rows, next, unlisted } of readListPages(context, list, from)) {
        const jobs = parseResults(SmartRecruitersJob, [...rows], { model, context });
        const records = (await inParallel(jobs, toRecords)).flat();
        yield {
          // In a full read, what is not told is gone.
          records: records.filter((record) => changedFrom !== null || !('deleted' in record)),
          resumeFrom: next,
          unlistedRecords: unlisted,
        };
      }
    },
  });
}
