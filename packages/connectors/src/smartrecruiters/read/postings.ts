import { parseRemote, parseResults, path, readOnce, nullIfGone } from '@hirewire/connector-kit';
import type { ConnectorContext, Json, ModelName } from '@hirewire/connector-kit';
import { getSmartRecruiters, readListPages } from '../call-smartrecruiters.ts';
import {
  SmartRecruitersCompany,
  SmartRecruitersPosting,
  SmartRecruitersQuestion,
} from '../remote-types.ts';
import type { SmartRecruitersAd, SmartRecruitersJob } from '../remote-types.ts';

export const formPath = '/postings/{uuid}/configuration';

/** What applicants find of jobs. */
export interface Postings {
  /** The id to apply by; null for a job that is not published. */
  find: (job: SmartRecruitersJob, ads: readonly SmartRecruitersAd[]) => Promise<string | null>;
}

/**
 * The public list does not tell which ad a posting is of: those with the reference number of the job
 * are asked for it.
 */
export function openPostings(context: ConnectorContext, model: ModelName): Postings {
  const company = readOnce(() => readCompany(context));
  const all = readOnce(async () => readPostings(context, model, await company('')));
  const adOf = readOnce(async (uuid) => readAdOf(context, await company(''), uuid));
  return {
    async find({ refNumber }, ads) {
      const published = ads
        .filter(({ postingStatus }) => postingStatus === 'PUBLISHED')
        .toSorted((one, other) => Number(other.default === true) - Number(one.default === true));
      if (published.length === 0) return null;
      const possible = (await all('')).filter(
        (posting) => !posting.refNumber || posting.refNumber === refNumber,
      );
      const found = new Map<string, string>();
      for (const { uuid, jobAdId } of possible) {
        const ad = jobAdId ?? (await adOf(uuid));
        if (ad !== null && !found.has(ad)) found.set(ad, uuid);
      }
      const [first] = published.flatMap(({ id }) => found.get(id) ?? []);
      return first ?? null;
    },
  };
}

async function readCompany(context: ConnectorContext): Promise<string> {
  const answer = await getSmartRecruiters(context, '/configuration/company');
  return SmartRecruitersCompany.parse(answer).identifier ?? '';
}

async function readPostings(
  context: ConnectorContext,
  model: ModelName,
  company: string,
): Promise<SmartRecruitersPosting[]> {
  const list = {
    path: path`/v1/companies/${company}/postings`,
    query: { destination: 'INTERNAL_OR_PUBLIC' },
    by: 'offset',
  } as const;
  const all: Json[] = [];
  for await (const { rows } of readListPages(context, list)) all.push(...rows);
  return parseResults(SmartRecruitersPosting, all, { model, context }).map(({ parsed }) => parsed);
}

async function readAdOf(
  context: ConnectorContext,
  company: string,
  uuid: string,
): Promise<string | null> {
  const address = path`/v1/companies/${company}/postings/${uuid}`;
  const found = await nullIfGone(() => getSmartRecruiters(context, address));
  return SmartRecruitersPosting.safeParse(found).data?.jobAdId ?? null;
}

/** The questions of a posting, those with conditions left out; none where it is gone. */
export async function readForm(
  context: ConnectorContext,
  model: ModelName,
  uuid: string,
): Promise<SmartRecruitersQuestion[]> {
  const found = await nullIfGone(() =>
    getSmartRecruiters(context, path`/postings/${uuid}/configuration`),
  );
  const rows =
    typeof found === 'object' && found !== null && !Array.isArray(found) ? found['questions'] : [];
  const { reportIssue } = context;
  return (Array.isArray(rows) ? rows : []).flatMap(
    (row) => parseRemote(SmartRecruitersQuestion, row, { model, reportIssue }) ?? [],
  );
}
