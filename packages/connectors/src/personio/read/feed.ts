import { RemoteError, listOf, parseResults } from '@hirewire/connector-kit';
import type { ConnectorContext, Json } from '@hirewire/connector-kit';
import { PersonioFeed, PersonioPosition, PersonioPositions } from '../remote-types.ts';
import { PersonioSettings } from '../settings.ts';

export const feedPath = '/xml';

/** A published job, as the career page shows it. */
export interface PublishedJob {
  parsed: PersonioPosition;
  raw: Json;
}

/** By the ids that jobs have in the API. */
export type Feed = ReadonlyMap<string, PublishedJob>;

/**
 * All published jobs, each in the first of the languages that it is in: whether a language lists jobs
 * without a translation is not documented.
 * @throws RemoteError where the career page has no feed in any of the languages
 */
export async function readFeed(context: ConnectorContext): Promise<Feed> {
  const { feed_languages: languages } = PersonioSettings.parse(context.settings);
  const jobs = new Map<string, PublishedJob>();
  let missing: RemoteError | null = null;
  let hasFeed = false;
  for (const language of languages) {
    try {
      for (const job of await readLanguage(context, language)) {
        if (!jobs.has(job.parsed.id)) jobs.set(job.parsed.id, job);
      }
      hasFeed = true;
    } catch (error) {
      if (!isMissing(error)) throw error;
      missing ??= error;
    }
  }
  if (missing !== null && !hasFeed) throw missing;
  return jobs;
}

/** An account that does not exist, and one without this feed, redirects to a page of Personio. */
export function isMissing(error: unknown): error is RemoteError {
  if (!(error instanceof RemoteError)) return false;
  return error.kind === 'not-found' || Math.floor((error.status ?? 0) / 100) === 3;
}

/** https://developer.personio.de/reference/get_xml */
export async function readLanguage(
  context: ConnectorContext,
  language: string,
): Promise<PublishedJob[]> {
  const { body, status } = await context.remote.request({
    method: 'GET',
    host: 'careerPage',
    path: feedPath,
    query: { language },
    accepts: 'xml',
  });
  const feed = PersonioFeed.safeParse(body).data;
  if (feed === undefined) {
    const message =
      "The feed of Personio's career page cannot be used: it is no list of jobs. Try again later.";
    throw new RemoteError({ kind: 'unavailable', message, status });
  }
  const { position } = PersonioPositions.safeParse(feed['workzag-jobs']).data ?? {};
  return parseResults(PersonioPosition, listOf(position) as Json[], { model: 'jobs', context });
}
