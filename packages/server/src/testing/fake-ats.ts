import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
  ApplicationRecord,
  CandidateRecord,
  Connector,
  ConnectorContext,
  Json,
  ModelName,
  ReadModel,
  RecordByModel,
  RemoteClient,
  VendorWebhooks,
} from '@hirewire/connector-kit';
import { RemoteError, defineConnector } from '@hirewire/connector-kit';
import { readModels, writeActions } from '@hirewire/contract';
import { z } from 'zod';

import { testRecords } from './test-records.ts';

/** A request that reached the tiny ATS. */
export interface FakeRequest {
  method: string;
  path: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: string;
}

export interface FakeAnswer {
  status: number;
  body: string;
  headers?: Record<string, string>;
}

/** An ATS of a few lines behind a real socket, whose answers a test decides. */
export interface FakeAts {
  url: string;
  requests: FakeRequest[];
  /** By default every request succeeds with `{}`. May wait. */
  answer: (request: FakeRequest) => FakeAnswer | Promise<FakeAnswer>;
  /** What `read` and `readById` give. */
  records: { [Model in ModelName]: Map<string, RecordByModel[Model]> };
  close(): Promise<void>;
}

export const succeed = (body: unknown = {}): FakeAnswer => ({
  status: 200,
  body: JSON.stringify(body),
});

export async function startFakeAts(): Promise<FakeAts> {
  const records = Object.fromEntries(
    Object.entries(testRecords).map(([model, list]) => [
      model,
      new Map(list.map((record) => [record.remote_id, record])),
    ]),
  ) as unknown as FakeAts['records'];
  const requests: FakeRequest[] = [];
  const server = createServer((incoming, outgoing) => void respond(incoming, outgoing));
  const respond = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const request = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      headers: incoming.headers,
      body: Buffer.concat(chunks).toString(),
    };
    requests.push(request);
    const { status, body, headers } = await fake.answer(request);
    if (status === 0) incoming.socket.destroy();
    else outgoing.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
  };
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const fake: FakeAts = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answer: () => succeed(),
    records,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return fake;
}

/** A connector for it, whose writes are one request each, named after the function. */
export function createFakeConnector(fake: FakeAts): Connector {
  const models = Object.keys(testRecords) as ModelName[];
  const supported = (ids: readonly { id: string }[]) =>
    Object.fromEntries(ids.map(({ id }) => [id, 'SUPPORTED' as const]));
  return defineConnector<unknown>({
    specificationVersion: 1,
    takesRemoteFields: true,
    tool: {
      id: 'tiny',
      aliases: ['tinyv3'],
      label: 'Tiny',
      internalLabel: null,
      category: 'ATS',
      connectionGuideUrl: null,
    },
    credentials: {
      schema: z.object({ api_key: z.string() }),
      fields: { api_key: { label: 'Key', help: 'Any text', isSecret: true } },
    },
    remote: {
      baseUrl: () => fake.url,
      authenticate: (credentials) => ({
        type: 'bearer',
        token: (credentials as { api_key: string }).api_key,
      }),
      limit: { requests: 10_000, windowMs: 1000, concurrency: 50, source: 'a test' },
      errors: [{ text: /job is closed/, kind: 'job-closed' }],
      readError: ({ status, body }) =>
        status < 400
          ? null
          : { code: null, message: (body as { message?: string })?.message ?? null },
      dryRunAnswer: () => ({ application: '<application>', candidate: '<candidate>' }),
    },
    coverage: {
      readModels: Object.fromEntries(
        readModels.map(({ id, fields }) => [
          id,
          { model: 'SUPPORTED', fields: supported(fields.map((field) => ({ id: field }))) },
        ]),
      ),
      writeActions: {
        ...supported(writeActions),
        ats_import_tracked_application: { status: 'UNSUPPORTED', note: 'Tiny has no such ids.' },
      },
      features: {},
    },
    async checkCredentials({ remote }) {
      await remote.request({ method: 'GET', path: '/check' });
      return { missingPermissions: [], accountLabel: null };
    },
    read: Object.fromEntries(models.map((model) => [model, readOf(fake, model)])),
    readById: Object.fromEntries(
      models.map((model) => [
        model,
        async (context: ConnectorContext, ids: readonly string[]) => {
          await context.remote.request({ method: 'GET', path: `/read/${model}` });
          return ids.map((id) => fake.records[model].get(id) ?? { remote_id: id, deleted: true });
        },
      ]),
    ),
    incrementalModels: [],
    write: fakeWrites(fake),
    openAttachment: async ({ remote }, reference) => {
      await remote.request({
        method: 'GET',
        path: '/file',
        query: { name: JSON.stringify(reference) },
      });
      return { contentType: 'text/plain', size: 5, body: bytesOf('hello') };
    },
    webhooks: fakeWebhooks,
    passthrough: { v1: { path: '/api' } },
  });
}

