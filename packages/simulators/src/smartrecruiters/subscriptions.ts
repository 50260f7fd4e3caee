import * as is from '../kit/fields.ts';
import type { Fields, Input } from '../kit/fields.ts';
import type { Call, Route } from '../kit/route.ts';
import { json, noContent } from '../kit/vendor-message.ts';
import type { WebhookSender } from '../kit/webhook-sender.ts';
import { invalid, refusal, secured } from './access.ts';
import { eventNames } from './event-names.ts';
import { momentIn, requireParameters } from './lists.ts';
import type { SmartRecruiters } from './smartrecruiters.ts';
import { callbackShape } from './webhooks.ts';
import type { Subscription, Subscriptions } from './webhooks.ts';

const base = '/webhooks-api/v201907/subscriptions';
const maxSubscriptions = 20;
const maxKeys = 16;
const oldKeyMs = 24 * 3_600_000;

const authentication: is.Field = is.either(
  is.shape({
    type: is.required(is.oneOf('basic')),
    username: is.required(is.text),
    password: is.required(is.text),
  }),
  is.shape({
    type: is.required(is.oneOf('header')),
    headerName: is.required(is.filledText),
    headerValue: is.required(is.text),
  }),
);

const subscriptionFields: Fields = {
  callbackUrl: is.required(is.webAddress),
  events: is.required(is.listOf([...eventNames], false)),
  alertingEmailAddress: is.emailAddress,
  callbackAuthentication: authentication,
};

interface Parts {
  account: SmartRecruiters;
  subscriptions: Subscriptions;
  sender: WebhookSender;
}

export function subscriptionRoutes(parts: Parts): Route[] {
  const { account, subscriptions } = parts;
  const find = ({ params: { id = '' } }: Call): Subscription => {
    const found = subscriptions.find(id);
    if (found === null) throw refusal(404, 'SUBSCRIPTION_NOT_FOUND', 'There is no such one');
    return found;
  };
  const at = (pattern: string, answer: (call: Call) => unknown): Route =>
    secured(pattern, 'webhooks_manage', answer);
  const plain = (pattern: string, answer: (call: Call) => unknown): Route =>
    at(pattern, (call) => {
      requireParameters(call);
      return answer(call);
    });
  return [
    at(`GET ${base}`, (call) => {
      requireParameters(call, ['page_id', 'limit']);
      return pageIn(call, subscriptions.all(), subscriptionShape);
    }),
    plain(`POST ${base}`, ({ body }) => subscribe(parts, body)),
    plain(`GET ${base}/:id`, (call) => subscriptionShape(find(call))),
    plain(`DELETE ${base}/:id`, (call) => {
      subscriptions.delete(find(call).id);
      return noContent();
    }),
    plain(`PUT ${base}/:id/activation`, (call) => activate(parts, find(call))),
    plain(`POST ${base}/:id/secret-key`, (call) => addKey(parts, find(call))),
    plain(`GET ${base}/:id/secret-key`, (call) => {
      const secretKey = find(call).keys.at(-1)?.key;
      if (secretKey === undefined) throw refusal(404, 'SECRET_KEY_NOT_FOUND', 'There is no key');
      return { secretKey };
    }),
    at(`GET ${base}/:id/callbacks-log`, (call) => {
      requireParameters(call, ['page_id', 'limit', 'callbackStatus', 'after', 'before']);
      const after = momentIn(call.query, 'after') ?? 0;
      const before = momentIn(call.query, 'before') ?? account.company.now() + 1;
      const status = call.query.get('callbackStatus');
      const log = find(call).log.filter(
        (one) => (status === null || one.status === status) && one.at > after && one.at < before,
      );
      return pageIn(call, log.toReversed(), callbackShape);
    }),
  ];
}

/** A bare array; `Link` leads to the next page, whose id is that of its first row. */
function pageIn<T extends { id: string }>(
  call: Call,
  rows: readonly T[],
  render: (row: T) => object,
) {
  const limit = Number(call.query.get('limit') ?? 10);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) throw invalid('limit is from 1 to 100');
  const pageId = call.query.get('page_id');
  const start = pageId === null ? 0 : rows.findIndex(({ id }) => id === pageId);
  if (start < 0) throw refusal(400, 'INVALID_PAGE_ID', 'There is no such page');
  const next = rows[start + limit];
  const address = next && `${call.path}?limit=${limit}&page_id=${next.id}`;
  const headers: Record<string, string> = address ? { link: `<${address}>; rel="next"` } : {};
  return json(rows.slice(start, start + limit).map(render), 200, headers);
}

function subscribe({ account, subscriptions }: Parts, body: unknown) {
  const input = checked(body);
  if (subscriptions.all().length >= maxSubscriptions) {
    throw refusal(403, 'SUBSCRIPTIONS_LIMIT_EXCEEDED', `${maxSubscriptions} at most`);
  }
  const made = subscriptions.put({
    id: account.company.newId(),
    callbackUrl: is.textOf(input, 'callbackUrl'),
    events: input['events'] as string[],
    isActive: false,
    keys: [],
    header: headerIn(input['callbackAuthentication']),
    log: [],
  });
  return json(subscriptionShape(made), 201);
}

function checked(body: unknown): Input {
  try {
    return is.checkInput(body, subscriptionFields);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw refusal(422, 'INVALID_SUBSCRIPTION', error.message);
  }
}

function headerIn(given: unknown): Subscription['header'] {
  if (given === undefined) return null;
  const {
    type,
    username,
    password,
    headerName = '',
    headerValue = '',
  } = given as Record<string, string>;
  if (type === 'header') return [headerName, headerValue];
  const encoded = Buffer.from(`${username}:${password}`).toString('base64');
  return ['authorization', `Basic ${encoded}`];
}

/** The address has to send back what comes in a header. */
async function activate({ account, subscriptions, sender }: Parts, one: Subscription) {
  if (one.isActive) throw refusal(409, 'SUBSCRIPTION_ALREADY_ACTIVE', 'It is active');
  const secret = account.random.uuid();
  const message = { url: one.callbackUrl, headers: { 'x-hook-secret': secret }, body: '' };
  const { status, answerHeaders } = await sender.send(message);
  if (status !== 200 || answerHeaders['x-hook-secret'] !== secret) {
    throw refusal(424, 'HANDSHAKE_FAILED', 'The address did not send the X-Hook-Secret back');
  }
  subscriptions.put({ ...one, isActive: true });
  return noContent();
}

/** The former key works for another day. */
function addKey({ account, subscriptions }: Parts, one: Subscription) {
  const now = account.company.now();
  const keys = one.keys
    .map(({ key, endsAt }) => ({ key, endsAt: endsAt ?? now + oldKeyMs }))
    .filter(({ endsAt }) => endsAt > now);
  if (keys.length >= maxKeys) {
    throw refusal(403, 'SECRET_KEYS_LIMIT_EXCEEDED', `${maxKeys} at most`);
  }
  const secretKey = account.random.uuid().replaceAll('-', '');
  subscriptions.put({ ...one, keys: [...keys, { key: secretKey, endsAt: null }] });
  return json({ secretKey }, 201);
}

function subscriptionShape({ id, callbackUrl, events, isActive }: Subscription): object {
  return {
    id,
    callbackUrl,
    events: events.map((name) => ({ name, version: 'v1' })),
    status: isActive ? 'active' : 'inactive',
  };
}
