import type { Database } from '../database/database.ts';
import type { ModelName } from '../records/models.ts';
import { modelNames } from '../records/models.ts';

/** Rows whose stored `nested` text is not what rendering them now would give. Should be none. */
export async function listStaleRows(
  database: Database,
  integrationId: string,
): Promise<{ model: ModelName; id: string; stored: string | null; rendered: string }[]> {
  const stale = modelNames.map(async (model) => {
    const { rows } = await database.pool.query<{
      id: string;
      stored: string | null;
      rendered: string;
    }>(
      `select v.id, t.nested as stored, v.nested as rendered
       from store.${model}_nested v
       left join store.rendered_${model} t on t.integration_id = v.integration_id and t.id = v.id
       where v.integration_id = $1
         and (t.nested is distinct from v.nested or t.is_deleted is distinct from v.is_deleted)`,
      [integrationId],
    );
    return rows.map((row) => ({ model, ...row }));
  });
  return (await Promise.all(stale)).flat();
}
