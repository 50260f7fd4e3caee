import { silentLog, systemClock } from '@hirewire/connector-kit';
import { findIntegration, openDatabase } from '@hirewire/store';
import { openRemote } from '../remotes/open-remote.ts';
import { createInMemoryAts } from './in-memory-ats.ts';
import { withTokens } from './token-vendor.ts';

/** A process of its own that asks an integration's vendor for something, to be killed meanwhile. */
const [url = '', integrationId = '', secretKey = ''] = process.argv.slice(2);
const database = openDatabase({ url });
const integration = await findIntegration(database, integrationId);
if (integration === null) throw new Error(`There is no integration ${integrationId}.`);
const { context } = await openRemote(
  {
    database,
    secretKeys: [Buffer.from(secretKey, 'base64')],
    clock: systemClock,
    log: silentLog,
  },
  {
    integration,
    connector: withTokens(createInMemoryAts().connector),
    signal: AbortSignal.timeout(60_000),
  },
);
await context.remote.request({ method: 'GET', path: '/jobs' });
await database.close();
