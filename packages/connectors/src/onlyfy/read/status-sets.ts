import { parseResults } from '@hirewire/connector-kit';
import type { ConnectorContext, Json, ModelName, ReadModel } from '@hirewire/connector-kit';
import { z } from 'zod';
import { readWholeList } from '../call-onlyfy.ts';
import { OnlyfyStatusSet } from '../remote-types.ts';
import type { OnlyfyStatus } from '../remote-types.ts';

const path = '/status_set';

/** Every job has a set of statuses, which is the way of its applications. */
export async function readStatusSets(context: ConnectorContext, model: ModelName) {
  return parseResults(OnlyfyStatusSet, await readWholeList(context, path), { model, context });
}

export function isRejection({
  is_rejected: byUs,
  is_rejected_by_candidate: byCandidate,
}: OnlyfyStatus): boolean {
  return byUs === true || byCandidate === true;
}

interface ListedStatus {
  status: OnlyfyStatus;
  raw: Json;
}

const RawSet = z.looseObject({ statuses: z.array(z.custom<Json>()).nullish() });

/** All statuses, each once, should several sets have the same one. */
async function readStatuses(context: ConnectorContext, model: ModelName): Promise<ListedStatus[]> {
  const byId = new Map<string, ListedStatus>();
  for (const { raw, parsed } of await readStatusSets(context, model)) {
    const rawStatuses = RawSet.safeParse(raw).data?.statuses ?? [];
    for (const status of parsed.statuses ?? []) {
      const own = rawStatuses.find((one) => hasId(one, status.id));
      byId.set(status.id, { status, raw: own ?? null });
    }
  }
  return [...byId.values()];
}

const WithId = z.looseObject({ id: z.union([z.string(), z.number()]).transform(String) });
const hasId = (raw: Json, id: string): boolean => WithId.safeParse(raw).data?.id === id;

/** Those that reject and hire are stages, too: an application is in them afterwards. */
export const readApplicationStages: ReadModel<'application_stages'> = async function* (context) {
  const statuses = await readStatuses(context, 'application_stages');
  const records = statuses.map(({ status, raw }) => ({
    remote_id: status.id,
    name: status.name,
    // Every status that is listed can be given to an application.
    status: 'ACTIVE' as const,
    remote_data: { [path]: raw },
  }));
  yield { records, resumeFrom: null, completeness: 'full' };
};

/** onlyfy has no list of reasons: the statuses that reject are what can be chosen. */
export const readRejectionReasons: ReadModel<'rejection_reasons'> = async function* (context) {
  const statuses = await readStatuses(context, 'rejection_reasons');
  const records = statuses
    .filter(({ status }) => isRejection(status))
    .map(({ status, raw }) => ({
      remote_id: status.id,
      name: status.name,
      remote_data: { [path]: raw },
    }));
  yield { records, resumeFrom: null, completeness: 'full' };
};
