import type { Database } from '../database/database.ts';
import { bigint, bool, json, nullable, oneOf, text, timestamptz } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';

/** What is, or was, wrong with an integration or with an environment. */
export interface Issue {
  environmentId: string;
  id: string;
  /** Empty for an issue of the whole environment. */
  integrationId: string;
  type: string;
  /** What of the integration has the issue, such as an action; empty for all of it. */
  subject: string;
  facts: unknown;
  firstObservedAt: Date;
  lastObservedAt: Date;
  /** Null while it is open. */
  resolvedAt: Date | null;
  mutedUntil: Date | null;
}

const columns = `environment_id as "environmentId", id, integration_id as "integrationId", type,
  subject, facts, first_observed_at as "firstObservedAt", last_observed_at as "lastObservedAt",
  resolved_at as "resolvedAt", muted_until as "mutedUntil"`;

const rows = {
  environmentId: text,
  id: text,
  integrationId: text,
  type: text,
  subject: text,
  facts: json(),
  firstObservedAt: timestamptz,
  lastObservedAt: timestamptz,
  resolvedAt: nullable(timestamptz),
  mutedUntil: nullable(timestamptz),
};

export interface IssueFilters {
  integrationId?: string | undefined;
  type?: string | undefined;
  status?: 'OPEN' | 'RESOLVED' | undefined;
  /** Whether muted issues are left out. */
  hidesMuted: boolean;
}

const select = statement({
  text: `select ${columns} from store.issues
    where environment_id = $environmentId
      and ($integrationId::text is null or integration_id = $integrationId)
      and ($type::text is null or type = $type)
      and ($status::text is null or (resolved_at is null) = ($status = 'OPEN'))
      and not ($hidesMuted and coalesce(muted_until > now(), false))
      and ($after::text is null or (first_observed_at, id) < (
        select a.first_observed_at, a.id from store.issues a
        where a.environment_id = $environmentId and a.id = $after))
    order by first_observed_at desc, id desc
    limit $limit`,
  values: {
    environmentId: text,
    integrationId: nullable(text),
    type: nullable(text),
    status: nullable(oneOf('OPEN', 'RESOLVED')),
    hidesMuted: bool,
    after: nullable(text),
    limit: bigint,
  },
  rows,
});

/** The issues of an environment, newest first. `after` is the id of the last one of a page. */
export function listIssues(
  database: Database,
  query: IssueFilters & { environmentId: string; after?: string | undefined; limit: number },
): Promise<Issue[]> {
  return select.all(database.pool, query);
}

const key = { environmentId: text, id: text };

const selectOne = statement({
  text: `select ${columns} from store.issues where environment_id = $environmentId and id = $id`,
  values: key,
  rows,
});

export function findIssue(
  database: Database,
  issue: { environmentId: string; id: string },
): Promise<Issue | null> {
  return selectOne.first(database.pool, issue);
}

const updateMuted = statement({
  text: `update store.issues set muted_until = $until
    where environment_id = $environmentId and id = $id
    returning ${columns}`,
  values: { ...key, until: nullable(timestamptz) },
  rows,
});

/** Mutes an issue until a time; null ends that. Null where there is no such issue. */
export function muteIssue(
  database: Database,
  issue: { environmentId: string; id: string; until: Date | null },
): Promise<Issue | null> {
  return updateMuted.first(database.pool, issue);
}

const countOpen = statement({
  text: `select s.type, coalesce(i.tool, '') as tool, count(*) as count,
      count(distinct s.integration_id) filter (where i.tool is not null) as integrations
    from store.issues s left join store.integrations i using (integration_id)
    where s.resolved_at is null and coalesce(s.muted_until <= now(), true)
    group by s.type, i.tool`,
  rows: { type: text, tool: text, count: bigint, integrations: bigint },
});

export interface OpenIssues {
  type: string;
  /** Empty for issues of an environment. */
  tool: string;
  count: number;
  /** How many integrations have one or more of them. */
  integrations: number;
}

/** How many are open and not muted. */
export async function countOpenIssues(database: Database): Promise<OpenIssues[]> {
  const counts = await countOpen.all(database.pool);
  return counts.map(({ count, integrations, ...row }) => ({
    ...row,
    count: Number(count),
    integrations: Number(integrations),
  }));
}

const deleteOld = statement({
  text: `delete from store.issues where resolved_at < now() - interval '60 days'`,
});

/** Deletes issues that were resolved more than 60 days ago. */
export async function purgeIssues(database: Database): Promise<void> {
  await deleteOld.run(database.pool);
}
