import { recordId } from '@hirewire/contract';
import type { ModelName } from './models.ts';

/** A filter's value, parsed by the contract: a text, a list of texts, or a date as ISO text. */
export type FilterValue = string | readonly string[];

interface Filter {
  /** A condition on the row `t`; `?` stands for the value. */
  where: string;
  toValue?: (value: FilterValue, integrationId: string) => unknown;
}

const list = (value: FilterValue): readonly string[] =>
  typeof value === 'string' ? [value] : value;

const anyOf = (column: string): Filter => ({ where: `t.${column} = any (?)`, toValue: list });

const anyRemoteId = (column: string, model: ModelName): Filter => ({
  where: `t.${column} = any (?)`,
  toValue: (value, integrationId) =>
    list(value).map((remoteId) => recordId(integrationId, model, remoteId)),
});

/**
 * How texts are folded for comparison regardless of case, on both sides. Lower case alone would
 * tell Größer from GRÖSSER, and a Greek sigma at the end of a word from one within.
 */
export function foldCase(text: string): string {
  return text.normalize('NFC').toLowerCase().toUpperCase();
}

const foldedAnyOf = (column: string): Filter => ({
  where: `t.${column} = any (?)`,
  toValue: (value) => list(value).map(foldCase),
});

const createdOnOrAfter: Filter = { where: 't.remote_created_at >= ?' };

const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, '\\$&');

const ofApplicationsJob = (applicationLink: string): Filter => ({
  where: `exists (
    select from store.applications a
    where a.integration_id = t.integration_id and ${applicationLink}
      and a.job_id = any (?) and a.remote_deleted_at is null)`,
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

/** Adds the conditions of `values` to a statement whose parameters so far are `parameters`. */
export function filterConditions(
  request: {
    integrationId: string;
    model: ModelName;
    filters: Readonly<Record<string, FilterValue>>;
  },
  parameters: unknown[],
): string[] {
  const known: Readonly<Record<string, Filter>> = {
    ids: anyOf('id'),
    remote_ids: anyRemoteId('id', request.model),
    ...filters[request.model],
  };
  return Object.entries(request.filters).map(([name, value]) => {
    const filter = known[name];
    if (filter === undefined) throw new Error(`${request.model} cannot be filtered by ${name}`);
    parameters.push(filter.toValue ? filter.toValue(value, request.integrationId) : value);
    return filter.where.replaceAll('?', `$${parameters.length}`);
  });
}
