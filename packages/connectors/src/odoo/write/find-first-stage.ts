import type { ConnectorContext } from '@hirewire/connector-kit';
import { createOdooReader } from '../read/odoo-reader.ts';
import { parseRows } from '../read/parse-rows.ts';
import { OdooStage } from '../remote-types.ts';

/**
 * The stage that Odoo gives to an applicant who has none. It sends the stage's e-mail only where
 * somebody else names the stage, as its own website does, so that we do, too.
 * https://github.com/odoo/odoo/blob/19.0/addons/hr_recruitment/models/hr_applicant.py (`_compute_stage`)
 */
export async function findFirstStage(
  context: ConnectorContext,
  jobId: number,
): Promise<number | null> {
  const rows = await createOdooReader(context).searchAll({
    model: 'hr.recruitment.stage',
    domain: [['fold', '=', false], '|', ['job_ids', '=', false], ['job_ids', 'in', [jobId]]],
    fields: ['sequence'],
  });
  const stages = parseRows(OdooStage, rows, { model: 'application_stages', context });
  const [first] = stages
    .map(({ parsed }) => parsed)
    .toSorted((one, other) => (one.sequence ?? 0) - (other.sequence ?? 0));
  return first?.id ?? null;
}
