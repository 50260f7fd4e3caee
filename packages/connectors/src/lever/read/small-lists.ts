import { mapEnum, parseResults, splitName, toEmail, toPagePosition } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  Json,
  ModelName,
  Page,
  ReadModel,
  RecordByModel,
  RoleRecord,
  UserRecord,
} from '@hirewire/connector-kit';
import { readLeverPages } from '../call-lever.ts';
import { LeverArchiveReason, LeverStage, LeverTag, LeverUser } from '../remote-types.ts';
import { accessRoleIds, accessRoles, postingRoleId, postingRoles } from '../vocabulary.ts';
import { toTime } from './to-time.ts';

// Lists that no date tells the changes of. They are short, and read in full every time.

interface SmallList<Model extends ModelName> {
  path: string;
  query?: Readonly<Record<string, boolean>>;
  toRecords(results: Json[]): RecordByModel[Model][];
  idOf?: (row: Json) => string;
}

async function* readSmallList<Model extends ModelName>(
  context: ConnectorContext,
  resumeFrom: Json,
  list: SmallList<Model>,
): AsyncGenerator<Page<Model>, void> {
  const pages = readLeverPages(context, list, toPagePosition(resumeFrom));
  for await (const { results, next } of pages) {
    yield { records: list.toRecords(results), resumeFrom: next, completeness: 'full' };
  }
}

/** https://hire.lever.co/developer/documentation#users */
export const readUsers: ReadModel<'users'> = (context, { resumeFrom }) =>
  readSmallList(context, resumeFrom, {
    path: '/users',
    query: { includeDeactivated: true },
    toRecords: (results) =>
      parseResults(LeverUser, results, { model: 'users', context }).map(({ raw, parsed }) => ({
        ...toUser(parsed, context),
        remote_data: { '/users': raw },
      })),
  });

function toUser(user: LeverUser, { reportIssue }: ConnectorContext): UserRecord {
  const ref = (field: string) => ({ model: 'users', field, reportIssue }) as const;
  const role = mapEnum(accessRoleIds, user.accessRole, ref('accessRole'));
  const deactivatedAt = toTime(user.deactivatedAt, ref('deactivatedAt'));
  return {
    remote_id: user.id,
    ...splitName(user.name),
    email: toEmail(user.email, ref('email')),
    status: deactivatedAt === null ? 'ACTIVE' : 'INACTIVE',
    system_role_remote_ids: role === null ? [] : [role],
  };
}

/** Lever's access roles and roles on a posting are the same for all customers: there is no list. */
export const readRoles: ReadModel<'roles'> = async function* () {
  const ofSystem = Object.entries(accessRoles).map(([name, unifiedType]): RoleRecord => ({
    remote_id: name,
    remote_label: name,
    scope: 'SYSTEM',
    unified_type: unifiedType,
  }));
  const ofPostings = Object.entries(postingRoles).map(([word, role]): RoleRecord => ({
    remote_id: postingRoleId(word),
    scope: 'JOB',
    ...role,
  }));
  yield { records: [...ofSystem, ...ofPostings], resumeFrom: null, completeness: 'full' };
};

/** https://hire.lever.co/developer/documentation#stages */
export const readApplicationStages: ReadModel<'application_stages'> = (context, { resumeFrom }) =>
  readSmallList(context, resumeFrom, {
    path: '/stages',
    toRecords: (results) =>
      parseResults(LeverStage, results, { model: 'application_stages', context }).map(
        ({ raw, parsed }) => ({
          remote_id: parsed.id,
          name: parsed.text,
          // Stages that are no longer in use are not listed.
          status: 'ACTIVE',
          remote_data: { '/stages': raw },
        }),
      ),
  });

/** https://hire.lever.co/developer/documentation#tags */
export const readTags: ReadModel<'tags'> = (context, { resumeFrom }) =>
  readSmallList(context, resumeFrom, {
    path: '/tags',
    // Without ids, the text is what tells them apart.
    idOf: (row) => LeverTag.safeParse(row).data?.text ?? JSON.stringify(row),
    toRecords: (results) =>
      parseResults(LeverTag, results, { model: 'tags', context }).map(({ parsed }) => ({
        remote_id: parsed.text.trim(),
        name: parsed.text.trim(),
        // How often it is used changes with every candidate.
        remote_data: { '/tags': { text: parsed.text } },
      })),
  });

/** Those that turn down. One of the type hired hires. */
export const readRejectionReasons: ReadModel<'rejection_reasons'> = (context, { resumeFrom }) =>
  readSmallList(context, resumeFrom, {
    path: '/archive_reasons',
    toRecords: (results) =>
      parseResults(LeverArchiveReason, results, { model: 'rejection_reasons', context })
        .filter(({ parsed }) => parsed.type === 'non-hired' && parsed.status !== 'inactive')
        .map(({ raw, parsed }) => ({
          remote_id: parsed.id,
          name: parsed.text,
          remote_data: { '/archive_reasons': raw },
        })),
  });
