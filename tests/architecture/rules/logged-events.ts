import { isNode } from '../module.ts';
import type { Module, Node } from '../module.ts';
import { isTooling } from '../project.ts';
import type { Project, Rule } from '../project.ts';

const levels = new Set(['debug', 'info', 'warn', 'error']);

/** Gives every line of the log a stable event id, which operators search for. */
export const loggedEvents: Rule = {
  name: 'logged-events',
  check: (project) =>
    loggingModules(project).flatMap((module) =>
      module.nodes.filter(logsWithoutEvent).map((node) => ({
        path: module.path,
        line: module.lineAt(node.start),
        message: 'logs a line without `event`',
      })),
    ),
};

/** Every event id that the product logs. */
export function listEvents(project: Project): string[] {
  const ids = loggingModules(project).flatMap(({ nodes }) =>
    nodes.flatMap((node) => {
      if (node.type === 'Property' && isNamed(node['key'], 'event')) return textsOf(node['value']);
      if (node.type === 'VariableDeclarator' && isNamed(node['id'], 'event')) {
        return textsOf(node['init']);
      }
      return [];
    }),
  );
  return [...new Set(ids)].filter((id) => /^[a-z_]+(\.[a-z_]+)+$/.test(id)).toSorted();
}

const loggingModules = ({ modules }: Project): Module[] =>
  modules.filter(({ path }) => !isTooling(path) && /^packages\/(?!simulators|sdk|site)/.test(path));

function logsWithoutEvent(node: Node): boolean {
  if (node.type !== 'CallExpression') return false;
  const { callee, arguments: given } = node as Node & { callee: Node; arguments: Node[] };
  if (callee.type !== 'MemberExpression') return false;
  const { object, property } = callee as Node & { object: Node; property: Node };
  if (!levels.has(String(property['name'])) || !isLog(object)) return false;
  const [fields] = given;
  // Fields that have a name of their own are looked at by whoever named them.
  if (fields?.type !== 'ObjectExpression') return fields?.type !== 'Identifier';
  const properties = fields['properties'] as Node[];
  return !properties.some((each) => isNamed(each['key'], 'event'));
}

const isLog = (object: Node): boolean =>
  isNamed(object, 'log') || isNamed(object['property'], 'log');

const isNamed = (value: unknown, name: string): boolean => isNode(value) && value['name'] === name;

/** The texts that an expression may give. */
function textsOf(value: unknown): string[] {
  if (!isNode(value)) return [];
  if (value.type === 'Literal') return [String(value['value'])];
  if (value.type !== 'ConditionalExpression') return [];
  return [...textsOf(value['consequent']), ...textsOf(value['alternate'])];
}
