import type { ModelName } from './models.ts';

/**
 * What a change of one record means for others that show a part of it: they are rendered anew, and
 * where the wire's relation table says so ("target" and "membership" of `updated_after`) their
 * `updated_at` moves. This table is that relation table, and nothing else is.
 */
export interface Effect {
  /** The model whose rows show the changed ones. */
  on: ModelName;
  /** A condition on the row `v` of `<on>_nested`; `$2` is the list of ids named by `by`. */
  where: string;
  /**
   * Which ids the condition gets: those of the changed rows, or the rows that the changed ones
   * refer to or referred to before (their links).
   */
  by: 'id' | 'link';
  /** When `updated_at` moves: never, or when the changed record's own fields did. */
  touch: 'never' | 'own';
}

const ofApplications = (condition: string, on: 'candidates' | 'interviews' | 'offers'): string =>
  on === 'candidates'
    ? `v.id in (select a.candidate_id from store.applications a
         where a.integration_id = $1 and ${condition})`
    : `v.application_id in (select a.id from store.applications a
         where a.integration_id = $1 and ${condition})`;

const inApplication = (on: 'interviews' | 'offers', column: 'candidate_id' | 'job_id'): Effect => ({
  on,
  where: ofApplications(`a.${column} = any ($2)`, on),
  by: 'id',
  touch: 'never',
});

const hiringTeam = (path: string): string =>
  `exists (select from jsonb_array_elements(v.hiring_team) m where ${path})`;

export const effects: Readonly<Record<ModelName, readonly Effect[]>> = {
  applications: [
    { on: 'candidates', where: 'v.id = any ($2)', by: 'link', touch: 'own' },
    { on: 'interviews', where: 'v.application_id = any ($2)', by: 'id', touch: 'own' },
    { on: 'offers', where: 'v.application_id = any ($2)', by: 'id', touch: 'own' },
  ],
  candidates: [
    { on: 'applications', where: 'v.candidate_id = any ($2)', by: 'id', touch: 'own' },
    inApplication('interviews', 'candidate_id'),
    inApplication('offers', 'candidate_id'),
  ],
  jobs: [
    { on: 'applications', where: 'v.job_id = any ($2)', by: 'id', touch: 'never' },
    {
      on: 'candidates',
      where: ofApplications('a.job_id = any ($2)', 'candidates'),
      by: 'id',
      touch: 'never',
    },
    inApplication('interviews', 'job_id'),
    inApplication('offers', 'job_id'),
  ],
  application_stages: [
    { on: 'applications', where: 'v.current_stage_id = any ($2)', by: 'id', touch: 'own' },
    {
      on: 'candidates',
      where: ofApplications('a.current_stage_id = any ($2)', 'candidates'),
      by: 'id',
      touch: 'never',
    },
    { on: 'jobs', where: 'v.stage_ids && $2', by: 'id', touch: 'never' },
  ],
  interviews: [{ on: 'applications', where: 'v.id = any ($2)', by: 'link', touch: 'own' }],
  offers: [{ on: 'applications', where: 'v.id = any ($2)', by: 'link', touch: 'own' }],
  users: [
    { on: 'interviews', where: 'v.user_ids && $2', by: 'id', touch: 'never' },
    { on: 'jobs', where: hiringTeam(`m ->> 'user_id' = any ($2)`), by: 'id', touch: 'never' },
  ],
  roles: [
    { on: 'users', where: 'v.system_role_ids && $2', by: 'id', touch: 'own' },
    { on: 'jobs', where: hiringTeam(`m -> 'role_ids' ?| $2`), by: 'id', touch: 'never' },
  ],
  tags: [
    { on: 'candidates', where: 'v.tag_ids && $2', by: 'id', touch: 'never' },
    {
      on: 'applications',
      where: `v.candidate_id in (select c.id from store.candidates c
        where c.integration_id = $1 and c.tag_ids && $2 and c.tag_ids <> '{}')`,
      by: 'id',
      touch: 'never',
    },
  ],
  rejection_reasons: [],
};
