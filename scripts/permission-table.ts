import { contractActions } from '@hirewire/connector-kit';
import type { Connector, Permission } from '@hirewire/connector-kit';

const start = '<!-- Permissions: written by npm run generate from permissions.ts -->';
const end = '<!-- End of permissions -->';

/** The README of a connector with what it declares of permissions, between the two marks. */
export function withPermissions(readme: string, connector: Connector): string {
  const { permissions } = connector;
  if (permissions === undefined) return readme;
  const [before, rest] = split(readme, start, connector);
  const [, after] = split(rest, end, connector);
  return [before, start, '\n\n', writeTables(permissions), '\n\n', end, after].join('');
}

function split(text: string, mark: string, { tool }: Connector): [string, string] {
  const [before = '', after, ...more] = text.split(mark);
  if (after !== undefined && more.length === 0) return [before, after];
  throw new Error(`The README of ${tool.id} needs '${mark}' exactly once.`);
}

/** One table for each place where permissions are granted. */
function writeTables(permissions: NonNullable<Connector['permissions']>): string {
  const places = Object.groupBy(Object.entries(permissions), ([, { grantedAt }]) => grantedAt);
  return Object.entries(places)
    .map(([where, rows = []]) =>
      [
        `Where to grant them: ${where}.`,
        '',
        '| Permission | Needed for |',
        '| --- | --- |',
        ...rows.map(([name, permission]) => `| \`${name}\` | ${listUses(permission)} |`),
      ].join('\n'),
    )
    .join('\n\n');
}

function listUses({ models = [], fieldsOf = [], actions = [], webhooks }: Permission): string {
  const parts = [
    models.map(toWords).join(', '),
    fieldsOf.length === 0 ? '' : `fields of ${fieldsOf.map(toWords).join(', ')}`,
    contractActions(actions)
      .map((action) => toWords(action.replace(/^ats_/, '')))
      .join(', '),
    webhooks === true ? 'webhooks' : '',
  ];
  return parts.filter((part) => part !== '').join('; ');
}

const toWords = (id: string): string => id.replaceAll('_', ' ');
