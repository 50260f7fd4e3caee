import { RemoteError } from '@hirewire/connector-kit';
import type { ConnectorContext, CredentialsCheck } from '@hirewire/connector-kit';
import { z } from 'zod';
import { callOdoo, readServerTime } from './call-odoo.ts';

/** The group that sees every applicant; lower ones see those that are their own. */
const neededGroup = 'Recruitment / Officer: Manage all applicants';

const UserContext = z.object({ uid: z.number().int() });
const Users = z.tuple([z.object({ company_id: z.tuple([z.number(), z.string()]) })]);

/**
 * Checks address, version, key and rights. Only the needed group may create applicants, so that
 * this right tells of it, which Odoo does not list for everybody.
 */
export async function checkCredentials(context: ConnectorContext): Promise<CredentialsCheck> {
  await readServerTime(context);
  const user = await callOdoo(context, { model: 'res.users', method: 'context_get' }, {});
  const [users, mayCreate] = [
    await readUser(context, UserContext.parse(user).uid),
    await mayCreateApplicants(context),
  ];
  return {
    missingPermissions: mayCreate ? [] : [neededGroup],
    accountLabel: Users.safeParse(users).data?.[0].company_id[1] ?? null,
  };
}

function readUser(context: ConnectorContext, id: number): Promise<unknown> {
  const target = { model: 'res.users', method: 'search_read' };
  return callOdoo(context, target, { domain: [['id', '=', id]], fields: ['company_id'] });
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
