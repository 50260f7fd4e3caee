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
  ConnectorContext,
  JobRecord,
  Json,
  Page,
  ReadById,
  ReadModel,
  ReadRequest,
  SideAnswer,
  SideCalls,
} from '@hirewire/connector-kit';
import { getPersonio, readPersonioPages } from '../call-personio.ts';
import { PersonioJob } from '../remote-types.ts';
import { feedPath, readFeed } from './feed.ts';
import type { Feed } from './feed.ts';
import { categoriesPath, readStageBook } from './stage-book.ts';
import { feedFields, toJob } from './to-job.ts';

export const jobsPath = '/v2/recruiting/jobs';
const model = 'jobs';

/**
 * All jobs every time: their list is short, and no date tells of what the feed and the categories have.
 * https://developer.personio.de/reference/get_v2-recruiting-jobs
 */
export const readJobs: ReadModel<'jobs'> = async function* (context, request) {
  const sideCalls = openSideCalls(context, model, request);
  const toRecords = await openJobs(context, sideCalls, { isShared: true });
  async function* readPages({ resumeFrom }: ReadRequest): AsyncGenerator<Page<'jobs'>> {
    const pages = readPersonioPages(context, { path: jobsPath }, toPagePosition(resumeFrom));
    for await (const { rows, next } of pages) {
      yield { records: toRecords([...rows]), resumeFrom: next, completeness: 'full' };
    }
  }
  yield* sideCalls.carry(readPages);
};

export const readJobsById: NonNullable<ReadById['jobs']> = async (context, ids) => {
  const toRecords = await openJobs(context, openSideCalls(context, model), { isShared: false });
  return inParallel(ids, async (id) => {
    const raw = await nullIfGone(() => getPersonio(context, path`/v2/recruiting/jobs/${id}`));
    const [record] = raw === null ? [] : toRecords([raw]);
    return record ?? { remote_id: id, deleted: true as const };
  });
};

/** Reads what all jobs refer to. */
async function openJobs(
  context: ConnectorContext,
  sideCalls: SideCalls<'jobs'>,
  { isShared }: { isShared: boolean },
): Promise<(rows: Json[]) => JobRecord[]> {
  const { careerPage = null } = context.remote.credentials;
  const book = await sideCalls.ask({ name: categoriesPath, fields: ['stages'] }, () =>
    readStageBook(context, model, { isShared }),
  );
  const feed: SideAnswer<Feed> =
    careerPage === null
      ? { value: null, unread: [] }
      : await sideCalls.ask({ name: feedPath, fields: feedFields }, () => readFeed(context));
  return (rows) =>
    parseResults(PersonioJob, rows, { model, context }).map(({ parsed, raw }) => {
      const published = feed.value && (feed.value.get(parsed.id) ?? null);
      const parts = {
        stageIds: book.value?.ofCategory(parsed.category?.id) ?? [],
        published: feed.value === null ? undefined : (published?.parsed ?? null),
        careerPage: typeof careerPage === 'string' ? careerPage : null,
      };
      return {
        ...toJob(parsed, parts, context),
        ...unreadOf(book, feed),
        remote_data: { [jobsPath]: raw, ...(published && { [feedPath]: published.raw }) },
      };
    });
}
