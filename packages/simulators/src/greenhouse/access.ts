import { readBasic } from '../kit/authorization.ts';
import type { OAuthTokens } from '../kit/oauth.ts';
import { openRoute } from '../kit/route.ts';
import type { Call, Route } from '../kit/route.ts';
import { json } from '../kit/vendor-message.ts';
import type { Answer, VendorFailure } from '../kit/vendor-message.ts';
import { JobBoardFailure, Unprocessable } from './greenhouse.ts';
import type { Greenhouse } from './greenhouse.ts';

export interface Client {
  id: string;
  secret: string;
}

/** Ids of clients end like this; the real ending is not documented. */
export const clientSuffix = '.hirewire.example';

const grants = 'authorization_code, refresh_token, client_credentials';

/** The vendor's answers at its token host, which were measured in August 2026. */
export function tokenRoutes(greenhouse: Greenhouse, oauth: OAuthTokens, client: Client): Route[] {
  const { random, company } = greenhouse;
  const refused = (message: string, status: number): Answer =>
    json({ message, errorId: random.uuid() }, status);
  const refusal = (call: Call, given: URLSearchParams): Answer | null => {
    const basic = readBasic(call.headers.authorization);
    const id = basic?.split(':')[0] ?? given.get('client_id');
    if (id === null) return refused('Unauthorized', 401);
    // It repeats what it was sent, secrets included where somebody puts one there.
    if (!id.endsWith(clientSuffix)) {
      return refused(`client_id=${id} does not contain a valid client ID suffix`, 400);
    }
    if (basic !== null && basic !== `${client.id}:${client.secret}`) {
      return json({ error: 'invalid_client' }, 401);
    }
    const grant = given.get('grant_type') ?? '';
    if (!grants.split(', ').includes(grant)) {
      return refused(`grant_type must be one of ${grants}`, 400);
    }
    const sub = given.get('sub');
    if (sub !== null && sub !== greenhouse.serviceUserId && !company.tables.users.find(sub)) {
      return refused(`sub=${sub} is no user of this organization`, 400);
    }
    return null;
  };
  return [
    openRoute('POST /token', (call) => {
      // Partners put their parameters into the query.
      const given = new URLSearchParams([...call.query, ...(call.fields ?? [])]);
      return refusal(call, given) ?? oauth.route.answer({ ...call, fields: given });
    }),
    openRoute('POST /introspect', (call) => {
      const token = oauth.content.access.get(call.fields?.get('token') ?? '');
      if (readBasic(call.headers.authorization) !== `${client.id}:${client.secret}`) {
        return refused('Unauthorized', 401);
      }
      if (token === undefined || token.expiresAt <= call.at) return { active: false };
      const sub = token.actor ?? greenhouse.serviceUserId;
      return {
        active: true,
        client_id: client.id,
        sub,
        scope: greenhouse.access.scopes.join(' '),
        'https://auth.greenhouse.io/claims': {
          organization: { id: 4711, name: 'Acme' },
          user_role: greenhouse.isAdmin(sub) ? 'site_admin' : 'basic',
        },
      };
    }),
  ];
}

const messages: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Resource not found',
  422: 'Unprocessable Content',
  429: 'Too many requests',
};
const undecoded = 'Token could not be decoded. Please check that it is valid.';

/** 401, 404 and 422 are as they were recorded, the others are ours. */
export function failureBody(failure: VendorFailure): object {
  if (failure instanceof JobBoardFailure) return failure.body;
  const { status, code, message: text } = failure;
  const isInput = ['invalid_input', 'invalid_page_token', 'expired_page_token'].includes(code);
  const message = messages[isInput ? 422 : status] ?? 'Internal Server Error';
  if (status === 404 || status >= 500) return { message };
  if (status === 401) return { message, errors: [undecoded] };
  return { message, errors: failure instanceof Unprocessable ? failure.errors : [text] };
}
