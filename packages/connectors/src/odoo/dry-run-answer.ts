import type { RemoteRequest } from '@hirewire/connector-kit';

/** What a dry run takes for Odoo's answers: everything that is looked for is there, with the id 0. */
export function dryRunAnswer({ path, json }: RemoteRequest): unknown {
  const method = path.slice(path.lastIndexOf('/') + 1);
  switch (method) {
    case 'web_search_read':
      return { records: isFurtherPage(json) ? [] : [{ id: 0 }] };
    case 'create':
      return [0];
    case 'fields_get':
      return {};
    case 'read':
      return [{ datas: false }];
    default:
      return true;
  }
}

function isFurtherPage(search: unknown): boolean {
  const isAfterId = (condition: unknown): boolean =>
    Array.isArray(condition) && condition[0] === 'id' && condition[1] === '>';
  const { domain } = search as { domain: readonly unknown[] };
  return domain.some(isAfterId);
}
