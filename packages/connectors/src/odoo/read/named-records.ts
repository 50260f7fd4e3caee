import type {
  ConnectorContext,
  ReadRequest,
  RejectionReasonRecord,
  TagRecord,
} from '@hirewire/connector-kit';
import { OdooNamed, fieldsOf } from '../remote-types.ts';
import { parseRows, toRemoteData } from './parse-rows.ts';
import { readListings } from './read-listings.ts';

/** Models of which only the name matters. */
function readNamedRecords<Model extends 'tags' | 'rejection_reasons'>(
  context: ConnectorContext,
  request: ReadRequest,
  names: { model: Model; odooModel: string },
) {
  const { model, odooModel } = names;
  return readListings<Model>(context, request, async () => ({
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
  }));
}

export function readTags(context: ConnectorContext, request: ReadRequest) {
  const odooModel = 'hr.applicant.category';
  return readNamedRecords(context, request, { model: 'tags', odooModel });
}

/** Also the archived ones, which past refusals name. */
export function readRejectionReasons(context: ConnectorContext, request: ReadRequest) {
  const odooModel = 'hr.applicant.refuse.reason';
  return readNamedRecords(context, request, { model: 'rejection_reasons', odooModel });
}
