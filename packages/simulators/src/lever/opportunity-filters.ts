import type { Application } from '../kit/company-rows.ts';
import { invalid, originNames } from './lever.ts';
import type { Lever } from './lever.ts';
import { confidentialityFilter, flagOf, momentFilter, momentFilters } from './lists.ts';
import { advancedAtOf, archivedOf } from './shapes.ts';

type Words = (lever: Lever, one: Application) => readonly (string | null)[];

/** What an opportunity has of each; a parameter may come more than once. */
const words: Readonly<Record<string, Words>> = {
  archive_reason_id: (lever, one) => [archivedOf(lever, one)?.reason ?? null],
  archived_posting_id: (_lever, one) => [one.endedAt === null ? null : one.jobId],
  contact_id: (_lever, one) => [one.personId],
  email: (lever, one) => lever.company.tables.people.get(one.personId).emails,
  origin: (lever, one) => [lever.detailsOf(one).origin],
  posting_id: (_lever, one) => [one.endedAt === null ? one.jobId : null],
  source: (lever, one) => lever.detailsOf(one).sources,
  stage_id: (_lever, one) => [one.stageId],
  tag: (lever, one) => lever.tagsOf(one),
};

const times: Readonly<Record<string, (lever: Lever, one: Application) => number | null>> = {
  advanced_at: (_lever, one) => advancedAtOf(one),
  archived_at: (_lever, one) => one.endedAt,
  created_at: (_lever, one) => one.createdAt,
  updated_at: (lever, one) => lever.updatedAtOf(one),
};

export const opportunityFilters = [
  ...Object.keys(words),
  ...momentFilters(...Object.keys(times)),
  'archived',
  'confidentiality',
  'snoozed',
];

/** The opportunities that the credentials see and the query asks for. */
export function filteredOpportunities(lever: Lever, query: URLSearchParams): Application[] {
  const strangeOrigin = query.getAll('origin').find((word) => !originNames.includes(word));
  if (strangeOrigin !== undefined) throw invalid(`There is no origin ${strangeOrigin}`);
  const isArchived = flagOf(query, 'archived');
  const isShown = confidentialityFilter(query);
  const tests: ((one: Application) => boolean)[] = [
    (one) => isShown(lever.isConfidential(one)),
    ({ endedAt }) => isArchived === null || (endedAt !== null) === isArchived,
  ];
  for (const [name, wordsOf] of Object.entries(words)) {
    const asked = new Set(query.getAll(name).map((word) => word.toLowerCase()));
    if (asked.size === 0) continue;
    tests.push((one) => wordsOf(lever, one).some((word) => asked.has(word?.toLowerCase() ?? '')));
  }
  for (const [name, momentOf] of Object.entries(times)) {
    const isBetween = momentFilter(query, name);
    tests.push((one) => isBetween(momentOf(lever, one)));
  }
  // Nothing is ever snoozed here.
  if (flagOf(query, 'snoozed') === true) return [];
  return lever.opportunities().filter((one) => tests.every((test) => test(one)));
}
