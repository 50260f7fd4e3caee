import { seedStart } from '../kit/calendar.ts';
import type { User } from '../kit/company-rows.ts';
import { places } from '../kit/places.ts';
import { partId } from './greenhouse.ts';
import { employmentOptions, jobsIn } from './job-lists.ts';
import { entryOf } from './lists.ts';
import type { Entry, List, View } from './lists.ts';
import { basePay, boards, organisation } from './post-lists.ts';
import { fieldDefinitions, idOf, kinds } from './shapes.ts';

const since = { createdAt: seedStart, updatedAt: seedStart };

/** A list that never changes. */
const fixed =
  (rows: readonly ({ id: number } & object)[]): List['entries'] =>
  () =>
    rows.map(({ id, ...rest }) => entryOf({ id, ...since }, () => rest));

const roleIds = { siteAdmin: 821, jobAdmin: 822, privateJobAdmin: 823, interviewer: 824 } as const;

function userShape({ greenhouse }: View, user: User): object {
  return {
    agency_id: null,
    custom_fields: {},
    deactivated: !user.isActive,
    department_ids: [],
    emails: [user.email],
    employee_id: Number(user.id) % 2 === 0 ? `E-${user.id}` : null,
    first_name: user.givenName,
    interviewer_tags: [],
    job_title: null,
    last_name: user.familyName || null,
    linked_candidate_ids: [],
    name: `${user.givenName} ${user.familyName}`.trim(),
    office_ids: [],
    primary_email: user.email,
    site_admin: user.role === 'admin' || !greenhouse.company.tables.users.find(user.id),
  };
}

/** The user that the credential itself is; lists leave it out unless they are asked for it. */
function serviceUser({ greenhouse }: View): User {
  return {
    ...since,
    id: greenhouse.serviceUserId,
    givenName: 'Hirewire',
    familyName: 'Integration Service User',
    email: 'service-user@example.com',
    role: 'admin',
    isActive: true,
  };
}

const users = (view: View): Entry[] =>
  [...view.greenhouse.company.tables.users.values(), serviceUser(view)].map((user) =>
    entryOf(user, () => userShape(view, user)),
  );

function* permissions(view: View): Generator<Entry> {
  for (const job of jobsIn(view)) {
    const team = new Set([job.hiringManagerId, job.recruiterId]);
    for (const [index, userId] of [...team].entries()) {
      // Site admins need no permission for a job.
      if (view.greenhouse.isAdmin(userId)) continue;
      yield entryOf({ ...job, id: partId(kinds.permission, job.id, index) }, () => ({
        automated: false,
        job_id: Number(job.id),
        role_id: index === 0 ? roleIds.jobAdmin : roleIds.privateJobAdmin,
        user_id: Number(userId),
      }));
    }
  }
}

const reasonTypes = {
  company: { id: 1, key: 'WE_REJECTED_THEM', name: 'We rejected them' },
  candidate: { id: 2, key: 'THEY_REJECTED_US', name: 'They rejected us' },
  nobody: { id: 3, key: 'NONE_SPECIFIED', name: 'None specified' },
} as const;

/** Shown to who asks for them. */
const builtInReasons: unknown[] = ['Missing required skills', 'Position filled'];

export const reasonEntries = ({ greenhouse }: View): Entry[] =>
  Array.from(greenhouse.company.tables.rejectionReasons.values(), (reason) =>
    entryOf(reason, () => ({ name: reason.name, type: reasonTypes[reason.by] })),
  );

const definitions = fieldDefinitions.map(({ id, of, key, name, type }, index) => ({
  id,
  active: true,
  api_only: false,
  application_type: of === 'application' ? 'job' : null,
  default_value: null,
  description: null,
  expose_in_job_board_api: of === 'job',
  field_type: of,
  internal_type: key === 'employment_type' ? 'employment_type' : null,
  name,
  name_key: key,
  placeholder: null,
  private: false,
  require_approval: false,
  required: false,
  sort_order: index,
  template_token_string: null,
  trigger_new_version: false,
  updated_by_id: null,
  use_for_job_approvals: false,
  use_for_offer_approvals: false,
  value_type: type,
}));

const template = (id: number, email_type: string, name: string) => ({
  id,
  body: 'Dear {{CANDIDATE_FIRST_NAME}}',
  cc_coordinator: false,
  cc_recruiter: false,
  default: true,
  description: null,
  email_type,
  from_type: 'organization_email',
  html_body: '<p>Dear {{CANDIDATE_FIRST_NAME}}</p>',
  name,
  office_anywhere: true,
  recipients: null,
  subject: name,
  user_id: null,
});
export const rejectionTemplate = 831;

const board = ({ id, token: url_token }: { id: number; token: string }, internal: boolean) => ({
  id,
  about: organisation.about,
  company_name: organisation.name,
  conclusion: null,
  internal,
  introduction: null,
  status: 'live',
  url_token,
});

