import { parseSync } from 'oxc-parser';

/** A node of the syntax tree; only what the rules look at is typed. */
export interface Node {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

export interface Import {
  specifier: string;
  line: number;
}

/** One TypeScript file, parsed. */
export interface Module {
  /** From the repository root, with forward slashes. */
  path: string;
  text: string;
  imports: Import[];
  /** Every node of the file, parents before children. */
  nodes: Node[];
  /** Comments without their marks. */
  comments: { text: string; line: number }[];
  lineAt(offset: number): number;
}

/** @throws Error when the file does not parse: a file that cannot be read cannot pass. */
export function parseModule(path: string, text: string): Module {
  const parsed = parseSync(path, text);
  const failure = parsed.errors[0];
  if (failure !== undefined) throw new Error(`${path} does not parse: ${failure.message}`);
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length;
  const nodes = listNodes(parsed.program);
  return {
    path,
    text,
    nodes,
    imports: nodes.flatMap((node) => {
      const specifier = specifierOf(node);
      return specifier === null ? [] : [{ specifier, line: lineAt(node.start) }];
    }),
    comments: parsed.comments.map(({ value, start }) => ({ text: value, line: lineAt(start) })),
    lineAt,
  };
}

const importingTypes = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
]);

function specifierOf(node: Node): string | null {
  if (!importingTypes.has(node.type)) return null;
  const source = node['source'];
  return isNode(source) && typeof source['value'] === 'string' ? source['value'] : null;
}

function listNodes(root: unknown): Node[] {
  const nodes: Node[] = [];
  const pending: unknown[] = [root];
  while (pending.length > 0) {
    const value = pending.pop();
    if (Array.isArray(value)) pending.push(...value);
    if (!isNode(value)) continue;
    nodes.push(value);
    pending.push(...Object.values(value));
  }
  return nodes;
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}

/** The texts of a file's string literals and templates (a placeholder becomes `?`). */
export function listStrings(module: Module): { text: string; line: number }[] {
  return module.nodes.flatMap((node) => {
    const text = stringOf(node);
    return text === null ? [] : [{ text, line: module.lineAt(node.start) }];
  });
}

function stringOf(node: Node): string | null {
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : null;
  if (node.type !== 'TemplateLiteral') return null;
  const quasis = node['quasis'] as { value: { raw: string } }[];
  return quasis.map((quasi) => quasi.value.raw).join('?');
}
