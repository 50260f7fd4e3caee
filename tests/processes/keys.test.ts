import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  type KeyRights,
  createApiKey,
  findOrCreateEnvironment,
  revokeApiKey,
} from '@hirewire/store';
import { until } from '@hirewire/store/testing';
import { type Fleet, type Member, openFleet } from './fleet.ts';

const limit = 200;
let fleet: Fleet;
let members: [Member, Member];
before(async () => {
  fleet = await openFleet();
  const environment = { HIREWIRE_RATE_LIMIT_PER_MINUTE: String(limit) };
  members = await Promise.all([fleet.start('api', environment), fleet.start('api', environment)]);
});
after(() => fleet.close());

async function createKey(rights: Partial<KeyRights> = {}) {
  const { database } = fleet.hirewire;
  const { id: environmentId } = await findOrCreateEnvironment(database, { name: 'keys' });
  return createApiKey(database, { environmentId, name: 'test', ...rights });
}

async function ask({ apiUrl }: Member, key: string) {
  const headers = { authorization: `Bearer ${key}` };
  const answer = await fetch(`${apiUrl}/check-api-key`, { headers });
  await answer.arrayBuffer();
  const read = (name: string) => Number(answer.headers.get(name) ?? NaN);
  return {
    status: answer.status,
    limit: read('ratelimit-limit'),
    remaining: read('ratelimit-remaining'),
    reset: read('ratelimit-reset'),
    retryAfter: read('retry-after'),
  };
}

test('a key has its requests of a minute once, however many processes answer them', async () => {
  const { key } = await createKey();
  const answered: number[] = [];
  let lowest = limit;
  for (let request = 0; request < limit; request += 1) {
    const answer = await ask(members[request % 2] as Member, key);
    if (answer.status !== 200) break;
    answered.push(answer.remaining);
    assert.equal(answer.limit, limit);
    assert.ok(answer.reset >= 1 && answer.reset <= 60);
    // What the other process holds may come back: at most the largest portion.
    assert.ok(answer.remaining <= lowest + limit / 64, `${answer.remaining} after ${lowest}`);
    lowest = Math.min(lowest, answer.remaining);
  }
  assert.equal(answered.length, limit);
  for (const member of members) {
    const refused = await ask(member, key);
    assert.equal(refused.status, 429);
    assert.equal(refused.remaining, 0);
    assert.ok(refused.retryAfter >= 1 && refused.retryAfter <= 60);
  }
});

test('what one process holds is left to the other one within seconds', async () => {
  const { key } = await createKey();
  const [first, second] = members;
  assert.equal((await ask(first, key)).status, 200);
  let answered = 1;
  // Refused as long as the first one holds the rest; until then, all that is left is answered.
  await until(async () => {
    if ((await ask(second, key)).status === 200) answered += 1;
    return answered === limit;
  });
  assert.equal((await ask(first, key)).status, 429);
});

test('a process that is stopped gives back what it holds', async () => {
  const { key } = await createKey();
  const other = await fleet.start('api', { HIREWIRE_RATE_LIMIT_PER_MINUTE: '6400' });
  const last = await fleet.start('api', { HIREWIRE_RATE_LIMIT_PER_MINUTE: '6400' });
  assert.equal((await ask(other, key)).remaining, 6399);
  assert.equal((await other.stop('SIGTERM')).code, 0);
  assert.equal((await ask(last, key)).remaining, 6398);
});

test('a revoked key is refused by every process at its next request', async () => {
  const { id, key } = await createKey();
  for (const member of members) assert.equal((await ask(member, key)).status, 200);
  await revokeApiKey(fleet.hirewire.database, id);
  for (const member of members) assert.equal((await ask(member, key)).status, 401);
});

test('a key that expires is refused by every process within a second', async () => {
  const expiresAt = new Date(Date.now() + 2000);
  const { key } = await createKey({ expiresAt });
  for (const member of members) assert.equal((await ask(member, key)).status, 200);
  const refusedAt = await Promise.all(
    members.map(async (member) => {
      await until(async () => (await ask(member, key)).status === 401);
      return Date.now();
    }),
  );
  for (const at of refusedAt) {
    assert.ok(at >= expiresAt.getTime() && at < expiresAt.getTime() + 1000, new Date(at).toJSON());
  }
});
