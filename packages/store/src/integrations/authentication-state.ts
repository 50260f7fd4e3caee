import type { Database } from '../database/database.ts';
import type { Integration } from './integrations.ts';

/** Refused for so long, an integration is INVALID: it is not synced until it is reconnected. */
const patience = `interval '3 days'`;

const noteRefusal = `
  update store.integrations
  set authentication_failing_since = coalesce(authentication_failing_since, clock_timestamp()),
    status = case when authentication_failing_since <= clock_timestamp() - ${patience}
      then 'INVALID' else status end
  where integration_id = $1 and status <> 'INACTIVE'`;
const noteAcceptance = `
  update store.integrations
  set authentication_failing_since = null,
    status = case when status = 'INVALID' then 'ACTIVE' else status end
  where integration_id = $1 and authentication_failing_since is not null`;

/**
 * Notes whether the remote accepts the credentials, and what follows for the integration's status:
 * a refusal three days after the first makes it INVALID. What comes in after the integration was
 * switched off is too late to count against it.
 */
export async function setAuthenticationFailing(
  database: Database,
  integrationId: string,
  isFailing: boolean,
): Promise<void> {
  await database.pool.query(isFailing ? noteRefusal : noteAcceptance, [integrationId]);
}

/**
 * Replaces the credentials by others that the remote has accepted, which revives an integration
 * that was INVALID. One that is switched off stays so. Its status then; null where there is none.
 */
export async function replaceCredentials(
  database: Database,
  integrationId: string,
  sealedCredentials: Buffer,
): Promise<Integration['status'] | null> {
  const { rows } = await database.pool.query<{ status: Integration['status'] }>(
    `update store.integrations
     set credentials = $2, authentication_failing_since = null,
       status = case when status = 'INVALID' then 'ACTIVE' else status end
     where integration_id = $1 and deleted_at is null
     returning status`,
    [integrationId, sealedCredentials],
  );
  return rows[0]?.status ?? null;
}
