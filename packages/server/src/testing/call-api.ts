import assert from 'node:assert/strict';
import { request } from 'node:http';
import { AtsError, GeneralError } from '@hirewire/contract';

import type { TestApi } from './start-test-api.ts';

export interface TestCall {
  method?: string;
  /** With the query, from `/v1` on. */
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: string | Buffer;
}

export interface TestAnswer {
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  text: string;
  json: unknown;
}

/** Sends the path exactly as given: unlike `fetch`, nothing is encoded or normalised. */
export function callApi(api: Pick<TestApi, 'url'>, call: TestCall): Promise<TestAnswer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(api.url);
    const { method = 'GET', path, headers = {} } = call;
    const sent = request({ hostname, port, method, path, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const isJson = answer.headers['content-type']?.startsWith('application/json') === true;
        const json: unknown = isJson && text !== '' ? JSON.parse(text) : null;
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text, json });
      });
    });
    sent.on('error', reject);
    sent.end(call.body);
  });
}

/** The error of an answer, after checking that the official SDKs can read it. */
export function errorOf(
  answer: TestAnswer,
  errorType: 'ats' | 'general',
): { code: string | null; title: string | null; message: string } {
  assert.equal(answer.headers['content-type'], 'application/json; charset=utf-8');
  assert.ok(answer.headers['x-request-id'], 'an error without a request id');
  const { error } = (errorType === 'ats' ? AtsError : GeneralError).parse(answer.json);
  return error;
}