/** Registers one webhook. What it would send is no part of these tests. */
const fakeWebhooks: VendorWebhooks = {
  async *register({ remote }, { url }) {
    await post(remote, '/hooks', { url });
    yield { id: 'hook-1', event: 'everything' };
  },
  async unregister({ remote }, ids) {
    for (const id of ids) await remote.request({ method: 'DELETE', path: `/hooks/${id}` });
  },
  receive: () => null,
};

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

function readOf<Model extends ModelName>(fake: FakeAts, model: Model): ReadModel<Model> {
  return async function* () {
    const records = [...fake.records[model].values()] as RecordByModel[Model][];
    yield { records, resumeFrom: null, completeness: 'full' };
  };
}

async function post(remote: RemoteClient, path: string, json: unknown): Promise<Json> {
  const { body } = await remote.request({ method: 'POST', path, json });
  return body as Json;
}

function fakeWrites(fake: FakeAts): NonNullable<Connector['write']> {
  const onApplication =
    (path: string) =>
    async ({ remote }: ConnectorContext, input: { application: { remoteId: string } }) => {
      await post(remote, path, shown(input));
      const { remoteId } = input.application;
      return { changed: [{ model: 'applications' as const, remoteId }], warnings: [] };
    };
  const onCandidate =
    (path: string) =>
    async ({ remote }: ConnectorContext, input: { candidate: { remoteId: string } }) => {
      await post(remote, path, shown(input));
      const { remoteId } = input.candidate;
      return { changed: [{ model: 'candidates' as const, remoteId }], warnings: ['As a note.'] };
    };
  return {
    async createApplication({ remote }, input) {
      const answer = await post(remote, '/applications', shown(input));
      const created = answer as { application: string; candidate: string };
      addCreated(fake, created, input.job.remoteId);
      return {
        applicationRemoteId: created.application,
        candidateRemoteId: created.candidate,
        changed: [],
        warnings: [],
      };
    },
    moveApplicationToStage: onApplication('/move'),
    rejectApplication: onApplication('/reject'),
    addApplicationNote: onApplication('/note'),
    addApplicationResultLink: onApplication('/link'),
    addCandidateResultLink: onCandidate('/link'),
    addApplicationAttachment: onApplication('/attachment'),
    addCandidateAttachment: onCandidate('/attachment'),
    addCandidateTag: onCandidate('/tag'),
    removeCandidateTag: onCandidate('/untag'),
    getApplicationAttachments: async ({ remote }) => {
      await remote.request({ method: 'GET', path: '/files' });
      return [fakeFile];
    },
    getCandidateAttachments: async () => [{ ...fakeFile, application_remote_id: null }],
  };
}

const fakeFile = {
  remote_id: 'file-1',
  type: 'CV',
  file_name: 'Lebenslauf „neu“.txt',
  content_type: 'text/plain',
  reference: 'the-file',
} as const;

/** What was asked, with files by their size. */
function shown(input: object): unknown {
  return JSON.parse(
    JSON.stringify(input, (key, value: unknown) => (key === 'chunks' ? undefined : value)),
  );
}

function addCreated(
  fake: FakeAts,
  { application, candidate }: { application: string; candidate: string },
  jobRemoteId: string,
): void {
  if (application.startsWith('<')) return;
  const person: CandidateRecord = {
    remote_id: candidate,
    first_name: 'Ada',
    last_name: 'Example',
    tag_remote_ids: [],
  };
  const entry: ApplicationRecord = {
    remote_id: application,
    candidate_remote_id: candidate,
    job_remote_id: jobRemoteId,
    outcome: 'PENDING',
  };
  fake.records.candidates.set(candidate, person);
  fake.records.applications.set(application, entry);
  if (jobRemoteId === 'unreadable')
    throw new RemoteError({ kind: 'unknown', message: 'x', status: 500 });
}
