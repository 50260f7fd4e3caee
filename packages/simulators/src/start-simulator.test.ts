import assert from 'node:assert/strict';
import { it } from 'node:test';
import { simulators } from './registry.ts';
import { startSimulator } from './start-simulator.ts';

it('starts the simulator of every tool by name', async () => {
  assert.ok(Object.keys(simulators).length > 0);
  for (const tool of Object.keys(simulators)) {
    const simulator = await startSimulator(tool, { candidates: 5 });
    assert.equal(simulator.tool, tool);
    assert.match(simulator.url, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.notDeepEqual(simulator.credentials, simulator.badCredentials);
    await simulator.close();
    await assert.rejects(fetch(simulator.url), TypeError);
  }
});

it('says which simulators there are when asked for another', async () => {
  await assert.rejects(startSimulator('constructor'), /No simulator for constructor.*ashby/);
});

it('refuses to start on a port that is taken', async () => {
  const first = await startSimulator('ashby', { candidates: 1 });
  const port = Number(new URL(first.url).port);
  await assert.rejects(startSimulator('ashby', { candidates: 1, port }), { code: 'EADDRINUSE' });
  await first.close();
});
