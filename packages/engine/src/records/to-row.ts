import type { ModelName, RecordByModel } from '@hirewire/connector-kit';
import { recordId } from '@hirewire/contract';
import type { StoredRow } from '@hirewire/store';
import { toApplicationRow } from './application-row.ts';
import { toCandidateRow } from './candidate-row.ts';
import { toInterviewRow } from './interview-row.ts';
import { toJobRow } from './job-row.ts';
import { toNamedRow, toStageRow } from './named-row.ts';
import { toOfferRow } from './offer-row.ts';
import type { IdModel, IdOf, RowContext } from './own-json.ts';
import { toRoleRow, toUserRow } from './user-row.ts';
import { excludeFields } from './exclude-fields.ts';

type ToRow = { [M in ModelName]: (context: RowContext, record: RecordByModel[M]) => StoredRow };

const toRowByModel: ToRow = {
  jobs: toJobRow,
  application_stages: toStageRow,
  applications: toApplicationRow,
  candidates: toCandidateRow,
  interviews: toInterviewRow,
  offers: toOfferRow,
  users: toUserRow,
  roles: toRoleRow,
  tags: (context, tag) => toNamedRow(context, 'tags', tag),
  rejection_reasons: (context, reason) => toNamedRow(context, 'rejection_reasons', reason),
};

/** Turns what a connector read into the row that the store keeps, without what is switched off. */
export function toRow<M extends ModelName>(
  context: RowContext,
  model: M,
  record: RecordByModel[M],
): StoredRow {
  return toRowByModel[model](context, excludeFields(context.exclusions, model, record));
}

/** Remembered ids at once; beyond it they are computed again, which is cheap too. */
const rememberedIds = 20_000;

/** Ids of one integration's records; those of jobs, stages, users and so on come again and again. */
export function createIdOf(integrationId: string): IdOf {
  const remembered = new Map<string, string>();
  const idOf = (model: IdModel, remoteId: string | null | undefined): string | null => {
    if (remoteId === null || remoteId === undefined) return null;
    const key = `${model}:${remoteId}`;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    if (remembered.size >= rememberedIds) remembered.clear();
    const id = recordId(integrationId, model, remoteId);
    remembered.set(key, id);
    return id;
  };
  return idOf as IdOf;
}
