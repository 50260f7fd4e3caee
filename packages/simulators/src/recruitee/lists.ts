import type { Application, Person } from '../kit/company-rows.ts';
import { pageByNumber, pageByOffset } from '../kit/paging.ts';
import type { PageSizes } from '../kit/paging.ts';
import type { Call } from '../kit/route.ts';
import { candidateRow, referencesOf } from './candidates.ts';
import { textsOf } from './input.ts';
import { offerRow, statusOf } from './offers.ts';
import type { Recruitee } from './recruitee.ts';
import { dateOf, locationsOf } from './shapes.ts';

/** Larger sizes are taken for the largest: a short page is no sign of the end. */
export function sizesOf({ pageSize }: Recruitee, max: number, usual = 60): PageSizes {
  return { default: usual, max, refusesLarger: false, cap: Math.min(max, pageSize) };
}

/** The query, or one that asks for the first page again and again. */
export function pageQuery({ behaviour }: Recruitee, { query }: Pick<Call, 'query'>) {
  if (!behaviour.repeatsPages) return { query };
  const asked = new URLSearchParams(query);
  asked.delete('offset');
  asked.delete('page');
  return { query: asked };
}

const isOn = (value: string | null): boolean => value === 'true' || value === '1';

/** `a[]=1&a[]=2`, or with commas. */
const namesIn = (query: URLSearchParams, name: string): string[] =>
  query
    .getAll(name)
    .flatMap((text) => text.split(','))
    .filter(Boolean);

/** The newest first. Parameters that are not known change nothing. */
export function candidateList(account: Recruitee, call: Call): object {
  const asked = filteredCandidates(account, call.query);
  const people = asked.toSorted((a, b) => b.createdAt - a.createdAt || Number(b.id) - Number(a.id));
  const { items } = pageByOffset(pageQuery(account, call), people, sizesOf(account, 1000));
  const placements = items.flatMap(({ id }) => account.placements.of(id));
  return {
    candidates: items.map((person) => candidateRow(account, person)),
    references: referencesOf(account, placements),
    generated_at: dateOf(call.at),
  };
}

function filteredCandidates(account: Recruitee, query: URLSearchParams): Person[] {
  const ids = new Set(namesIn(query, 'ids'));
  const offerId = query.get('offer_id');
  const createdAfter = Date.parse(query.get('created_after') ?? '');
  const words = query.get('query')?.toLowerCase() ?? '';
  const placedOf = ({ id }: Person): readonly Application[] =>
    account.placements.of(id).filter(({ jobId }) => offerId === null || jobId === offerId);
  const has = (person: Person, isRejected: boolean): boolean =>
    placedOf(person).some(({ status }) => (status === 'rejected') === isRejected);
  const titleOf = ({ jobId }: Application): string =>
    account.company.tables.jobs.find(jobId ?? '')?.title ?? '';
  const tests: [isAsked: boolean, test: (person: Person) => boolean][] = [
    [ids.size > 0, ({ id }) => ids.has(id)],
    [offerId !== null, (person) => placedOf(person).length > 0],
    [isOn(query.get('qualified')), (person) => has(person, false)],
    [isOn(query.get('disqualified')), (person) => has(person, true)],
    [!Number.isNaN(createdAfter), ({ createdAt }) => createdAt > createdAfter],
    [
      words !== '',
      (person) =>
        [person.name, ...account.placements.of(person.id).map(titleOf)].some((text) =>
          text.toLowerCase().includes(words),
        ),
    ],
    // There are no messages.
    [isOn(query.get('with_messages')) || isOn(query.get('with_my_messages')), () => false],
  ];
  const wanted = tests.flatMap(([isAsked, test]) => (isAsked ? [test] : []));
  return [...account.company.tables.people.values()].filter((person) =>
    wanted.every((test) => test(person)),
  );
}

const scopes: Readonly<Record<string, readonly string[]>> = {
  archived: ['archived'],
  // Since December 2025.
  active: ['published', 'closed'],
  not_archived: ['published', 'closed', 'internal', 'draft'],
};

/** Offers and talent pools, with the filters of before and after December 2025. */
export function offerList(account: Recruitee, call: Call): object {
  const { query } = call;
  const [kind, scope] = [query.get('kind'), query.get('scope') ?? ''];
  const statuses = [...namesIn(query, 'statuses[]'), ...(scopes[scope] ?? [])];
  const ids = namesIn(query, 'offer_ids[]');
  const departments = namesIn(query, 'department_ids[]');
  const locations = namesIn(query, 'location_ids[]');
  const offers = [...account.company.tables.jobs.values()]
    .filter(
      (job) =>
        (!['job', 'talent_pool'].includes(kind ?? '') ||
          account.isPool(job.id) === (kind === 'talent_pool')) &&
        isAmong(statuses, [statusOf(job)]) &&
        isAmong(ids, [job.id]) &&
        isAmong(departments, textsOf(job.departmentId)) &&
        isAmong(
          locations,
          locationsOf(job).map(({ id }) => String(id)),
        ),
    )
    .toSorted((a, b) => Number(a.id) - Number(b.id));
  const page = pageByNumber(pageQuery(account, call), offers, sizesOf(account, 1000, 1000));
  return {
    offers: page.items.map((job) => offerRow(account, job)),
    meta: { page: page.page, limit: page.size, total_count: page.total },
  };
}

/** Whether one of them is asked for; without a filter all are. */
const isAmong = (asked: readonly string[], own: readonly string[]): boolean =>
  asked.length === 0 || own.some((one) => asked.includes(one));
