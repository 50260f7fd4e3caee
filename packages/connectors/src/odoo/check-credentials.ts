import { RemoteError } from '@hirewire/connector-kit';
import type { ConnectorContext, CredentialsCheck } from '@hirewire/connector-kit';
import { z } from 'zod';
import { callOdoo, readServerTime } from './call-odoo.ts';
import { createOdooReader } from './read/odoo-reader.ts';
import { OdooUserCompany, fieldsOf } from './remote-types.ts';

/** The group that sees every applicant; lower ones see those that are their own. */
const neededGroup = 'Recruitment / Officer: Manage all applicants';

const UserContext = z.object({ uid: z.number().int() });

/**
 * Checks address, version, key and rights. Only the needed group may create applicants, so that
 * this right tells of it, which Odoo does not list for everybody.
 */
export async function checkCredentials(context: ConnectorContext): Promise<CredentialsCheck> {
  await readServerTime(context);
  const user = await callOdoo(context, { model: 'res.users', method: 'context_get' }, {});
  const mayCreate = await mayCreateApplicants(context);
  return {
    missingPermissions: mayCreate ? [] : [neededGroup],
    accountLabel: await findCompany(context, UserContext.safeParse(user).data?.uid ?? 0),
  };
}

async function findCompany(context: ConnectorContext, userId: number): Promise<string | null> {
  const query = { model: 'res.users', domain: [['id', '=', userId] as const] };
  const [row] = await createOdooReader(context).searchAll({
    ...query,
    fields: fieldsOf(OdooUserCompany),
  });
  return OdooUserCompany.safeParse(row?.plain).data?.company_id?.label ?? null;
}

async function mayCreateApplicants(context: ConnectorContext): Promise<boolean> {
  try {
    const target = { model: 'hr.applicant', method: 'has_access' };
    return (await callOdoo(context, target, { operation: 'create' })) === true;
  } catch (error) {
    if (!(error instanceof RemoteError) || error.kind !== 'not-found') throw error;
    throw new RemoteError({
      kind: 'input',
      message: 'This Odoo has no Recruitment app. Install it under Apps, then try again.',
      status: error.status,
      cause: error,
    });
  }
}
