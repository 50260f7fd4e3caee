import { systemNow } from '../clock.ts';
import { shown } from '../company.ts';
import type { Company } from '../company.ts';
import type { Person } from '../company-rows.ts';
import { FileStorage } from '../files.ts';
import { inventCompany } from '../invent-company.ts';
import { OAuthTokens } from '../oauth.ts';
import { PageTokens } from '../page-tokens.ts';
import { pageByToken } from '../paging.ts';
import { SeededRandom } from '../random.ts';
import { rateLimitHeaders } from '../rate-limiter.ts';
import { route } from '../route.ts';
import type { Call, Route } from '../route.ts';
import { savedRandom, savedRecords } from '../saved-state.ts';
import type { Simulator, SimulatorOptions } from '../simulator.ts';
import { startVendor } from '../start-vendor.ts';
import { file, json, noContent, notFound } from '../vendor-message.ts';
import { WebhookSender } from '../webhook-sender.ts';
import { Webhooks, hmacSha256 } from '../webhooks.ts';

/** A receiver that somebody has asked for. */
interface Hook {
  id: string;
  url: string;
}

export interface ExampleVendor extends Simulator {
  company: Company;
  tokens: PageTokens;
  oauth: OAuthTokens;
  files: FileStorage;
  sender: WebhookSender;
  /** May be changed while the simulator runs. */
  scopes: string[];
}

const hookSecret = 'hook-secret';

/** A vendor of no name that uses every part of the kit; the tests of the kit talk to it. */
export async function startExampleVendor(options: SimulatorOptions = {}): Promise<ExampleVendor> {
  const { seed = 1, candidates = 30, now = systemNow } = options;
  const random = new SeededRandom(seed);
  const [clientId, clientSecret, secret] = [random.uuid(), random.uuid(), random.uuid()];
  const company = inventCompany({ random, now, people: candidates });
  const scopes = ['people:read', 'people:write'];
  const oauth = new OAuthTokens({
    random,
    now,
    clientId,
    clientSecret,
    path: '/oauth/token',
    scopes: () => scopes,
  });
  const tokens = new PageTokens(secret);
  const files = new FileStorage({ random, secret, now });
  const sender = new WebhookSender();
  const webhooks = new Webhooks<Hook>(sender, composeWebhook, () => true);
  company.onChange(({ kind, table, row }) => webhooks.announce(`${table}.${kind}`, { id: row.id }));
  const simulator = await startVendor({
    tool: 'example',
    options: { ...options, candidates },
    basePath: '/v1',
    credentials: { client_id: clientId, client_secret: clientSecret },
    badCredentials: { client_id: clientId, client_secret: 'revoked' },
    authorization: (request) => oauth.authorize(request),
    failureBody: ({ code, message }) => ({ error: code, message }),
    statuses: { invalid_input: 422 },
    routes: [
      ...peopleRoutes(company, tokens),
      route('POST /hooks', 'people:write', ({ body }) => {
        const { url } = body as { url: string };
        return json(webhooks.put({ id: random.uuid(), url }), 201);
      }),
      route('GET /people/:id/file', 'people:read', ({ params }) => {
        const [first] = company.tables.people.get(params['id'] ?? '').files;
        return first === undefined ? noContent() : files.read(first);
      }),
      route('GET /raw', null, () => file(Buffer.from([0, 255]), 'application/octet-stream')),
      oauth.route,
      ...files.routes,
    ],
    rate: [{ requests: 100, windowMs: 10_000, headers: rateLimitHeaders('x-ratelimit', 'epoch') }],
    headers: (requestId) => ({ 'x-request-id': String(requestId) }),
    saved: {
      tables: savedRecords(company.tables),
      random: savedRandom(random),
      oauth,
      files,
      webhooks,
    },
    sender,
  });
  return { ...simulator, company, tokens, oauth, files, sender, scopes };
}

function peopleRoutes(company: Company, tokens: PageTokens): Route[] {
  const { people } = company.tables;
  const asked = ({ params: { id = '' } }: Call): Person => {
    const person = people.find(id);
    if (person === null) throw notFound('person', id);
    return person;
  };
  const render = (person: Person): object =>
    shown(person, { id: person.id, full_name: person.name, changed: person.updatedAt });
  return [
    route('GET /people', 'people:read', (call) => {
      const { items, next } = pageByToken(call, {
        rows: people.values(),
        keyOf: ({ createdAt, id }) => [createdAt, id],
        sizes: { default: 10, max: 50 },
        tokens,
      });
      return { data: items.map(render), next };
    }),
    route('GET /people/:id', 'people:read', (call) => render(asked(call))),
    route('GET /people/deleted', 'people:read', () => ({ data: people.deletions })),
    route('PUT /people/:id/name', 'people:write', (call) => {
      const { name } = call.body as { name: string };
      return render(company.change('people', asked(call).id, { name }));
    }),
    route('DELETE /people/:id', 'people:write', (call) => {
      company.remove('people', asked(call).id);
      return noContent();
    }),
  ];
}

function composeWebhook({ url }: Hook, event: string, content: object) {
  const body = JSON.stringify({ event, ...content });
  return { url, body, headers: { 'x-signature': hmacSha256(hookSecret, body) } };
}
