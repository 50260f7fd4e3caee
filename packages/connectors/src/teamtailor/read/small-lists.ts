import { linkedId, mapEnum, splitName, toEmail, toHtml, toIsoDate } from '@hirewire/connector-kit';
import type { ReadModel, RoleRecord } from '@hirewire/connector-kit';
import { parseAttributes } from '../call-teamtailor.ts';
import {
  TeamtailorNote,
  TeamtailorRejectReason,
  TeamtailorStage,
  TeamtailorUser,
} from '../remote-types.ts';
import { jobRoles, userRoleIds, userRoles, userStatuses } from '../vocabulary.ts';
import type { ListedModel } from './read-list.ts';

// Lists that cannot be filtered by their changes.

/** https://docs.teamtailor.com/#users */
export const users: ListedModel<'users'> = {
  model: 'users',
  path: '/users',
  toRecord({ resource, ref }) {
    const user = parseAttributes(TeamtailorUser, resource, ref(''));
    if (user === null) return null;
    const role = mapEnum(userRoleIds, user.role, ref('role'));
    return {
      remote_id: user.id,
      ...splitName(user.name),
      email: toEmail(user.email, ref('email')) ?? toEmail(user['login-email'], ref('login-email')),
      status: userStatuses[user.role ?? ''] ?? 'ACTIVE',
      system_role_remote_ids: role === null ? [] : [role],
    };
  },
};

/** The same for all customers: there is no list. What Teamtailor calls roles are jobs of a department. */
export const readRoles: ReadModel<'roles'> = async function* () {
  const toRoles = (known: typeof userRoles | typeof jobRoles, scope: 'SYSTEM' | 'JOB') =>
    Object.entries(known).map(([id, { label, type }]): RoleRecord => ({
      remote_id: id,
      remote_label: label,
      unified_type: type,
      scope,
    }));
  const records = [...toRoles(userRoles, 'SYSTEM'), ...toRoles(jobRoles, 'JOB')];
  yield { records, resumeFrom: null, completeness: 'full' };
};

/** Every job has stages of its own. https://docs.teamtailor.com/#stages */
export const applicationStages: ListedModel<'application_stages'> = {
  model: 'application_stages',
  path: '/stages',
  toRecord({ resource, ref }) {
    const stage = parseAttributes(TeamtailorStage, resource, ref(''));
    return stage && { remote_id: stage.id, name: stage.name ?? null, status: 'ACTIVE' };
  },
};

/** https://docs.teamtailor.com/#reject-reasons */
export const rejectionReasons: ListedModel<'rejection_reasons'> = {
  model: 'rejection_reasons',
  path: '/reject-reasons',
  toRecord({ resource, ref }) {
    const reason = parseAttributes(TeamtailorRejectReason, resource, ref(''));
    return reason && { remote_id: reason.id, name: reason.reason ?? null };
  },
};

/** They are about a candidate, and about no application. https://docs.teamtailor.com/#notes */
export const notes: ListedModel<'notes'> = {
  model: 'notes',
  path: '/notes',
  // Resources of JSON:API::Resources, on which Teamtailor runs, sort by every attribute that they have.
  changed: { sort: '-updated-at', date: 'updated-at' },
  toRecord({ resource, ref }) {
    const note = parseAttributes(TeamtailorNote, resource, ref(''));
    const candidate = note && (note['candidate-id'] ?? linkedId(resource, 'candidate'));
    if (note === null || candidate === null) {
      const { model, field, reportIssue } = ref('candidate-id');
      reportIssue({ model, field, sample: resource.id });
      return null;
    }
    return {
      remote_id: note.id,
      candidate_remote_id: candidate,
      author_remote_id: note['user-id'] ?? linkedId(resource, 'user'),
      // Text: nothing that somebody typed becomes markup.
      content_html: note.note ? toHtml(note.note) : null,
      is_private: note['private-note'] ?? null,
      remote_created_at: toIsoDate(note['created-at'], ref('created-at')),
      remote_updated_at: toIsoDate(note['updated-at'], ref('updated-at')),
    };
  },
};
