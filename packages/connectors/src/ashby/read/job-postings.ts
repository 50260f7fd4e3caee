import { RemoteError, parseRemote, inParallel } from '@hirewire/connector-kit';
import type { ConnectorContext, JobPosting, Json, SideCalls } from '@hirewire/connector-kit';
import { callAshby } from '../call-ashby.ts';
import { AshbyPosting } from '../remote-types.ts';
import type { AshbyJob } from '../remote-types.ts';
import { postingVisibility } from '../vocabulary.ts';
import { postingDetails } from './job-references.ts';
import type { JobReferences } from './job-references.ts';

/** https://developers.ashbyhq.com/reference/jobpostinginfo */
const method = 'jobPosting.info';

export interface ReadPosting {
  posting: AshbyPosting;
  isPublished: boolean;
  /** What `jobPosting.info` said; null where it said nothing. */
  raw: Json;
  /** The fields of the job that lack what it says, where it failed. */
  unread: readonly string[];
}

type ReadDetails = (
  body: { jobPostingId: string; includeUnpublishedJobPostings?: boolean },
  refusals: readonly RemoteError['kind'][],
) => Promise<Pick<ReadPosting, 'raw' | 'unread'> & { posting?: AshbyPosting }>;

/** A job's postings: the published ones in the job board's order, then the others. */
export async function readPostings(
  context: ConnectorContext,
  job: AshbyJob,
  { references, sideCalls }: { references: JobReferences; sideCalls: SideCalls<'jobs'> },
): Promise<ReadPosting[]> {
  if (references.publishedPostings.value === null) return [];
  const published = references.publishedPostings.value.get(job.id) ?? [];
  const publishedIds = new Set(published.map(({ parsed }) => parsed.id));
  const otherIds = (job.jobPostingIds ?? []).filter((id) => !publishedIds.has(id));
  const call = { name: method, fields: postingDetails, key: job.id };
  const readDetails: ReadDetails = async (body, refusals) => {
    const found = await sideCalls.ask(call, () => askDetails(context, body, refusals));
    return { ...(found.value ?? { raw: null }), unread: found.unread };
  };
  return [
    ...(await inParallel(published, ({ parsed }) => readPublished(readDetails, parsed))),
    ...(await inParallel(otherIds, (id) => readUnpublished(readDetails, id))),
  ];
}

async function readPublished(readDetails: ReadDetails, row: AshbyPosting): Promise<ReadPosting> {
  // Taken off the board since it was listed: the row is the last that is known of it.
  const details = await readDetails({ jobPostingId: row.id }, ['not-found']);
  return { posting: row, ...details, isPublished: true };
}

/**
 * Postings that are not published can be read since 26 May 2026, by a parameter that is not in
 * the reference: https://developers.ashbyhq.com/changelog/2026-05-26-job-posting-unpublished-access
 * Refused, all that is known of them is their id.
 */
async function readUnpublished(readDetails: ReadDetails, id: string): Promise<ReadPosting> {
  const body = { jobPostingId: id, includeUnpublishedJobPostings: true };
  const details = await readDetails(body, ['not-found', 'input']);
  return { posting: { id }, ...details, isPublished: false };
}

async function askDetails(
  context: ConnectorContext,
  body: { jobPostingId: string; includeUnpublishedJobPostings?: boolean },
  refusals: readonly RemoteError['kind'][],
): Promise<{ posting?: AshbyPosting; raw: Json }> {
  try {
    const { results = null } = await callAshby(context, method, { ...body });
    const ref = { model: 'jobs', reportIssue: context.reportIssue } as const;
    const posting = parseRemote(AshbyPosting, results, ref);
    return posting === null ? { raw: null } : { posting, raw: results };
  } catch (error) {
    if (error instanceof RemoteError && refusals.includes(error.kind)) return { raw: null };
    throw error;
  }
}

export function toJobPosting({ posting, isPublished }: ReadPosting): JobPosting {
  return {
    remote_id: posting.id,
    title: posting.title,
    description_html: posting.descriptionHtml,
    status: isPublished ? 'ACTIVE' : 'INACTIVE',
    visibility: typeof posting.isListed === 'boolean' ? postingVisibility(posting.isListed) : null,
    url: posting.externalLink ?? posting.applyLink,
  };
}
