import { clientOperations, type Operation } from '@hirewire/contract';

/** Operations on the same kind of thing, under one heading. */
export interface Resource {
  readonly label: string;
  readonly operations: readonly Operation[];
}

type Group = Operation['group'];

/**
 * What the operations of each group are about, in the order in which a reader needs it. The first
 * pattern that fits the id of an operation decides.
 */
const resourcesOf: Readonly<Record<string, readonly (readonly [label: string, ids: RegExp])[]>> = {
  ats: [
    ['Jobs', /-jobs?$/],
    ['Applications', /-application(?!-stages)(s$|$|-)/],
    ['Candidates', /-candidates?($|-)/],
    ['Interviews', /-interviews?($|-)/],
    ['Scorecards', /-scorecards?$/],
    ['Offers', /-offers?($|-)/],
    ['Notes', /-notes$/],
    ['Attachments', /-attachments$/],
    ['Application stages', /-application-stages$/],
    ['Rejection reasons', /-rejection-reasons$/],
    ['Tags', /-tags$/],
    ['Users', /-users$/],
    ['Roles', /-roles$/],
  ],
  general: [
    ['Syncs', /-sync$/],
    ['Passthrough', /passthrough/],
    ['Fields', /-fields?($|-)/],
    ['Integrations', /-integration($|-)|-link$/],
    ['Tools and keys', /-tools$|-api-key$/],
  ],
  connect: [['Connect', /./]],
  assessment: [['Assessment', /./]],
  hirewire: [
    ['Tools', /-tool$/],
    ['Integrations', /-integrations?$|-credentials$|-settings$|-scope$|-tool-webhooks$/],
    ['Change feed', /-changes$/],
    ['Issues', /-issues?$/],
    ['Audit', /-audit-events$/],
    ['Erasures', /-erasures?$/],
    ['Webhook endpoints', /webhook/],
    ['API keys', /-api-keys?$/],
    ['Syncs and actions', /-syncs?$|-interactions?$/],
    ['Custom fields', /-custom-fields?$/],
  ],
};

/** Reads come before writes, and what makes a record before what changes it. */
const verbs = ['get', 'create', 'import', 'move', 'reject', 'add', 'update', 'set', 'remove'];

function rankOf({ id, kind }: Operation): number {
  const rank = verbs.indexOf(/^[a-z]+/.exec(id)?.[0] ?? '');
  return kind === 'list' ? -1 : rank === -1 ? verbs.length : rank;
}

/** The resources of a group; what none of them names comes last. */
export function listResources(group: Group): Resource[] {
  const ours: readonly Operation[] = clientOperations.filter(
    (operation) => operation.group === group,
  );
  const names = [...(resourcesOf[group] ?? []), ['More', /^/] as const];
  const labelOf = ({ id }: Operation): string => names.find(([, ids]) => ids.test(id))?.[0] ?? '';
  return names.flatMap(([label]) => {
    const found = ours.filter((operation) => labelOf(operation) === label);
    const sorted = found.toSorted((one, other) => rankOf(one) - rankOf(other));
    return sorted.length === 0 ? [] : [{ label, operations: sorted }];
  });
}
