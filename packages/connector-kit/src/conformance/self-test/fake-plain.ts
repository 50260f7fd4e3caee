import type { ConnectorContext } from '../../declaration/connector-context.ts';
import type { Page } from '../../declaration/connector.ts';
import type { ModelName, RecordByModel, Tombstone } from '../../declaration/records.ts';
import type { Flaw } from './flaw.ts';

/** Models that are sent in the form of our records. */
export const plainModels = [
  'jobs',
  'application_stages',
  'applications',
  'candidates',
  'tags',
  'rejection_reasons',
] as const;

export function readPlain<Model extends ModelName>(model: Model, flaw: Flaw | null) {
  return async function* (context: ConnectorContext): AsyncGenerator<Page<Model>> {
    const records = await listPlain(context, model);
    yield {
      records: flaw === 'names users who are in no list' ? records.map(withStranger) : records,
      resumeFrom: null,
      completeness: 'full',
    };
  };
}

export function readPlainById<Model extends ModelName>(model: Model) {
  return async (
    context: ConnectorContext,
    ids: readonly string[],
  ): Promise<(RecordByModel[Model] | Tombstone)[]> => {
    const records = await listPlain(context, model);
    return ids.map(
      (id) => records.find((one) => one.remote_id === id) ?? { remote_id: id, deleted: true },
    );
  };
}

async function listPlain<Model extends ModelName>(
  { remote }: ConnectorContext,
  model: Model,
): Promise<RecordByModel[Model][]> {
  const { body } = await remote.request({ method: 'GET', path: `/records/${model}` });
  return (body as { items: RecordByModel[Model][] }).items;
}

function withStranger<Record extends object>(record: Record): Record {
  if (!('hiring_team' in record)) return record;
  return { ...record, hiring_team: [{ user_remote_id: 'u9', role_remote_ids: [] }] };
}
