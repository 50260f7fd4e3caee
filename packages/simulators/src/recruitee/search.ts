import type { Application, Person } from '../kit/company-rows.ts';
import { pageByNumber, pageByOffset } from '../kit/paging.ts';
import type { Call } from '../kit/route.ts';
import { textOf } from '../kit/fields.ts';
import { objectOf, textsOf } from './input.ts';
import type { Input } from '../kit/fields.ts';
import { pageQuery, sizesOf } from './lists.ts';
import type { Recruitee } from './recruitee.ts';
import { dateOf } from './shapes.ts';

type Test = (account: Recruitee, person: Person) => boolean;

const placed = (account: Recruitee, { id }: Person, test: (one: Application) => boolean): boolean =>
  account.placements.of(id).some(test);

/** `{in, not_in, all_in}` over what somebody has. */
function among(rule: Input, own: readonly string[]): boolean {
  const asked = (name: string): string[] => textsOf(rule[name]);
  return (
    (rule['in'] === undefined || asked('in').some((one) => own.includes(one))) &&
    !asked('not_in').some((one) => own.includes(one)) &&
    asked('all_in').every((one) => own.includes(one))
  );
}

const offersOf = (account: Recruitee, { id }: Person): string[] =>
  account.placements.of(id).flatMap(({ jobId }) => jobId ?? []);

/** The filters that are known, by their entity. Everything else finds everybody. */
const filters: Readonly<Record<string, (filter: Input) => Test>> = {
  jobs: (filter) => (account, person) => among(objectOf(filter['id']), offersOf(account, person)),
  talent_pools: (filter) => (account, person) =>
    among(objectOf(filter['id']), offersOf(account, person).filter(account.isPool)),
  tags: (filter) => (_account, person) => among(objectOf(filter['id']), person.tagIds),
  stages: (filter) => (account, person) => {
    const { stages } = account.company.tables;
    const names = account.placements.of(person.id).map(({ stageId }) => stages.get(stageId).name);
    return among(objectOf(filter['name']), names);
  },
  disqualifies: (filter) => (account, person) => {
    const { has_any: hasAny, has_none: hasNone, ...rule } = objectOf(filter['reason']);
    const is = placed(account, person, ({ status }) => status === 'rejected');
    if (hasAny === true) return is;
    if (hasNone === true) return !is;
    const ids = account.placements.of(person.id).flatMap((one) => one.rejectionReasonId ?? []);
    return among(rule, ids);
  },
  created_at: ({ gte, lte }) => {
    const [from, until] = [Number(gte ?? 0), Number(lte ?? Infinity)];
    return (_account, { createdAt }) => createdAt / 1000 >= from && createdAt / 1000 <= until;
  },
  all: (filter) => {
    const words = textOf(filter, 'query').toLowerCase();
    return (_account, { name, emails }) =>
      [name, ...emails].some((text) => text.toLowerCase().includes(words));
  },
};

const orders: Readonly<Record<string, (account: Recruitee, person: Person) => number | string>> = {
  candidate_name: (_account, { name }) => name,
  created_at: (_account, { createdAt }) => createdAt,
  last_activity_at: (account, person) => account.lastActivityOf(person),
  updated_at: (_account, { updatedAt }) => updatedAt,
};

/** `GET /search/new/candidates`: of two filters for one entity the second counts. */
export function searchCandidates(account: Recruitee, call: Call): object {
  const { query } = call;
  const tests = new Map<string, Test>();
  for (const given of filtersIn(query.get('filters_json'))) {
    const entity = String(given['filter'] ?? given['field']);
    const filter = Object.hasOwn(filters, entity) ? filters[entity] : undefined;
    if (filter !== undefined) tests.set(entity, filter(given));
  }
  const found = [...account.company.tables.people.values()].filter((person) =>
    [...tests.values()].every((test) => test(account, person)),
  );
  const people = sorted(account, found, query.get('sort_by') ?? '');
  const sizes = sizesOf(account, 10_000);
  const { items, total } = query.has('offset')
    ? pageByOffset(pageQuery(account, call), people, sizes)
    : pageByNumber(pageQuery(account, call), people, sizes);
  return { hits: items.map((person) => hitShape(account, person)), total, aggregations: {} };
}

/** A list that cannot be read has no filters. */
function filtersIn(text: string | null): Input[] {
  try {
    const parsed = JSON.parse(text ?? '[]') as unknown;
    return Array.isArray(parsed) ? parsed.map(objectOf) : [];
  } catch {
    return [];
  }
}

/** By an order that is known, else the newest first. */
function sorted(account: Recruitee, people: Person[], asked: string): Person[] {
  const [, name = '', direction] = /^(.*)_(asc|desc)$/.exec(asked) ?? [];
  const isKnown = Object.hasOwn(orders, name);
  const keyOf = orders[isKnown ? name : 'created_at'];
  const sign = isKnown && direction === 'asc' ? 1 : -1;
  const keyed = people.map((person) => ({ person, key: keyOf?.(account, person) ?? 0 }));
  return keyed
    .toSorted((a, b) => sign * (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ person }) => person);
}

/** Placements have objects in place of ids, and none of their own; nothing tells `updated_at`. */
function hitShape(account: Recruitee, person: Person) {
  const { id, name, emails, tagIds, createdAt } = person;
  const { jobs, stages, tags } = account.company.tables;
  const { origin } = account.profileOf(person);
  return {
    id: Number(id),
    name,
    emails,
    placements: account.placements.of(id).map(({ jobId, stageId, status, rejectionReasonId }) => ({
      offer: { id: Number(jobId), title: jobs.find(jobId ?? '')?.title ?? null },
      stage: { id: Number(stageId), name: stages.get(stageId).name },
      is_hired: status === 'hired',
      disqualified: status === 'rejected',
      disqualify_reason:
        account.company.tables.rejectionReasons.find(rejectionReasonId ?? '')?.name ?? null,
    })),
    tags: tagIds.map((tagId) => tags.get(tagId).name),
    sources: [origin],
    created_at: dateOf(createdAt),
    last_activity_at: dateOf(account.lastActivityOf(person)),
  };
}

/** `GET /search/new/quick` is fuzzy: the part of an address before the `@` finds others, too. */
export function quickSearch(account: Recruitee, { query }: Call): object {
  const [words = ''] = (query.get('query') ?? '').toLowerCase().split('@');
  const limit = Number(query.get('limit') ?? 10) || 10;
  const isSimilar = ({ name, emails }: Person): boolean =>
    [name, ...emails].some((text) => text.toLowerCase().includes(words));
  const hits = words === '' ? [] : [...account.company.tables.people.values()].filter(isSimilar);
  return {
    candidates: {
      hits: hits.slice(0, limit).map(({ id, name, emails }) => ({
        id: Number(id),
        name,
        ...(query.get('with_emails') === 'true' && { emails }),
      })),
    },
  };
}
