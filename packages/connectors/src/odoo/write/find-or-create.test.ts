import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { test } from 'node:test';
import { openOdoo } from '../fixtures/open-odoo.ts';
import { findOrCreate } from './find-or-create.ts';

const source = { model: 'utm.source', name: 'Example Board', issueModel: 'candidates' } as const;

type Failure = { status: number; name: string };

/** An Odoo that refuses to create a source of a name that somebody else created just before. */
async function findWhileTaken(failure: Failure, isTaken: boolean) {
  let created = 0;
  const answer = (method: string, body: string) => {
    if (method === 'create') created += 1;
    const isFirstPage = !body.includes('["id",">",7]');
    const records = created > 0 && isTaken && isFirstPage ? [{ id: 7, name: 'Example board' }] : [];
    const answers: Record<string, object> = {
      fields_get: { id: { type: 'integer' }, name: { type: 'char' } },
      create: { name: failure.name, message: 'Refused.' },
    };
    return answers[method] ?? { length: records.length, records };
  };
  const server = createServer((incoming, outgoing) => {
    const method = incoming.url?.split('/').at(-1) ?? '';
    void readText(incoming).then((body) => {
      outgoing.writeHead(method === 'create' ? failure.status : 200);
      outgoing.end(JSON.stringify(answer(method, body)));
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return await findOrCreate(openOdoo(`http://127.0.0.1:${port}`).context, source);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

for (const failure of [
  { status: 422, name: 'odoo.exceptions.ValidationError' },
  { status: 500, name: 'psycopg2.errors.UniqueViolation' },
]) {
  test(`a name that is taken meanwhile is looked up again after ${failure.name}`, async () => {
    assert.deepEqual(await findWhileTaken(failure, true), { id: 7, isNew: false });
  });

  test(`a name that is refused for another reason fails with ${failure.name}`, async () => {
    await assert.rejects(findWhileTaken(failure, false), { remoteCode: failure.name });
  });
}
