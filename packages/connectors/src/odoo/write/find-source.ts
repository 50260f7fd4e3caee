import { RemoteError } from '@hirewire/connector-kit';
import type { ConnectorContext, SourceDraft } from '@hirewire/connector-kit';
import { createRecord } from '../call-odoo.ts';
import { createOdooReader } from '../read/odoo-reader.ts';
import { parseRows } from '../read/parse-rows.ts';
import { OdooNamed, fieldsOf } from '../remote-types.ts';

const model = 'utm.source';

/** A source by its name, made where there is none; null, with a warning, where that is refused. */
export async function findOrMakeSource(
  context: ConnectorContext,
  { name, remoteId }: SourceDraft,
  warnings: string[],
): Promise<number | null> {
  if (remoteId !== null) return Number(remoteId);
  if (name === null) return null;
  const query = { model, domain: [], fields: fieldsOf(OdooNamed) };
  const rows = await createOdooReader(context).searchAll(query);
  const wanted = name.trim().toLowerCase();
  const found = parseRows(OdooNamed, rows, { model: 'candidates', context }).find(
    ({ parsed }) => parsed.name?.trim().toLowerCase() === wanted,
  );
  if (found !== undefined) return found.parsed.id;
  try {
    return await createRecord(context, model, { name });
  } catch (error) {
    if (!(error instanceof RemoteError) || error.kind !== 'permission') throw error;
    warnings.push(
      `The key may not make the source "${name}" in Odoo: the application has none. ` +
        'Add a source of that name once.',
    );
    return null;
  }
}
