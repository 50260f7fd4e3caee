import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';
import { lockForWriting } from '../database/locks.ts';
import { bytea, text } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';
import { cancelOpenRuns } from '../sync/sync-runs.ts';
import { putToken } from './access-tokens.ts';
import type { Integration } from './integrations.ts';
import { integrationRow } from './integrations.ts';

const { status } = integrationRow;
const values = { integrationId: text };

/** Refused for so long, an integration is INVALID: it is not synced until it is reconnected. */
const gracePeriod = `interval '3 days'`;

const noteRefusal = statement({
  text: `update store.integrations
    set authentication_failing_since = coalesce(authentication_failing_since, clock_timestamp()),
      status = case when authentication_failing_since <= clock_timestamp() - ${gracePeriod}
        then 'INVALID' else status end
    where integration_id = $integrationId and status <> 'INACTIVE'`,
  values,
});

const noteAcceptance = statement({
  text: `update store.integrations
    set authentication_failing_since = null,
      status = case when status = 'INVALID' then 'ACTIVE' else status end
    where integration_id = $integrationId and authentication_failing_since is not null`,
  values,
  isPrepared: true,
});

/**
 * Notes whether the remote accepts the credentials, and what follows for the integration's status:
 * a refusal three days after the first makes it INVALID. A refusal that arrives after the integration
 * was disabled does not count.
 */
export async function setAuthenticationFailing(
  database: Database,
  integrationId: string,
  isFailing: boolean,
): Promise<void> {
  await (isFailing ? noteRefusal : noteAcceptance).run(database.pool, { integrationId });
}

const updateCredentials = statement({
  text: `update store.integrations
    set credentials = $sealedCredentials, authentication_failing_since = null,
      status = case when status = 'INVALID' then 'ACTIVE' else status end
    where integration_id = $integrationId and deleted_at is null
    returning status`,
  values: { ...values, sealedCredentials: bytea },
  rows: { status },
});

/**
 * Replaces the credentials by others that the remote has accepted, which revives an integration
 * that was INVALID, and the token that it has given for them. A disabled one stays disabled. Its
 * status then; null where there is none.
 */
export async function replaceCredentials(
  database: Database,
  integrationId: string,
  sealed: { credentials: Buffer; token: Buffer | null },
): Promise<Integration['status'] | null> {
  const sealedCredentials = sealed.credentials;
  return inTransaction(database, async (client) => {
    const row = await updateCredentials.first(client, { integrationId, sealedCredentials });
    if (row !== null) await putToken(client, { integrationId, sealed: sealed.token });
    return row && row.status;
  });
}

// While an integration is disabled, `authentication_failing_since` is set if it was INVALID before.
// Refusals that had not made it INVALID yet are forgotten: nothing is tried, so they do not add up.
const disable = statement({
  text: `update store.integrations
    set status = 'INACTIVE', authentication_failing_since = case when status = 'INVALID'
      then coalesce(authentication_failing_since, clock_timestamp()) end
    where integration_id = $integrationId and deleted_at is null and status <> 'INACTIVE'`,
  values,
});

const enable = statement({
  text: `update store.integrations
    set status = case when authentication_failing_since is null then 'ACTIVE' else 'INVALID' end
    where integration_id = $integrationId and deleted_at is null and status = 'INACTIVE'`,
  values,
});

const selectStatus = statement({
  text: `select status from store.integrations
    where integration_id = $integrationId and deleted_at is null`,
  values,
  rows: { status },
  isPrepared: true,
});

/**
 * Disables an integration, which cancels its open runs and keeps everything else, or enables it
 * again. One that was INVALID is so afterwards, too: its credentials have not been accepted since.
 * Says whether that changed anything; null where there is no such integration.
 */
export async function setIntegrationEnabled(
  database: Database,
  integrationId: string,
  isEnabled: boolean,
): Promise<{ status: Integration['status']; hasChanged: boolean } | null> {
  return inTransaction(database, async (client) => {
    await lockForWriting(client, integrationId);
    const hasChanged = (await (isEnabled ? enable : disable).run(client, { integrationId })) === 1;
    if (hasChanged && !isEnabled) {
      await cancelOpenRuns(client, integrationId, 'The integration was disabled.');
    }
    const row = await selectStatus.first(client, { integrationId });
    return row && { status: row.status, hasChanged };
  });
}
