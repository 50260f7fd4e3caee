import { RemoteError } from '@hirewire/connector-kit';
import type { ConnectorContext } from '@hirewire/connector-kit';
import { createOdooReader } from '../read/odoo-reader.ts';
import type { OdooDomain } from '../read/odoo-reader.ts';
import { parseRows } from '../read/parse-rows.ts';
import { idsOf } from '../read/read-by-id.ts';
import { OdooApplicant, fieldsOf } from '../remote-types.ts';

/** Newest first, archived ones as well. */
export async function findApplicants(
  context: ConnectorContext,
  domain: OdooDomain,
): Promise<OdooApplicant[]> {
  const rows = await createOdooReader(context).searchAll({
    model: 'hr.applicant',
    domain,
    fields: fieldsOf(OdooApplicant),
  });
  const ref = { model: 'applications', context } as const;
  return parseRows(OdooApplicant, rows, ref)
    .map(({ parsed }) => parsed)
    .toReversed();
}

/** The entries of a person: Odoo has no record for candidates. At least one. */
export async function applicantsOf(
  context: ConnectorContext,
  candidate: { remoteId: string },
): Promise<OdooApplicant[]> {
  const partners = idsOf([candidate.remoteId], 'partner').map(Number);
  const own = idsOf([candidate.remoteId], 'applicant').map(Number);
  const domain =
    partners.length > 0
      ? ([['partner_id', 'in', partners]] as const)
      : ([['id', 'in', own]] as const);
  const applicants = await findApplicants(context, domain);
  if (applicants.length > 0) return applicants;
  throw gone(`Odoo has no applicant of the candidate ${candidate.remoteId} any more.`);
}

export async function getApplicant(
  context: ConnectorContext,
  remoteId: string,
): Promise<OdooApplicant> {
  const [applicant] = await findApplicants(context, [['id', '=', Number(remoteId)]]);
  if (applicant !== undefined) return applicant;
  throw gone(`Odoo does not have the applicant ${remoteId} any more.`);
}

/** Neither turned down nor put away. */
export function isUnderWay({ application_status: status }: OdooApplicant): boolean {
  return status !== 'refused' && status !== 'archived';
}

function gone(message: string): RemoteError {
  return new RemoteError({ kind: 'not-found', message, status: null });
}
