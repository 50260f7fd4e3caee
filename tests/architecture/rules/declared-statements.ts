import { isNode } from '../module.ts';
import type { Module, Node } from '../module.ts';
import { isTest } from '../project.ts';
import type { Rule, Violation } from '../project.ts';

const store = 'packages/store/src/';

/** Files that run SQL which no test can prepare: it makes the schema, or the whole database, or is for tables that the catalogue names. */
const undeclared = [
  'backup/table-sql.ts',
  'database/analyze-tables.ts',
  'database/database.ts',
  'database/migrate.ts',
  'database/statement.ts',
  'embedded/',
];

/** Where every number of an advisory lock is written. */
const locks = `${store}database/locks.ts`;

/**
 * Has the store declare its SQL with `statement(…)`, outside functions, so that one test finds every
 * statement and prepares it; and take the keys of advisory locks from one file.
 */
export const declaredStatements: Rule = {
  name: 'declared-statements',
  check: (project) =>
    project.modules
      .filter(({ path }) => path.startsWith(store) && !path.endsWith('.test.ts'))
      .flatMap((module) => [
        ...(mayQuery(module.path) ? [] : listQueries(module)),
        ...(isTest(module.path) ? [] : listHidden(module)),
        ...(module.path === locks ? [] : listOwnLocks(module)),
      ]),
};

const mayQuery = (path: string): boolean =>
  isTest(path) || undeclared.some((each) => path.startsWith(store + each));

const violation = (module: Module, node: Node, message: string): Violation => ({
  path: module.path,
  line: module.lineAt(node.start),
  message,
});

function listQueries(module: Module): Violation[] {
  return module.nodes
    .filter((node) => node.type === 'MemberExpression' && nameOf(node['property']) === 'query')
    .map((node) => violation(module, node, 'runs SQL that is not declared; use statement(…)'));
}

/** Declarations that are not made when the module is loaded. */
function listHidden(module: Module): Violation[] {
  const functions = module.nodes.filter(({ type }) =>
    /Function(Declaration|Expression)$/.test(type),
  );
  return module.nodes
    .filter((node) => node.type === 'CallExpression')
    .filter((node) => ['statement', 'statementFor'].includes(nameOf(node['callee'])))
    .filter((node) => functions.some(({ start, end }) => start < node.start && node.end <= end))
    .map((node) => violation(module, node, 'declares a statement in a function: no test finds it'));
}

/** Calls of lock functions in SQL whose key is not taken from locks.ts. */
function listOwnLocks(module: Module): Violation[] {
  return module.nodes
    .filter((node) => textsOf(node).some(([text, next]) => hasOwnKey(text, next)))
    .map((node) => violation(module, node, 'has a lock of its own; add it to database/locks.ts'));
}

/** The texts of a literal or template, each with the expression that follows it. */
function textsOf(node: Node): [text: string, next: unknown][] {
  if (node.type === 'Literal') return [[String(node['value']), null]];
  if (node.type !== 'TemplateLiteral') return [];
  const quasis = node['quasis'] as { value: { raw: string } }[];
  const expressions = node['expressions'] as unknown[];
  return quasis.map(({ value }, index) => [value.raw, expressions[index] ?? null]);
}

function hasOwnKey(text: string, next: unknown): boolean {
  const calls = [...text.matchAll(/_advisory_\w*lock\w*\(\s*/g)];
  return calls.some((call) => {
    const isLast = call.index + call[0].length === text.length;
    return !isLast || !['integrationLock', 'globalLock'].includes(rootOf(next));
  });
}

/** `a` of `a.b` and of `a(b)`. */
function rootOf(expression: unknown): string {
  if (!isNode(expression)) return '';
  return nameOf(expression['callee'] ?? expression['object']);
}

function nameOf(node: unknown): string {
  const name = isNode(node) ? node['name'] : null;
  return typeof name === 'string' ? name : '';
}
