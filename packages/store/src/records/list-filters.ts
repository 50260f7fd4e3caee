import { recordId } from '@hirewire/contract';
import type { SqlType } from '../database/sql-types.ts';
import { text, texts, timestamptz } from '../database/sql-types.ts';
import type { ModelName } from './models.ts';

/** A filter's value, parsed by the contract: a text, a list of texts, or a date as ISO text. */
export type FilterValue = string | readonly string[];

export interface Filter {
  /** A condition on the row `t`; `?` stands for the value. */
  where: string;
  type: SqlType<unknown, never>;
  toValue: (value: FilterValue, integrationId: string) => unknown;
}

const list = (value: FilterValue): readonly string[] =>
  typeof value === 'string' ? [value] : value;

const anyOf = (column: string, toValue: Filter['toValue'] = list): Filter => ({
  where: `t.${column} = any (?)`,
  type: texts,
  toValue,
});

const anyRemoteId = (column: string, model: ModelName): Filter =>
  anyOf(column, (value, integrationId) =>
    list(value).map((remoteId) => recordId(integrationId, model, remoteId)),
  );

/**
 * How texts are folded for comparison regardless of case, on both sides. Lower case alone would
 * tell Größer from GRÖSSER, and a Greek sigma at the end of a word from one within.
 */
export function foldCase(text: string): string {
  return text.normalize('NFC').toLowerCase().toUpperCase();
}

const foldedAnyOf = (column: string): Filter => anyOf(column, (value) => list(value).map(foldCase));

const createdOnOrAfter: Filter = {
  where: 't.remote_created_at >= ?',
  type: timestamptz,
  toValue: (value) => value,
};

const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, '\\$&');

const ofApplicationsJob = (applicationLink: string): Filter => ({
  where: `exists (
    select from store.applications a
    where a.integration_id = t.integration_id and ${applicationLink}
      and a.job_id = any (?) and a.remote_deleted_at is null)`,
  type: texts,
  toValue: list,
});

const filters: Readonly<Record<ModelName, Readonly<Record<string, Filter>>>> = {
  applications: {
    outcomes: anyOf('outcome'),
    outcome: anyOf('outcome'),
    job_ids: anyOf('job_id'),
    job_remote_ids: anyRemoteId('job_id', 'jobs'),
    current_stage_ids: anyOf('current_stage_id'),
    remote_created_after: createdOnOrAfter,
  },
  candidates: {
    email: {
      where: 't.email_addresses @> array[?::text]',
      type: text,
      toValue: (value) => foldCase(String(value)),
    },
    job_ids: ofApplicationsJob('a.candidate_id = t.id'),
    first_name: foldedAnyOf('first_name'),
    last_name: foldedAnyOf('last_name'),
  },
  jobs: {
    job_codes: anyOf('job_code'),
    post_url: anyOf('post_url'),
    statuses: anyOf('status'),
    status: anyOf('status'),
    employment_types: anyOf('employment_type'),
    visibilities: anyOf('visibility'),
    remote_created_after: createdOnOrAfter,
    name_contains: {
      where: 't.name like all (?)',
      type: texts,
      toValue: (value) =>
        foldCase(String(value))
          .split(/\s+/)
          .filter((word) => word !== '')
          .map((word) => `%${escapeLike(word)}%`),
    },
  },
  users: { emails: foldedAnyOf('email') },
  roles: { scopes: anyOf('scope') },
  interviews: { job_ids: ofApplicationsJob('a.id = t.application_id') },
  offers: {},
  tags: {},
  rejection_reasons: {},
  application_stages: {},
};

/** The filters of a model by their names on the wire. */
export const filtersOf = (model: ModelName): Readonly<Record<string, Filter>> => ({
  ids: anyOf('id'),
  remote_ids: anyRemoteId('id', model),
  ...filters[model],
});