const rolesList = [
  { id: roleIds.siteAdmin, name: 'Site Admin', role_type: 'site_admin' },
  { id: roleIds.jobAdmin, name: 'Job Admin: Standard', role_type: 'job_admin' },
  { id: roleIds.privateJobAdmin, name: 'Job Admin: Private', role_type: 'job_admin' },
  { id: roleIds.interviewer, name: 'Interviewer', role_type: 'deprecated_interviewer' },
];
const pay = { ...basePay, linked_custom_field_id: null, locked: false, priority: 0 };
const sourceTypes = ['Inbound', 'Sourced', 'Referral', 'Agency'];

/** What the whole organisation has. */
export const organisationLists: Readonly<Record<string, List>> = {
  users: {
    entries: users,
    filters:
      'agency_ids office_ids department_ids linked_candidate_ids interviewer_tag_ids employee_ids deactivated? primary_email',
    special: {
      show_service_accounts: {
        default: 'false',
        options: ['true', 'false'],
        accepts: ({ primary_email }, value) =>
          value === 'true' || primary_email !== 'service-user@example.com',
      },
    },
  },
  user_emails: {
    entries: ({ greenhouse }) =>
      Array.from(greenhouse.company.tables.users.values(), (user) =>
        entryOf({ ...user, id: partId(kinds.email, user.id) }, () => ({
          email: user.email,
          user_id: Number(user.id),
          verification_token_sent_at: null,
          verified: true,
        })),
      ),
    filters: 'user_ids email verified? verification_token_sent_at@',
  },
  user_roles: { entries: fixed(rolesList) },
  user_job_permissions: { entries: permissions, filters: 'job_ids user_ids role_ids' },
  candidate_tags: {
    entries: ({ greenhouse }) =>
      Array.from(greenhouse.company.tables.tags.values(), (tag) =>
        entryOf(tag, () => ({ name: tag.name })),
      ),
  },
  departments: {
    entries: ({ greenhouse }) =>
      Array.from(greenhouse.company.tables.departments.values(), (department) =>
        entryOf(department, () => ({
          external_id: null,
          name: department.name,
          parent_id: idOf(department.parentId),
        })),
      ),
    filters: 'parent_id external_id',
  },
  offices: {
    entries: fixed(
      places.map(({ city, country }, index) => ({
        id: partId(kinds.office, '0', index),
        external_id: `office-${index + 1}`,
        location: `${city}, ${country}`,
        name: city,
        parent_id: null,
        primary_in_house_contact_user_id: null,
      })),
    ),
    filters: 'parent_id external_id',
  },
  sources: {
    entries: ({ greenhouse }) =>
      Array.from(greenhouse.company.tables.sources.values(), (source) =>
        entryOf(source, () => ({
          name: source.name,
          type: { id: sourceTypes.indexOf(source.kind) + 1, name: source.kind },
        })),
      ),
  },
  referrers: {
    entries: ({ greenhouse }) =>
      Array.from(greenhouse.company.tables.users.values(), (user) =>
        entryOf({ ...user, id: partId(kinds.referrer, user.id) }, () => ({
          name: `${user.givenName} ${user.familyName}`.trim(),
          user_id: Number(user.id),
        })),
      ),
    filters: 'user_ids',
  },
  rejection_reasons: {
    entries: reasonEntries,
    special: {
      include_defaults: {
        default: 'false',
        options: ['true', 'false'],
        accepts: ({ name }, value) => value === 'true' || !builtInReasons.includes(name),
      },
    },
  },
  custom_fields: {
    entries: fixed(definitions),
    filters:
      'field_type=job|opening|standard|offer|compensation_frequency|candidate|referral_question|application|rejection_question|form|agency_question|user_attribute active? name name_key',
  },
  custom_field_options: {
    entries: fixed(
      employmentOptions.map((name, index) => ({
        id: 911 + index,
        active: true,
        custom_field_id: fieldDefinitions[0].id,
        external_id: null,
        name,
        sort_order: index,
      })),
    ),
    filters: 'custom_field_ids active?',
    special: { custom_field_key: { accepts: (_shape, key) => key === 'employment_type' } },
  },
  email_templates: {
    entries: fixed([
      template(rejectionTemplate, 'candidate_rejection', 'Thank you for applying'),
      template(832, 'candidate_auto_reply', 'We have your application'),
    ]),
    filters:
      'email_type from_type=user_email|organization_email|my_email_address|inviter|organizer|not_applicable',
  },
  job_boards: {
    entries: fixed([board(boards.external, false), board(boards.internal, true)]),
    filters: 'internal? ',
    special: {
      live: { options: ['true', 'false'], accepts: (_shape, value) => value === 'true' },
    },
  },
  pay_inputs: { entries: fixed([pay]), filters: 'linked_custom_field_ids' },
};
