import type { Department, Job, Note, RejectionReason, User } from '../kit/company-rows.ts';
import type { CustomField, Location, Region } from './account.ts';
import { stamps } from './candidates.ts';
import { defineResource, momentOf } from './define-resource.ts';
import { listOf } from './job-resources.ts';
import type { Resource } from './resource.ts';

const userRoles = {
  admin: 'admin',
  recruiter: 'recruiter',
  'hiring manager': 'user',
  interviewer: 'user',
};
const none = (...names: string[]) => Object.fromEntries(names.map((name) => [name, null]));

const users = defineResource<User>({
  type: 'users',
  rows: ({ company }) => company.tables.users.values(),
  find: ({ company }, id) => company.tables.users.find(id),
  attributes: ({ givenName, familyName, email, role, isActive }) => ({
    ...none(
      'description',
      'external-id',
      'facebook-profile',
      'google-profile',
      'instagram-profile',
    ),
    ...none(
      'linkedin-profile',
      'other-profile',
      'phone',
      'picture',
      'signature',
      'twitter-profile',
    ),
    email,
    'hide-email': false,
    'login-email': isActive ? email : null,
    name: `${givenName} ${familyName}`.trim(),
    role: isActive ? userRoles[role] : 'no_access',
    title: role,
    username: email.split('@')[0],
    visible: isActive,
  }),
  many: {
    jobs: [
      'jobs',
      ({ id }, { company }) =>
        [...company.tables.jobs.values()]
          .filter((job) => job.recruiterId === id)
          .map((job) => job.id),
    ],
  },
  linksOnly: ['activities', 'department', 'location'],
  filters: { email: ({ email }, value) => email.toLowerCase() === value.toLowerCase() },
  moments: stamps,
});

/** The hiring manager is in the team of a job, which has the id of the job. */
const teamMemberships = defineResource<Job>({
  type: 'team-memberships',
  rows: ({ company }) => company.tables.jobs.values(),
  find: ({ company }, id) => company.tables.jobs.find(id),
  attributes: () => ({}),
  one: {
    user: ['users', ({ hiringManagerId }) => hiringManagerId],
    team: ['jobs', ({ id }) => id],
  },
});

const rejectReasons = defineResource<RejectionReason>({
  type: 'reject-reasons',
  rows: ({ company }) => company.tables.rejectionReasons.values(),
  find: ({ company }, id) => company.tables.rejectionReasons.find(id),
  attributes: ({ name, by }) => ({ reason: name, 'rejected-by-company': by !== 'candidate' }),
  many: {
    'job-applications': [
      'job-applications',
      ({ id }, account) =>
        listOf(account)
          .filter((one) => one.rejectionReasonId === id)
          .map((one) => one.id),
    ],
  },
});

const notes = defineResource<Note>({
  type: 'notes',
  rows: ({ company }) => company.tables.notes.values(),
  find: ({ company }, id) => company.tables.notes.find(id),
  attributes: ({ text, userId, personId, isPrivate, createdAt, updatedAt }) => ({
    note: text,
    'created-at': momentOf(createdAt),
    'created-by-trigger': false,
    'mentioned-user-ids': [],
    'private-note': isPrivate,
    'updated-at': momentOf(updatedAt),
    'candidate-id': Number(personId),
    'user-id': Number(userId),
  }),
  moments: stamps,
});

const departments = defineResource<Department>({
  type: 'departments',
  level: 'public',
  rows: ({ company }) => [...company.tables.departments.values()].filter(isTop),
  find: ({ company }, id) =>
    [company.tables.departments.find(id)].find((one) => one !== null && isTop(one)),
  attributes: ({ name }) => ({ name }),
  many: {
    roles: [
      'roles',
      ({ id }, { company }) =>
        [...company.tables.departments.values()]
          .filter(({ parentId }) => parentId === id)
          .map((role) => role.id),
    ],
  },
  linksOnly: ['teams'],
});

const isTop = ({ parentId }: Department): boolean => parentId === null;

const roles = defineResource<Department>({
  type: 'roles',
  level: 'public',
  rows: ({ company }) => [...company.tables.departments.values()].filter((one) => !isTop(one)),
  find: ({ company }, id) =>
    [company.tables.departments.find(id)].find((one) => one !== null && !isTop(one)),
  attributes: ({ name }) => ({ name }),
  one: { department: ['departments', ({ parentId }) => parentId] },
  linksOnly: ['teams'],
});

const locations = defineResource<Location>({
  type: 'locations',
  level: 'public',
  rows: (account) => account.locations,
  find: (account, id) => account.locations.find((one) => one.id === id),
  attributes: ({ id, place }) => ({
    address: place.street,
    city: place.city,
    country: place.country,
    email: null,
    headquarters: place.city === 'Berlin',
    lat: null,
    long: null,
    name: place.city === 'Berlin' ? 'Headquarters' : '',
    phone: id.endsWith('0') ? '' : null,
    zip: place.postalCode,
  }),
});

const regions = defineResource<Region>({
  type: 'regions',
  level: 'public',
  rows: (account) => account.regions,
  find: (account, id) => account.regions.find((one) => one.id === id),
  attributes: ({ name, createdAt }) => ({ name, 'created-at': momentOf(createdAt) }),
  many: { locations: ['locations', ({ locationIds }) => locationIds] },
});

const customFields = defineResource<CustomField>({
  type: 'custom-fields',
  rows: (account) => account.customFields,
  find: (account, id) => account.customFields.find((one) => one.id === id),
  attributes: ({ name, typeName, createdAt }) => ({
    'api-name': name.toLowerCase().replaceAll(' ', '-'),
    'created-at': momentOf(createdAt),
    'field-type': typeName,
    name,
    'updated-at': momentOf(createdAt),
  }),
  many: {
    'custom-field-values': [
      'custom-field-values',
      ({ id }, { kept }) =>
        [...kept.customValues.values()]
          .filter(({ fieldId }) => fieldId === id)
          .map((one) => one.id),
    ],
  },
  linksOnly: ['owner'],
});

const companies = defineResource<{ id: string }>({
  type: 'companies',
  level: 'public',
  rows: () => [{ id: 'Ex4mpleCo' }],
  find: (_, id) => (id === 'Ex4mpleCo' ? { id } : null),
  attributes: () => ({ name: 'Example Company', locale: 'en', website: 'https://www.example.com' }),
  one: {
    manager: ['users', (_, { company }) => [...company.tables.users.values()][0]?.id ?? null],
  },
});

export const companyResources: readonly Resource[] = [
  users,
  teamMemberships,
  rejectReasons,
  notes,
  departments,
  roles,
  locations,
  regions,
  customFields,
  companies,
];
