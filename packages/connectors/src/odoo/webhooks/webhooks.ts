import { createHash, timingSafeEqual } from 'node:crypto';
import { anything, parseEvent } from '@hirewire/connector-kit';
import type { VendorWebhooks } from '@hirewire/connector-kit';
import {
  createRules,
  deleteRules,
  findRules,
  inspectRules,
  requireAdministrator,
  requireAutomationRules,
} from './automation-rules.ts';
import { OdooEventBody, watchedModels } from './watched-models.ts';

/**
 * Automation rules that post what has changed. Odoo signs nothing, so that the secret is a part of
 * the address.
 * https://www.odoo.com/documentation/19.0/applications/studio/automated_actions/webhooks.html
 */
export const odooWebhooks: VendorWebhooks = {
  async *register(context, { url, secret }) {
    await requireAdministrator(context);
    await requireAutomationRules(context);
    // Also those of a registration of which nobody has noted the ids.
    const former = await findRules(context, url);
    const ids = await createRules(context, `${url}?token=${encodeURIComponent(secret)}`);
    yield* ids.map((id) => ({ id: String(id), event: null }));
    await deleteRules(context, former);
  },

  inspect: inspectRules,

  async unregister(context, ids) {
    if (ids.length === 0) return;
    await requireAdministrator(context);
    await deleteRules(context, ids.map(Number));
  },

  receive({ query, body }, secret) {
    if (!isSame(query['token'] ?? '', secret)) return null;
    const content = parseEvent(body);
    if (content === undefined) return [anything];
    const event = OdooEventBody.safeParse(content);
    if (!event.success) return [];
    const watched = watchedModels.get(event.data._model);
    if (watched === undefined) return [];
    const { _id: id } = event.data;
    return id === null ? [anything] : watched.toChanges({ ...event.data, _id: id });
  },
};

/** In a time that says nothing of where they differ, nor of their lengths. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
