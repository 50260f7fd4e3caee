import type {
  ConnectorContext,
  ReadRequest,
  RejectionReasonRecord,
  TagRecord,
} from '@hirewire/connector-kit';
import { OdooNamed, fieldsOf } from '../remote-types.ts';
import { parseRows, toRemoteData } from './parse-rows.ts';
import { readListings } from './read-listings.ts';
import type { Plan } from './read-listings.ts';

/** Models of which only the name matters. Reasons also archived, as past refusals name them. */
const odooModels = {
  tags: 'hr.applicant.category',
  rejection_reasons: 'hr.applicant.refuse.reason',
} as const;
type NamedModel = keyof typeof odooModels;

/** How records of such a model are read, whichever of them. */
export async function listNamedRecords<Model extends NamedModel>(
  context: ConnectorContext,
  model: Model,
): Promise<Plan<Model>> {
  const odooModel = odooModels[model];
  return {
    fingerprint: '',
    listings: [
      {
        model: odooModel,
        domain: [],
        fields: fieldsOf(OdooNamed),
        changeDates: ['write_date'],
        toRecords: async (rows) =>
          parseRows(OdooNamed, rows, { model, context }).map(
            ({ parsed, row }): TagRecord & RejectionReasonRecord => ({
              remote_id: String(parsed.id),
              name: parsed.name,
              remote_data: toRemoteData({ [odooModel]: row.raw }),
            }),
          ),
      },
    ],
  };
}

export function readTags(context: ConnectorContext, request: ReadRequest) {
  return readListings(context, request, () => listNamedRecords(context, 'tags'));
}

export function readRejectionReasons(context: ConnectorContext, request: ReadRequest) {
  return readListings(context, request, () => listNamedRecords(context, 'rejection_reasons'));
}
