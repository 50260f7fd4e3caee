import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import type { Connector, ModelName, ReadModel, RecordByModel } from '@hirewire/connector-kit';
import {
  silentLog,
  createContext,
  createLocalLimiter,
  createRemoteClient,
  systemClock,
} from '@hirewire/connector-kit';

/** All records of a vendor, as its connector reads them. */
export type Recording = Record<ModelName, RecordByModel[ModelName][]>;

/** Reads all of a vendor once, into a file with a line of JSON for each page. */
export async function record(
  connector: Connector,
  remote: { url: string; credentials: unknown },
  file: string,
): Promise<void> {
  const log = silentLog;
  const { signal } = new AbortController();
  const context = createContext({
    remote: createRemoteClient({
      declaration: { ...connector.remote, limit: { ...connector.remote.limit, requests: 100_000 } },
      credentials: connector.credentials.schema.parse(remote.credentials),
      baseUrl: remote.url,
      limiter: createLocalLimiter(systemClock),
      clock: systemClock,
      log,
      signal,
    }),
    settings: { read_screening_answers: 'none' },
    clock: systemClock,
    log,
    signal,
  });
  const lines = createWriteStream(file);
  for (const [model, readModel] of Object.entries(connector.read)) {
    const pages = (readModel as ReadModel<ModelName>)(context, { since: null, resumeFrom: null });
    for await (const { records } of pages) {
      if (!lines.write(`${JSON.stringify({ model, records })}\n`)) await once(lines, 'drain');
    }
  }
  lines.end();
  await once(lines, 'finish');
}

export async function loadRecording(file: string): Promise<Recording> {
  const recording: Partial<Recording> = {};
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const { model, records } = JSON.parse(line) as {
      model: ModelName;
      records: RecordByModel[ModelName][];
    };
    (recording[model] ??= []).push(...records);
  }
  return recording as Recording;
}
