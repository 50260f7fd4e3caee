import {
  inParallel,
  openSideCalls,
  parseRemote,
  parseResults,
  path,
  readByDate,
  toPagePosition,
  unreadOf,
  nullIfGone,
} from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  JobRecord,
  Json,
  ReadModel,
  ReadRequest,
  SideCalls,
  Tombstone,
} from '@hirewire/connector-kit';
import { getRecruitee } from '../call-recruitee.ts';
import { RecruiteeOffer } from '../remote-types.ts';
import { careersPath, findCareersOffer } from './careers-offer.ts';
import type { CareersOffer } from './careers-offer.ts';
import { isChangedSince } from './is-changed.ts';
import { fingerprintStages, isPool, offersPath, readOfferPages } from './offer-list.ts';
import { toJob } from './to-job.ts';

/** Each takes a request for its details. A read that is interrupted goes on after so many. */
const offersAtOnce = 20;

const detailPath = '/offers/{id}';
/** Rows of the list need not have more than a name and a status. */
export const offerCall = {
  name: detailPath,
  fields: [
    'description',
    'employment_type',
    'department',
    'post_url',
    'location',
    'remote_url',
    'opened_at',
    'closed_at',
    'remote_created_at',
    'remote_updated_at',
    'category',
    'experience_level',
    'weekly_hours',
    'salary_amount_from',
    'salary_amount_to',
    'salary_currency',
    'salary_period',
    'remote_work_status',
    'hiring_team',
    'stages',
    'screening_questions',
    'job_postings',
    `remote_data.${detailPath}`,
  ],
};

/** Without the stages of all jobs, nobody sees that a pipeline has changed; each job has its own. */
const stagesCall = { name: 'stages', fields: ['stages'] };

/** The public page of a job, which has its questions. */
export const formCall = {
  name: careersPath,
  fields: ['screening_questions', `remote_data.${careersPath}`],
};

type Records = (JobRecord | Tombstone)[];

/** A delta lists all jobs, and reads the details of those that have changed. */
export const readJobs: ReadModel<'jobs'> = async function* (context, request) {
  const sideCalls = openSideCalls(context, 'jobs', request);
  const { value: fingerprint } = await sideCalls.ask(stagesCall, () => fingerprintStages(context));
  const readPages = (inner: ReadRequest) => {
    let at: Date | null = null;
    return readByDate<'jobs'>(context, inner, {
      fingerprint,
      vendorTime: () => at,
      async *pages({ changedFrom, resumeFrom }) {
        const from = toPagePosition(resumeFrom);
        for await (const page of readOfferPages(context, { from, rowsAtOnce: offersAtOnce })) {
          at = page.answeredAt;
          const offers = parseResults(RecruiteeOffer, page.rows, { model: 'jobs', context });
          const changed = offers.filter(
            ({ parsed }) => !isPool(parsed) && isChangedSince(changedFrom, [parsed.updated_at]),
          );
          const records = await inParallel(changed, (row) =>
            readListed(context, row, { sideCalls, changedFrom }),
          );
          // In a full read, what is not told is gone.
          yield {
            records: records.flat().filter((one) => changedFrom !== null || !('deleted' in one)),
            resumeFrom: page.next,
            unlistedRecords: page.unlisted,
          };
        }
      },
    });
  };
  yield* sideCalls.carry(readPages, {
    name: detailPath,
    fields: [...offerCall.fields, ...formCall.fields],
    read: async (id) => [await readOffer(context, id)],
  });
};

async function readListed(
  context: ConnectorContext,
  { raw, parsed }: { raw: Json; parsed: RecruiteeOffer },
  { sideCalls, changedFrom }: { sideCalls: SideCalls<'jobs'>; changedFrom: Date | null },
): Promise<Records> {
  const { id: key } = parsed;
  const detail = await sideCalls.ask({ ...offerCall, key }, () => findOffer(context, key));
  if (detail.unread.length > 0) {
    const record = toJob(parsed, context);
    return [{ ...record, ...unreadOf(detail), remote_data: { [offersPath]: raw } }];
  }
  const found = detail.value;
  if (found === null) return [{ remote_id: key, deleted: true }];
  // Rows of the list need not have a date.
  if (!isChangedSince(changedFrom, [found.parsed.updated_at])) return [];
  const form = await sideCalls.ask({ ...formCall, key }, () => readForm(context, found));
  const record = toRecord(found, form.value, context);
  return [{ ...record, ...unreadOf(form) }];
}

/** A job as it is now. */
export async function readOffer(
  context: ConnectorContext,
  id: string,
): Promise<JobRecord | Tombstone> {
  const found = await findOffer(context, id);
  if (found === null) return { remote_id: id, deleted: true };
  return toRecord(found, await readForm(context, found), context);
}

interface Found {
  raw: Json;
  parsed: RecruiteeOffer;
}

/** Null for what is deleted, or a talent pool after all. */
async function findOffer(context: ConnectorContext, id: string): Promise<Found | null> {
  const raw = await nullIfGone(() => getRecruitee(context, path`/offers/${id}`, 'offer'));
  const ref = { model: 'jobs', reportIssue: context.reportIssue } as const;
  const offer = raw === null ? null : parseRemote(RecruiteeOffer, raw, ref);
  if (raw === null || offer === null || isPool(offer) || offer.deleted_at) return null;
  return { raw, parsed: offer };
}

/** The questions, where the job itself does not have them. */
async function readForm(
  context: ConnectorContext,
  { parsed }: Found,
): Promise<CareersOffer | null> {
  if (parsed.open_questions) return null;
  return parsed.status === 'published' ? findCareersOffer(context, parsed) : null;
}

function toRecord(
  { raw, parsed }: Found,
  form: CareersOffer | null,
  context: ConnectorContext,
): JobRecord {
  const questions = form?.parsed.open_questions ?? parsed.open_questions;
  return {
    ...toJob({ ...parsed, open_questions: questions }, context),
    remote_data: { [detailPath]: raw, ...(form && { [careersPath]: form.raw }) },
  };
}
