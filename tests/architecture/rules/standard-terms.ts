import type { Node } from '../module.ts';
import { isNode } from '../module.ts';
import { isTest } from '../project.ts';
import type { Rule } from '../project.ts';

/** Names that this code once had for what the field calls otherwise; see GLOSSARY.md. */
const replaced: readonly (readonly [name: RegExp, standard: string])[] = [
  [/^(most|least|longest)[A-Z]/, 'max or min'],
  [/^holder$|^isHeld$|[a-z]Held$/, 'owner, or fencingToken of a run'],
  [/^beat$|[a-z]Beat(s|ing)?$|^signOfLife$/, 'heartbeat'],
  [/^slots?$|[a-z]Slots?$|^giveBack/, 'lease, release'],
  [/^takeDeliveries$/, 'claim'],
  [/^saveRows$|^asWriter$/, 'upsertRecords, withWriteLock'],
  [/^with(hold|held)/i, 'excludeFields, exclusions, skippedDeletions'],
  [/^off$|^offIn$|^isOff$|^namesOff$|^switched(Off|On)$/, 'disabled'],
  [/^withdraw/, 'tombstone'],
  [/^takeBack/, 'unregister'],
  [/^tell(s|Of|End|ing)?([A-Z]|$)/, 'emit, record or report'],
  [/^lanes$|[a-z]Lanes$/, 'concurrency'],
  [/^patience/, 'outageGraceMs, or what is waited for'],
  [/^(VendorAway|SliceOver|RunTimedOut|CredentialsRefused)$/, 'a name that ends in Error'],
  [/^(expire|refresh)Data$/, 'markStale, clearStale'],
  [/^findChoices$/, 'loadFieldSelection'],
  [/^noticeLoss$|^isDatabaseAway$/, 'setSessionTimeouts, isConnectionError'],
  [/^storable$/, 'toPostgresText'],
  [/^lookUp/, 'mapEnum, or find'],
  [/^requeueLost/, 'requeueOrphaned'],
  [/^place$|^Place$/, 'what the key says: ref, modelOfRun, position'],
];

/**
 * Lets nobody bring back a home-made name for what has a standard term. Simulators speak the words
 * of their vendors. Keys of objects are free: columns and the wire have names of their own.
 */
export const standardTerms: Rule = {
  name: 'standard-terms',
  check: (project) =>
    project.modules
      .filter(({ path }) => !isTest(path) && !/^packages\/simulators\/|\/generated\//.test(path))
      .flatMap((module) =>
        module.nodes.flatMap((node) =>
          declaredNames(node).flatMap((name) => {
            const [, standard] = replaced.find(([pattern]) => pattern.test(name)) ?? [];
            if (standard === undefined) return [];
            const message = `${name} is not the standard term: ${standard}`;
            return [{ path: module.path, line: module.lineAt(node.start), message }];
          }),
        ),
      ),
};

/** The names that a node introduces: of declarations, parameters and what is destructured. */
function declaredNames(node: Node): string[] {
  switch (node.type) {
    case 'VariableDeclarator':
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      return [
        ...namesIn(node['id']),
        ...(node.type === 'FunctionDeclaration' ? paramsOf(node) : []),
      ];
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return paramsOf(node);
    case 'TSPropertySignature':
    case 'TSMethodSignature':
      return namesIn(node['key']);
    default:
      return [];
  }
}

const paramsOf = (node: Node): string[] => (node['params'] as unknown[]).flatMap(namesIn);

/** Of an identifier, or of a pattern. */
function namesIn(value: unknown): string[] {
  if (!isNode(value)) return [];
  switch (value.type) {
    case 'Identifier':
      return [String(value['name'])];
    case 'ObjectPattern':
      return (value['properties'] as Node[]).flatMap((each) =>
        namesIn(each['value'] ?? each['argument']),
      );
    case 'ArrayPattern':
      return (value['elements'] as unknown[]).flatMap(namesIn);
    case 'AssignmentPattern':
      return namesIn(value['left']);
    case 'RestElement':
      return namesIn(value['argument']);
    default:
      return [];
  }
}
