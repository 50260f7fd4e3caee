import type { User } from '../kit/company-rows.ts';
import { shown } from '../kit/company.ts';
import { isoOf } from '../kit/calendar.ts';
import { route } from '../kit/route.ts';
import type { Route } from '../kit/route.ts';
import { json } from '../kit/vendor-message.ts';
import { invalid, refusal, secured } from './access.ts';
import { momentIn, pageOf, requireParameters } from './lists.ts';
import type { SmartRecruiters } from './smartrecruiters.ts';
import { subStatuses } from './stages.ts';
import { derivedId, listed, numberOf } from './words.ts';

const customRole = { id: derivedId('role', 'Sourcer'), name: 'Sourcer' };

/** The five of the vendor, and one of the company's own. */
const roles = [
  { id: 'ADMINISTRATOR', name: 'Administrator' },
  { id: 'EXTENDED', name: 'Extended' },
  { id: 'STANDARD', name: 'Standard' },
  { id: 'RESTRICTED', name: 'Restricted' },
  { id: 'EMPLOYEE', name: 'Employee' },
  customRole,
];

const roleIds: Readonly<Record<User['role'], string>> = {
  admin: 'ADMINISTRATOR',
  recruiter: 'EXTENDED',
  'hiring manager': 'STANDARD',
  interviewer: 'EMPLOYEE',
};

function roleOf({ id, role }: User) {
  const isCustom = role === 'recruiter' && numberOf(id) % 3 === 0;
  return isCustom ? customRole : roles.find((one) => one.id === roleIds[role]);
}

function userShape(user: User): object {
  return shown(user, {
    id: user.id,
    email: user.email,
    firstName: user.givenName,
    lastName: user.familyName,
    systemRole: roleOf(user),
    externalData: null,
    ssoIdentifier: null,
    ssoLoginMode: 'PASSWORD',
    language: { code: 'en' },
    active: user.isActive,
    updatedOn: isoOf(user.updatedAt),
    accessGroups: numberOf(user.id) % 2 === 0 ? [{ id: derivedId('access group') }] : [],
    seats: [],
  });
}

const users = '/user-api/v201804';

export function organisationReads(account: SmartRecruiters): Route[] {
  return [...userReads(account), ...configurationReads(account)];
}

function userReads(account: SmartRecruiters): Route[] {
  return [
    secured(`GET ${users}/users`, 'users_read', (call) => {
      requireParameters(call, ['q', 'limit', 'pageId', 'updatedAfter']);
      const after = momentIn(call.query, 'updatedAfter');
      const words = call.query.get('q')?.toLowerCase();
      if (words !== undefined && words.length < 3) throw invalid('q has three letters at least');
      const rows = account.users().filter(({ givenName, familyName, email, updatedAt }) => {
        const text = `${givenName} ${familyName} ${email}`.toLowerCase();
        return (after === null || updatedAt > after) && text.includes(words ?? '');
      });
      const { limit, paging, content, headers } = pageOf(account, call, {
        rows,
        keyOf: ({ id }) => [id, id],
        render: userShape,
        size: 100,
        end: {},
      });
      return json({ limit, ...paging, content }, 200, headers);
    }),
    // Every user may see himself.
    route(`GET ${users}/users/me`, null, () => userShape(account.keyUser())),
    secured(`GET ${users}/users/:id`, 'users_read', (call) => {
      requireParameters(call);
      const user = account.users().find(({ id }) => id === call.params['id']);
      if (user === undefined) throw refusal(404, 'USER_NOT_FOUND', 'There is no such user');
      return userShape(user);
    }),
    secured(`GET ${users}/system-roles`, 'users_read', (call) => {
      requireParameters(call);
      return { content: roles };
    }),
    secured(`GET ${users}/access-groups`, 'users_read', (call) => {
      requireParameters(call);
      return { content: [{ id: derivedId('access group'), name: 'Berlin & Hamburg' }] };
    }),
  ];
}

function configurationReads(account: SmartRecruiters): Route[] {
  const { company, identifier } = account;
  return [
    secured('GET /configuration/company', 'company_read', (call) => {
      requireParameters(call);
      const website = 'https://careers.example.com';
      return { identifier, name: 'Example Company', website, location: { city: 'Berlin' } };
    }),
    secured('GET /configuration/departments', 'configuration_read', (call) => {
      requireParameters(call);
      const rows = [...company.tables.departments.values()];
      return listed(rows.map(({ id, name }) => ({ id, label: name, description: '' })));
    }),
    secured('GET /configuration/hiring-processes', 'configuration_read', (call) => {
      requireParameters(call);
      return listed(hiringProcesses);
    }),
    secured('GET /configuration/hiring-processes/:id', 'configuration_read', (call) => {
      requireParameters(call);
      const found = hiringProcesses.find(({ id }) => id === call.params['id']);
      if (found === undefined) throw refusal(404, 'HIRING_PROCESS_NOT_FOUND', 'There is no such');
      return found;
    }),
    secured('GET /configuration/rejection-reasons', 'configuration_read', (call) => {
      requireParameters(call);
      return listed(reasonsOf(account, ['company', 'nobody']));
    }),
    secured('GET /configuration/withdrawal-reasons', 'configuration_read', (call) => {
      requireParameters(call);
      return listed(reasonsOf(account, ['candidate']));
    }),
    secured('GET /configuration/offer-properties', 'configuration_read', (call) => {
      requireParameters(call);
      return { categories: [{ id: 'general', properties: offerProperties }] };
    }),
  ];
}

/** The second one is an old one without stages of its own. */
const hiringProcesses = [
  { id: derivedId('process', 'default'), name: 'Default', active: true, subStatuses },
  {
    id: derivedId('process', 'old'),
    name: 'Campus 2019',
    active: false,
    subStatuses: { IN_REVIEW: ['Phone Screen'], INTERVIEW: null, OFFERED: [] },
  },
];

const offerProperties = [
  { key: 'salary', label: 'Annual salary', required: true, type: 'NUMBER' },
  { key: 'currency', label: 'Currency', required: true, type: 'TEXT' },
  { key: 'start_date', label: 'Start date', required: false, type: 'DATE' },
];

function reasonsOf({ company }: SmartRecruiters, givers: readonly string[]): object[] {
  const rows = [...company.tables.rejectionReasons.values()].filter(({ by }) =>
    givers.includes(by),
  );
  return rows.map((row) => shown(row, { id: row.id, label: row.name }));
}
