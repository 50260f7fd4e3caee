import { invalidInput, notFound } from '../envelope.ts';
import {
  filledText,
  flag,
  givenText,
  oneOf,
  required,
  textOf,
  uuid,
  webAddress,
} from '../../kit/fields.ts';
import type { AshbyCall, AshbyMethod } from '../method.ts';
import { webhookTypes } from '../webhooks.ts';
import type { AshbyWebhook } from '../webhooks.ts';

const scope = 'apiKeys:write';

export const webhookMethods: Record<string, AshbyMethod> = {
  'webhook.create': {
    scope,
    fields: {
      webhookType: required(oneOf(...webhookTypes)),
      requestUrl: required(webAddress),
      secretToken: required(filledText),
    },
    answer: async ({ input, changes, webhooks }) => {
      const webhook = {
        id: changes.random.uuid(),
        enabled: true,
        requestUrl: textOf(input, 'requestUrl'),
        secretToken: textOf(input, 'secretToken'),
        webhookType: input['webhookType'] as AshbyWebhook['webhookType'],
      };
      return { results: await webhooks.save(webhook) };
    },
  },
  'webhook.info': {
    scope: 'apiKeys:read',
    fields: { webhookId: required(uuid) },
    answer: (call) => {
      const { secretToken: _hidden, ...shown } = askedWebhook(call);
      return { results: shown };
    },
  },
  'webhook.update': {
    scope,
    fields: {
      webhookId: required(uuid),
      enabled: flag,
      requestUrl: webAddress,
      secretToken: filledText,
    },
    answer: async (call) => {
      const webhook = askedWebhook(call);
      const { webhookId: _id, ...patch } = call.input;
      if (Object.keys(patch).length === 0) {
        throw invalidInput('One of enabled, requestUrl or secretToken must be provided');
      }
      const changed = {
        ...webhook,
        enabled: patch['enabled'] === undefined ? webhook.enabled : patch['enabled'] === true,
        requestUrl: givenText(patch, 'requestUrl') ?? webhook.requestUrl,
        secretToken: givenText(patch, 'secretToken') ?? webhook.secretToken,
      };
      return { results: await call.webhooks.save(changed) };
    },
  },
  'webhook.delete': {
    scope,
    fields: { webhookId: required(uuid) },
    answer: (call) => {
      const { id } = askedWebhook(call);
      call.webhooks.delete(id);
      return { results: { webhookId: id } };
    },
  },
};

function askedWebhook({ input, webhooks }: AshbyCall): AshbyWebhook {
  const webhook = webhooks.find(textOf(input, 'webhookId'));
  if (webhook === null) throw notFound('webhook');
  return webhook;
}
