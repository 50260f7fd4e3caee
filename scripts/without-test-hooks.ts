/**
 * Loaded before each test file. node:test follows every promise and every handle by an async hook, to
 * tell which test an uncaught error belongs to; that costs a fifth to a third of the processor time
 * of a file with many requests. Without the hook, an uncaught error still fails its file, and names
 * its place by its stack. The hook of node:test is the first one that is made (Node.js 24,
 * lib/internal/test_runner/harness.js); all later ones are real.
 */
import hooks from 'node:async_hooks';

const { createHook } = hooks;

hooks.createHook = () => {
  hooks.createHook = createHook;
  const nothing = { enable: () => nothing, disable: () => nothing };
  return nothing;
};
