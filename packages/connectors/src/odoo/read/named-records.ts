import type {
  ConnectorContext,
  ReadRequest,
  RejectionReasonRecord,
  TagRecord,
} from '@hirewire/connector-kit';
import { OdooNamed, fieldsOf } from '../remote-types.ts';
import { parseRows, toRemoteData } from './parse-rows.ts';
import { readListings } from './read-listings.ts';
import type { MakePlan } from './read-listings.ts';

/** Models of which only the name matters. Reasons also archived, as past refusals name them. */
const odooModels = {
  tags: 'hr.applicant.category',
  rejection_reasons: 'hr.applicant.refuse.reason',
} as const;
type NamedModel = keyof typeof odooModels;

/** How records of such a model are read, whichever of them. */
export function planNamed<Model extends NamedModel>(model: Model): MakePlan<Model> {
  const odooModel = odooModels[model];
  return ({ context }) => ({
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
  });
}

export function readTags(context: ConnectorContext, request: ReadRequest) {
  return readListings(context, request, { model: 'tags', plan: planNamed('tags') });
}

export function readRejectionReasons(context: ConnectorContext, request: ReadRequest) {
  const model = 'rejection_reasons';
  return readListings(context, request, { model, plan: planNamed(model) });
}
