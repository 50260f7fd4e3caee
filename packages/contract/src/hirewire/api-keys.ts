import { z } from 'zod';

import { AddressRange } from '../address-ranges.ts';
import { successOf } from '../envelopes.ts';
import { keyScopes } from '../key-scopes.ts';
import { dateTime, nullableDateTime } from '../models/primitives.ts';
import { defineOperation } from '../operations/define-operation.ts';
import * as parameter from '../query-parameters.ts';

const group = 'hirewire';
const kind = 'general';

const name = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .describe('Name of the key, such as the program that uses it.');
const scopes = z
  .array(z.enum(keyScopes))
  .min(1)
  .max(100)
  .nullable()
  .describe(
    'What the key may do: `read`, `write`, writes by model or action such as `write:candidates`, `passthrough`, `management`. Null for everything.',
  );
const allowedAddresses = z
  .array(AddressRange)
  .min(1)
  .max(100)
  .nullable()
  .describe(
    'IP addresses and ranges that the key may be used from, such as `203.0.113.0/24`. Null for any.',
  );

/** An API key, without what authenticates. */
export const ApiKey = z.object({
  id: z.string().describe('Id of the key.'),
  name,
  prefix: z.string().describe('The first characters of the key, to recognise it by.'),
  scopes,
  allowed_addresses: allowedAddresses,
  expires_at: nullableDateTime.describe('When the key stops working; null if it does not.'),
  created_at: dateTime.describe('When the key was created.'),
  last_used_at: nullableDateTime.describe(
    'When the key was last used, to within a minute; null if it was not.',
  ),
  revoked_at: nullableDateTime.describe('When the key was revoked; null if it is not.'),
});
export type ApiKey = z.infer<typeof ApiKey>;

export const getApiKeys = defineOperation({
  id: 'get-api-keys',
  operationId: 'GetApiKeys',
  group,
  kind,
  keyScope: 'management',
  method: 'GET',
  path: '/api-keys',
  summary: 'List API keys',
  description:
    'Lists the API keys of the environment, newest first, also expired and revoked ones. The keys themselves cannot be shown again.',
  query: z.object({
    after: parameter.text('Id of the last key of the previous page.'),
    limit: parameter.wholeNumber({
      maximum: 250,
      byDefault: 100,
      description: 'Maximum number of keys to return.',
    }),
  }),
  response: successOf(
    z.object({
      results: z.array(ApiKey).describe('Keys, newest first.'),
      has_more: z
        .boolean()
        .describe('Whether there are more: ask again, with `after` set to the last id.'),
    }),
  ),
});

export const createApiKey = defineOperation({
  id: 'create-api-key',
  operationId: 'CreateApiKey',
  group,
  kind,
  keyScope: 'management',
  method: 'POST',
  path: '/api-keys',
  summary: 'Create an API key',
  description:
    'Creates a key for the environment. It cannot have more rights than the key that creates it: no further scopes, no later expiry, no other addresses.',
  body: z.strictObject({
    name,
    scopes,
    allowed_addresses: allowedAddresses.default(null),
    expires_at: z.iso
      .datetime()
      .nullable()
      .default(null)
      .describe('When the key stops working. Null or omitted if it does not expire.'),
  }),
  response: successOf(
    ApiKey.extend({
      key: z.string().describe('The key itself. It is not shown again.'),
    }),
  ),
  errors: { 403: 'The new key would have more rights than yours. Nothing was created.' },
});

export const revokeApiKey = defineOperation({
  id: 'revoke-api-key',
  operationId: 'RevokeApiKey',
  group,
  kind,
  keyScope: 'management',
  method: 'DELETE',
  path: '/api-keys/{key_id}',
  summary: 'Revoke an API key',
  description:
    'Revokes a key of the environment, immediately and permanently; it stays in the list. Revoking it again changes nothing.',
  pathParameters: z.object({ key_id: z.string().describe('Id of the key.') }),
  response: successOf(ApiKey),
  errors: { 404: 'The environment of the API key has no key with this id.' },
});
