import { RemoteError, findMissing, inParallel } from '@hirewire/connector-kit';
import type { ConnectorContext, CredentialsCheck } from '@hirewire/connector-kit';
import { z } from 'zod';
import { callOdoo, readServerTime } from './call-odoo.ts';
import { groups, modelOf, readAccess } from './permissions.ts';
import { createOdooReader } from './read/odoo-reader.ts';
import { OdooUserCompany, fieldsOf } from './remote-types.ts';

const UserContext = z.object({ uid: z.number().int() });

/**
 * Checks address, version, key and rights. Only the needed group may create applicants, so that
 * this right tells of it, which Odoo does not list for everybody.
 */
export async function checkCredentials(context: ConnectorContext): Promise<CredentialsCheck> {
  await readServerTime(context);
  const user = await callOdoo(context, { model: 'res.users', method: 'context_get' }, {});
  const mayCreate = await mayCreateApplicants(context);
  const models = Object.keys(readAccess).map(modelOf);
  const readable = await inParallel(models, (model) => mayRead(context, model));
  const isReadable = (model: string): boolean => readable[models.indexOf(model)] !== false;
  const userId = UserContext.safeParse(user).data?.uid ?? 0;
  return {
    missingPermissions: [
      ...findMissing(groups, () => mayCreate),
      ...findMissing(readAccess, (permission) => isReadable(modelOf(permission))),
    ],
    accountLabel: isReadable('res.users') ? await findCompany(context, userId) : null,
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

/** What a read refuses, it says itself: here, a model that is not there is no missing permission. */
async function mayRead(context: ConnectorContext, model: string): Promise<boolean> {
  try {
    const answer = await callOdoo(context, { model, method: 'has_access' }, { operation: 'read' });
    return answer !== false;
  } catch (error) {
    if (error instanceof RemoteError && error.kind === 'permission') return false;
    if (error instanceof RemoteError && error.kind === 'not-found') return true;
    throw error;
  }
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
