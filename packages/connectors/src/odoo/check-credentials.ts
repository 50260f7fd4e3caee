import { RemoteError, findMissing, inParallel } from '@hirewire/connector-kit';
import type { ConnectorContext, CredentialsCheck, PermissionUse } from '@hirewire/connector-kit';
import { z } from 'zod';
import { callOdoo, readServerTime } from './call-odoo.ts';
import { createOdooReader } from './read/odoo-reader.ts';
import { OdooUserCompany, fieldsOf } from './remote-types.ts';

/** The group that sees every applicant; lower ones see those that are their own. */
const neededGroup = 'Recruitment / Officer: Manage all applicants';

/** What it is needed for: without it, what belongs to other recruiters is silently missing. */
const groups: Readonly<Record<string, PermissionUse>> = {
  [neededGroup]: {
    models: ['applications', 'candidates', 'interviews', 'notes'],
    actions: [
      'addApplicationAttachment',
      'addApplicationNote',
      'addApplicationResultLink',
      'addCandidateAttachment',
      'addCandidateResultLink',
      'addCandidateTag',
      'createApplication',
      'moveApplicationToStage',
      'rejectApplication',
      'removeCandidateTag',
    ],
  },
};

/**
 * What is read of each model; a customer can take rights away that the group has. What costs fields
 * alone is no part of it.
 */
const readAccess: Readonly<Record<string, PermissionUse>> = {
  'hr.job': { models: ['jobs'] },
  'hr.recruitment.stage': { models: ['application_stages'] },
  'hr.applicant': { models: ['applications', 'candidates', 'notes'] },
  'res.partner': { models: ['candidates'] },
  'calendar.event': { models: ['interviews'] },
  'res.users': { models: ['users'] },
  'hr.applicant.category': { models: ['tags'] },
  'hr.applicant.refuse.reason': { models: ['rejection_reasons'] },
  'mail.message': { models: ['notes'] },
};

const UserContext = z.object({ uid: z.number().int() });

/**
 * Checks address, version, key and rights. Only the needed group may create applicants, so that
 * this right tells of it, which Odoo does not list for everybody.
 */
export async function checkCredentials(context: ConnectorContext): Promise<CredentialsCheck> {
  await readServerTime(context);
  const user = await callOdoo(context, { model: 'res.users', method: 'context_get' }, {});
  const mayCreate = await mayCreateApplicants(context);
  const models = Object.keys(readAccess);
  const readable = await inParallel(models, (model) => mayRead(context, model));
  const isReadable = (model: string): boolean => readable[models.indexOf(model)] !== false;
  const userId = UserContext.safeParse(user).data?.uid ?? 0;
  return {
    missingPermissions: [
      ...findMissing(groups, () => mayCreate),
      // Where Odoo's settings have it.
      ...findMissing(readAccess, isReadable).map((one) => ({
        ...one,
        permission: `Access Rights / ${one.permission}: Read`,
      })),
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
