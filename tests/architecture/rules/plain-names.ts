import { posix } from 'node:path';
import { isNode } from '../module.ts';
import type { Module, Node } from '../module.ts';
import type { Rule, Violation } from '../project.ts';

/** Words that say nothing about what a thing is. `remote_data` is a word of the wire. */
const emptyWord =
  /(^|-)(managers?|handlers?|helpers?|utils?|common|misc|services?)(-|$)|^base(-|$)|(?<!remote)(^|-)(data|info)$/;
const emptyType = /(Manager|Handler|Helper|Utils?|Service|Misc|Info|(?<!Remote)Data)$|^Base[A-Z]/;
const emptyFunction = /^(do|process)[A-Z]/;
const abbreviation = /^(req|res|opts|cfg|ctx|tmp)$/;

/** Keeps files, types and functions named after what they are or do. */
export const plainNames: Rule = {
  name: 'plain-names',
  check: (project) =>
    project.modules.flatMap((module) => [...checkPath(module), ...checkDeclarations(module)]),
};

function checkPath({ path }: Module): Violation[] {
  const folders = posix.dirname(path).split('/');
  const words = [...folders, posix.basename(path).replace(/(\.test)?\.ts$/, '')];
  return words
    .filter((word) => emptyWord.test(word))
    .map((word) => ({ path, line: 1, message: `${word} says nothing; name what it does` }));
}

function checkDeclarations(module: Module): Violation[] {
  return module.nodes.flatMap((node) =>
    declaredNames(node)
      .filter(({ name, pattern }) => pattern.test(name))
      .map(({ name }) => ({
        path: module.path,
        line: module.lineAt(node.start),
        message: `${name} says nothing, or abbreviates; write what it is or does`,
      })),
  );
}

const typeDeclarations = new Set([
  'ClassDeclaration',
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
]);
const functions = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

/** The names that a node introduces, each with what it must not look like. */
function declaredNames(node: Node): { name: string; pattern: RegExp }[] {
  const own = nameOf(node['id']);
  const params = functions.has(node.type) ? (node['params'] as unknown[]).flatMap(nameOf) : [];
  const names = params.map((name) => ({ name, pattern: abbreviation }));
  for (const name of own) {
    if (typeDeclarations.has(node.type)) names.push({ name, pattern: emptyType });
    if (node.type === 'FunctionDeclaration') names.push({ name, pattern: emptyFunction });
    if (node.type === 'VariableDeclarator') names.push({ name, pattern: abbreviation });
  }
  return names;
}

function nameOf(value: unknown): string[] {
  return isNode(value) && value.type === 'Identifier' ? [String(value['name'])] : [];
}
