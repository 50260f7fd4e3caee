import type { ModelName } from './models.ts';

/**
 * What a change of one record means for others that show a part of it: they are rendered anew, and
 * where the wire's relation table says so ("target" and "membership" of `updated_after`) their
 * `updated_at` moves. This table is that relation table, and nothing else is.
 */
export interface Effect {
  /** The model whose rows show the changed ones. */
  on: ModelName;
  /**
   * Which of its rows: those that the changed rows refer to, or referred to before (`'references'`), or
   * those that a statement finds; `$integrationId` is the integration, `$ids` the ids of the changed rows.
   */
  rows: 'references' | { find: string };
  /**
   * When `updated_at` moves: never; when the changed record's own fields did; when the record itself
   * appeared or disappeared, since a list that shows living records gains or loses one; or only when
   * it was not known before, since what was shown as null was no news about the record.
   */
  touch: 'never' | 'own' | 'existence' | 'appearance';
}

const find = (on: ModelName, where: string): Pick<Effect, 'on' | 'rows'> => ({
  on,
  rows: { find: `select id from store.${on} where integration_id = $integrationId and ${where}` },
});

/** Candidates of the applications for which a condition holds. */
const candidatesOf = (where: string): Pick<Effect, 'on' | 'rows'> => ({
  on: 'candidates',
  rows: {
    find: `select distinct candidate_id as id from store.applications
           where integration_id = $integrationId and candidate_id is not null and ${where}`,
  },
});

/** Interviews or offers of the applications for which a condition holds. */
const inApplications = (on: 'interviews' | 'offers', where: string): Effect => ({
  ...find(
    on,
    `application_id = any (array(
       select a.id from store.applications a where a.integration_id = $integrationId and ${where}))`,
  ),
  touch: 'appearance',
});

const inHiringTeam = (where: string): Effect => ({
  ...find('jobs', `exists (select from jsonb_array_elements(hiring_team) m where ${where})`),
  touch: 'never',
});

export const effects: Readonly<Record<ModelName, readonly Effect[]>> = {
  applications: [
    { on: 'candidates', rows: 'references', touch: 'own' },
    { ...find('interviews', 'application_id = any ($ids)'), touch: 'own' },
    { ...find('offers', 'application_id = any ($ids)'), touch: 'own' },
  ],
  candidates: [
    { ...find('applications', 'candidate_id = any ($ids)'), touch: 'own' },
    inApplications('interviews', 'a.candidate_id = any ($ids)'),
    inApplications('offers', 'a.candidate_id = any ($ids)'),
  ],
  jobs: [
    { ...find('applications', 'job_id = any ($ids)'), touch: 'appearance' },
    { ...candidatesOf('job_id = any ($ids)'), touch: 'appearance' },
    inApplications('interviews', 'a.job_id = any ($ids)'),
    inApplications('offers', 'a.job_id = any ($ids)'),
  ],
  application_stages: [
    { ...find('applications', 'current_stage_id = any ($ids)'), touch: 'own' },
    { ...candidatesOf('current_stage_id = any ($ids)'), touch: 'appearance' },
    { ...find('jobs', 'stage_ids && $ids'), touch: 'existence' },
  ],
  interviews: [{ on: 'applications', rows: 'references', touch: 'own' }],
  offers: [{ on: 'applications', rows: 'references', touch: 'own' }],
  users: [
    { ...find('interviews', 'user_ids && $ids'), touch: 'existence' },
    inHiringTeam(`m ->> 'user_id' = any ($ids)`),
  ],
  roles: [
    { ...find('users', 'system_role_ids && $ids'), touch: 'own' },
    inHiringTeam(`m -> 'role_ids' ?| $ids`),
  ],
  tags: [
    { ...find('candidates', `tag_ids && $ids and tag_ids <> '{}'`), touch: 'existence' },
    {
      ...find(
        'applications',
        `candidate_id = any (array(
           select c.id from store.candidates c
           where c.integration_id = $integrationId and c.tag_ids && $ids and c.tag_ids <> '{}'))`,
      ),
      touch: 'never',
    },
  ],
  rejection_reasons: [],
};
