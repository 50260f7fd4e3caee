const columns = `d.integration_id, d.event_id, d.position, d.next_try_at, d.leased_until,
  d.first_tried_at`;

const nextOf = (endpoint: string, id: string, after = ''): string => `lateral (
    select ${columns} from store.webhook_deliveries d
    where d.environment_id = ${endpoint}.environment_id and d.endpoint_id = ${endpoint}.${id}
      and d.state = 'PENDING' ${after}
    order by d.integration_id, d.position limit 1
  ) d`;

/**
 * SQL of a recursive query: the oldest pending delivery of each integration, for the endpoints in
 * `source`. It jumps from integration to integration in the index of pending deliveries, so its cost
 * does not depend on how many events wait.
 */
export const waitingHeads = (name: string, source: string): string => `${name} as (
    select e.environment_id, e.id as endpoint_id, ${columns} from ${source} e, ${nextOf('e', 'id')}
    union all
    select h.environment_id, h.endpoint_id, ${columns}
    from ${name} h, ${nextOf('h', 'endpoint_id', 'and d.integration_id > h.integration_id')}
  )`;
