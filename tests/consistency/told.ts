/** The lists by the names of their models, with their paths. */
export const lists = {
  jobs: 'jobs',
  application_stages: 'application-stages',
  applications: 'applications',
  candidates: 'candidates',
  interviews: 'interviews',
  offers: 'offers',
  users: 'users',
  roles: 'roles',
  tags: 'tags',
  rejection_reasons: 'rejection-reasons',
  notes: 'notes',
  scorecards: 'scorecards',
} as const;
export type ListName = keyof typeof lists;
export const listNames = Object.keys(lists) as ListName[];

export type ListedRecord = Record<string, unknown> & {
  id: string;
  remote_deleted_at: string | null;
};

/**
 * What a record shows of others whose change does not move it, by the relation table of
 * `updated_after`: which ones it shows must be right, what it says of them may be older.
 */
const relatedOnly: { readonly [Name in ListName]?: readonly string[] } = {
  jobs: ['stages', 'hiring_team'],
  applications: ['job'],
  candidates: ['tags', 'applications.job', 'applications.current_stage'],
  interviews: ['users', 'application.job', 'application.candidate'],
  offers: ['application.job', 'application.candidate'],
  notes: ['author'],
  scorecards: ['author'],
};

/** A record without what a poll with `updated_after` need not tell. */
export function told(list: ListName, record: ListedRecord): unknown {
  const copy = structuredClone(record);
  for (const path of relatedOnly[list] ?? []) reduce(copy, path.split('.'));
  if (list === 'applications') {
    // Tags of the candidate, and the place of the stage in its job, move other records alone.
    reduceTo(copy, ['candidate'], (candidate) => delete candidate['tags']);
    reduceTo(copy, ['current_stage'], (stage) => delete stage['index']);
  }
  return copy;
}

function reduce(record: object, path: readonly string[]): void {
  reduceTo(record, path, (related) => {
    for (const key of Object.keys(related)) if (key !== 'id') delete related[key];
  });
}

function reduceTo(
  value: unknown,
  path: readonly string[],
  change: (related: Record<string, unknown>) => void,
): void {
  for (const item of [value].flat()) {
    if (typeof item !== 'object' || item === null) continue;
    const [key, ...rest] = path;
    if (key === undefined) change(item as Record<string, unknown>);
    else reduceTo((item as Record<string, unknown>)[key], rest, change);
  }
}
