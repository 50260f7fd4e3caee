import assert from 'node:assert/strict';
import type { Member } from './fleet.ts';
import type { Installation } from './installation.ts';

/** How long it goes on: `npm run test:chaos` says a minute. */
export const chaosMs = Number(process.env['HIREWIRE_CHAOS_SECONDS'] ?? 10) * 1000;

/** The same choices for the same seed. */
export function createRandom(seed: number) {
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return {
    /** From 0 to below 1. */
    random,
    choose: <Item>(items: readonly Item[]): Item | undefined =>
      items[Math.floor(random() * items.length)],
  };
}

/** Kills a process, and starts another one in its place. */
export async function killOne(
  installation: Installation,
  victim: Member | undefined,
): Promise<void> {
  assert.ok(victim);
  await victim.stop('SIGKILL');
  const started = await installation.fleet.start(victim.role, {}, victim.place);
  const { members } = installation;
  installation.members = members.map((member) => (member === victim ? started : member));
}
