import { RemoteError } from '@hirewire/connector-kit';
import type { ConnectorContext, ModelName } from '@hirewire/connector-kit';
import { createRecord } from '../call-odoo.ts';
import { createOdooReader } from '../read/odoo-reader.ts';
import { parseRows } from '../read/parse-rows.ts';
import { OdooNamed, fieldsOf } from '../remote-types.ts';

/** Records of an Odoo model that are told apart by their name. */
interface Named {
  model: string;
  name: string;
  /** Of Hirewire, for issues. */
  issueModel: ModelName;
}

/**
 * The record of a name, created where there is none.
 * @throws RemoteError
 */
export async function findOrCreate(
  context: ConnectorContext,
  named: Named,
): Promise<{ id: number; isNew: boolean }> {
  const [known] = await findByName(context, named);
  if (known !== undefined) return { id: known, isNew: false };
  try {
    const values = { name: named.name.trim() };
    return { id: await createRecord(context, named.model, values), isNew: true };
  } catch (error) {
    // Some names are unique, and somebody else may have taken this one since the look-up. Odoo
    // calls that a ValidationError, or by the name that PostgreSQL has for it.
    const isRefused = error instanceof RemoteError && refusals.has(error.kind);
    const [taken] = isRefused ? await findByName(context, named) : [];
    if (taken === undefined) throw error;
    return { id: taken, isNew: false };
  }
}

const refusals = new Set(['conflict', 'input', 'already-exists']);

/** Compared here: Odoo's own comparison would take `%` and `_` for wildcards. */
export async function findByName(
  context: ConnectorContext,
  { model, name, issueModel }: Named,
): Promise<number[]> {
  const query = { model, domain: [], fields: fieldsOf(OdooNamed) };
  const rows = await createOdooReader(context).searchAll(query);
  const wanted = name.trim().toLowerCase();
  return parseRows(OdooNamed, rows, { model: issueModel, context })
    .filter(({ parsed }) => parsed.name?.trim().toLowerCase() === wanted)
    .map(({ parsed }) => parsed.id);
}
