import { isNode } from '../module.ts';
import type { Node } from '../module.ts';
import { isTooling } from '../project.ts';
import type { Rule } from '../project.ts';

const owner = 'packages/connector-kit/src/clock.ts';

/**
 * Lets one file ask for the time. The linter sees `Date.now` and timers, but it has no rule for
 * a `Date` without arguments. Simulators are processes of their own.
 */
export const oneClock: Rule = {
  name: 'one-clock',
  check: (project) =>
    project.modules
      .filter(({ path }) => path !== owner && !isTooling(path))
      .filter(({ path }) => !path.startsWith('packages/simulators/'))
      .flatMap((module) =>
        module.nodes.filter(readsTime).map((node) => ({
          path: module.path,
          line: module.lineAt(node.start),
          message: 'reads the time; ask a Clock',
        })),
      ),
};

function readsTime(node: Node): boolean {
  if (node.type !== 'NewExpression' && node.type !== 'CallExpression') return false;
  const callee = node['callee'];
  if (!isNode(callee) || callee['name'] !== 'Date') return false;
  // `Date()` ignores its arguments and answers the present time.
  return node.type === 'CallExpression' || (node['arguments'] as unknown[]).length === 0;
}
