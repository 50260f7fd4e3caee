/**
 * Loaded before each test file. By an async hook, node:test follows every promise and every handle to
 * the test that they began in. It needs that to know in which suite a test is declared, and to name the
 * test of an uncaught error. The latter costs a third of the processor time of a file with many
 * requests, so only tests and what loads a file are followed. An uncaught error still fails its file,
 * and names its place by its stack. The hook of node:test is the first one that is made (Node.js 24,
 * lib/internal/test_runner/harness.js); all later ones are real.
 */
import hooks from 'node:async_hooks';
import type { HookCallbacks } from 'node:async_hooks';

const { createHook } = hooks;
let loading = 0;

hooks.createHook = (callbacks: HookCallbacks) => {
  hooks.createHook = createHook;
  return createHook({
    init(id, type, triggerId, resource) {
      if (type === 'Test' || loading > 0) callbacks.init?.(id, type, triggerId, resource);
    },
  });
};

/** Follows what a suite loads: its tests are declared after promises. */
export async function whileLoading(load: () => Promise<unknown>): Promise<void> {
  loading += 1;
  try {
    await load();
  } finally {
    loading -= 1;
  }
}
