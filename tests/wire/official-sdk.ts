import { HTTPClient, Kombo, type SDKOptions } from '@kombo-api/sdk';
import type * as requests from '@kombo-api/sdk/models/operations';
import { type Exchange, createCheckedFetch } from './checked-fetch.ts';
import type { Tenant } from './start-hirewire.ts';

export interface OfficialSdk {
  kombo: Kombo;
  /** Every answer that the SDK got, in order. */
  exchanges: Exchange[];
}

/** The official TypeScript SDK, unmodified but for its own options. Every answer is checked. */
export function createOfficialSdk(
  url: string,
  { apiKey, integrationId }: Pick<Tenant, 'apiKey' | 'integrationId'>,
  options: SDKOptions = {},
): OfficialSdk {
  const exchanges: Exchange[] = [];
  const kombo = new Kombo({
    server_url: url,
    api_key: apiKey,
    integration_id: integrationId,
    http_client: new HTTPClient({ fetcher: createCheckedFetch(exchanges) }),
    ...options,
  });
  return { kombo, exchanges };
}

/** What the SDK takes for each list. */
export interface ListRequests {
  applications: requests.GetAtsApplicationsRequest;
  candidates: requests.GetAtsCandidatesRequest;
  jobs: requests.GetAtsJobsRequest;
  users: requests.GetAtsUsersRequest;
  roles: requests.GetAtsRolesRequest;
  offers: requests.GetAtsOffersRequest;
  interviews: requests.GetAtsInterviewsRequest;
  tags: requests.GetAtsTagsRequest;
  rejection_reasons: requests.GetAtsRejectionReasonsRequest;
  application_stages: requests.GetAtsApplicationStagesRequest;
}
export type ListName = keyof ListRequests;

const methods = {
  applications: 'getApplications',
  candidates: 'getCandidates',
  jobs: 'getJobs',
  users: 'getUsers',
  roles: 'getRoles',
  offers: 'getOffers',
  interviews: 'getInterviews',
  tags: 'getTags',
  rejection_reasons: 'getRejectionReasons',
  application_stages: 'getApplicationStages',
} as const satisfies Record<ListName, keyof Kombo['ats']>;

export const listNames = Object.keys(methods) as ListName[];

/** `rejection_reasons` → `/ats/rejection-reasons` */
export function listPath(name: ListName): string {
  return `/ats/${name.replaceAll('_', '-')}`;
}

type Page<Name extends ListName> = Awaited<ReturnType<Kombo['ats'][(typeof methods)[Name]]>>;

/** A record as the SDK parsed it. */
export type SdkRecord<Name extends ListName> = Page<Name>['result']['data']['results'][number];

/** What all ten lists have in common. */
export interface AnyRecord {
  id: string;
  remote_id: string | null;
  changed_at: Date;
  remote_deleted_at: Date | null;
}

interface AnyPage {
  result: { data: { results: AnyRecord[]; next: string | null } };
  next: () => Promise<AnyPage> | null;
}

/** The first page. Without a request the SDK sends no query at all. */
export async function listPage<Name extends ListName>(
  kombo: Kombo,
  name: Name,
  request?: ListRequests[Name],
): Promise<AnyPage> {
  const { ats } = kombo;
  // One signature for ten methods, each of which takes only its own request.
  const method = ats[methods[name]].bind(ats) as (request?: object) => Promise<unknown>;
  return (await method(request)) as AnyPage;
}

/** The records of each page, from the first to the last, by the SDK's own `next`. */
export async function listPages<Name extends ListName>(
  kombo: Kombo,
  name: Name,
  request?: ListRequests[Name],
): Promise<SdkRecord<Name>[][]> {
  const pages: AnyRecord[][] = [];
  let page: AnyPage | null = await listPage(kombo, name, request);
  while (page !== null) {
    pages.push(page.result.data.results);
    page = await page.next();
  }
  return pages as SdkRecord<Name>[][];
}

/** Every record of a list, read to its end. */
export async function listAll<Name extends ListName>(
  kombo: Kombo,
  name: Name,
  request: ListRequests[Name] = {},
): Promise<SdkRecord<Name>[]> {
  const pages = await listPages(kombo, name, { page_size: 250, ...request });
  return pages.flat();
}

/** The remote ids of records, in one order, to be compared as a set that holds nothing twice. */
export function remoteIds(records: readonly { remote_id: string | null }[]): string[] {
  return records.map(({ remote_id }) => remote_id ?? 'none').toSorted();
}
