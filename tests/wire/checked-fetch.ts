import { AtsError, GeneralError, type Operation, operations } from '@hirewire/contract';
import assert from 'node:assert/strict';
import { publishedProblems } from './published-contract.ts';

/** One answer as it came over the socket. */
export interface Exchange {
  method: string;
  url: URL;
  status: number;
  headers: Headers;
  /** The parsed JSON body. */
  body: unknown;
}

/**
 * A `fetch` that notes every answer and holds it against the contract: ours always, and the
 * published one where it lies beside the checkout. An answer that breaks either is an error here,
 * so that no test can pass on one.
 */
export function createCheckedFetch(exchanges: Exchange[]): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const response = await fetch(request);
    const text = await response.clone().text();
    const exchange: Exchange = {
      method: request.method,
      url: new URL(request.url),
      status: response.status,
      headers: response.headers,
      body: JSON.parse(text),
    };
    exchanges.push(exchange);
    checkExchange(exchange);
    return response;
  };
}

/** @throws AssertionError that says what the answer should have been */
export function checkExchange({ method, url, status, headers, body }: Exchange): void {
  const what = `${method} ${url.pathname}${url.search}`;
  assert.match(headers.get('content-type') ?? '', /^application\/json\b/, what);
  const operation = findOperation(method, url.pathname);
  assert.ok(operation, `${what} is no operation of the contract`);
  const isSuccess = status < 400;
  if (isSuccess) assert.equal(status, 200, `${what}: the SDKs take no other success`);
  const errorModel = operation.errorType === 'ats' ? AtsError : GeneralError;
  const parsed = (isSuccess ? operation.response : errorModel).safeParse(body);
  assert.ok(parsed.success, `${what} breaks our contract: ${parsed.error?.message}`);
  const kind = isSuccess ? 'response' : 'error';
  const problems = publishedProblems(operation.operationId, kind, body);
  assert.deepEqual(problems, [], `${what} breaks the published contract`);
}

function findOperation(method: string, pathname: string): Operation | undefined {
  const path = pathname.replace(/^\/v1/, '');
  return operations.find(
    (operation) =>
      operation.method === method &&
      new RegExp(`^${operation.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path),
  );
}
