-- What a record takes from other rows, as the JSON members that follow its own. Derived from the
-- tables alone: rendering it again at any time changes nothing.
-- Single references are shown even when deleted at the remote; lists hold living records only.

create function store.iso(timestamptz) returns text language sql immutable parallel safe
return to_char($1 at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');

create function store.dates(changed_at timestamptz, remote_deleted_at timestamptz)
returns text language sql immutable parallel safe
return ',"changed_at":"' || to_char($1 at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  || '","remote_deleted_at":'
  || coalesce('"' || to_char($2 at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '"', 'null');

create view store.application_stages_nested as
select
  t.integration_id, t.id, t.remote_deleted_at is not null as is_deleted,
  store.dates(t.changed_at, t.remote_deleted_at) as nested
from store.application_stages t;

create view store.tags_nested as
select
  t.integration_id, t.id, t.remote_deleted_at is not null as is_deleted,
  store.dates(t.changed_at, t.remote_deleted_at) as nested
from store.tags t;

create view store.rejection_reasons_nested as
select
  t.integration_id, t.id, t.remote_deleted_at is not null as is_deleted,
  store.dates(t.changed_at, t.remote_deleted_at) as nested
from store.rejection_reasons t;

create view store.roles_nested as
select
  t.integration_id, t.id, t.remote_deleted_at is not null as is_deleted,
  store.dates(t.changed_at, t.remote_deleted_at) as nested
from store.roles t;

create view store.users_nested as
select
  t.integration_id, t.id, t.remote_deleted_at is not null as is_deleted, t.system_role_ids,
  store.dates(t.changed_at, t.remote_deleted_at)
  || ',"system_roles":['
  || coalesce((
    select string_agg('{' || left(r.own, r.short_end) || '}', ',' order by r.id)
    from store.roles r
    where r.integration_id = t.integration_id and r.id = any (t.system_role_ids)
      and r.remote_deleted_at is null
  ), '') || ']' as nested
from store.users t;

create view store.jobs_nested as
select
  t.integration_id, t.id, t.remote_deleted_at is not null as is_deleted, t.stage_ids, t.hiring_team,
  store.dates(t.changed_at, t.remote_deleted_at)
  || ',"stages":['
  || coalesce((
    select string_agg(
      '{' || left(s.own, s.brief_end) || ',"index":' || coalesce(x.index::text, 'null') || '}',
      ',' order by x.position
    )
    from unnest(t.stage_ids, t.stage_indexes) with ordinality as x (stage_id, index, position)
    join store.application_stages s
      on s.integration_id = t.integration_id and s.id = x.stage_id and s.remote_deleted_at is null
  ), '')
  || '],"screening_questions":' || t.screening_questions
  || ',"job_postings":' || t.job_postings
  || ',"hiring_team":['
  || coalesce((
    select string_agg(
      '{' || coalesce(
        left(u.own, u.short_end),
        '"id":' || to_json(m.member ->> 'user_id')
        || ',"remote_id":' || to_json(m.member ->> 'user_remote_id')
        || ',"first_name":null,"last_name":null,"email":null'
      )
      || ',"hiring_team_roles":' || roles.unified || ',"job_roles":' || roles.full_list || '}',
      ',' order by m.position
    )
    from jsonb_array_elements(t.hiring_team) with ordinality as m (member, position)
    left join store.users u
      on u.integration_id = t.integration_id and u.id = m.member ->> 'user_id'
    cross join lateral (
      select
        '[' || coalesce(string_agg('{' || left(r.own, r.short_end) || '}', ',' order by r.id), '')
        || ']' as full_list,
        coalesce(
          json_agg(distinct r.unified_type)
          filter (where r.unified_type is not null and r.unified_type <> 'ADMIN'), '[]'
        )::text as unified
      from (
        select r.id, r.own, r.short_end, r.unified_type
        from store.roles r
        where r.integration_id = t.integration_id
          and r.id in (select jsonb_array_elements_text(m.member -> 'role_ids'))
          and r.remote_deleted_at is null
      ) r
    ) roles
  ), '') || ']' as nested
from store.jobs t;

create view store.applications_nested as
select
  t.integration_id, t.id, t.remote_deleted_at is not null as is_deleted, t.job_id, t.candidate_id, t.current_stage_id,
  store.dates(t.changed_at, t.remote_deleted_at)
  || ',"screening_question_answers":' || coalesce(t.screening_question_answers, 'null')
  || ',"candidate":' || coalesce(
    '{' || left(c.own, c.brief_end) || ',"tags":['
    || case when c.tag_ids = '{}' then '' else coalesce((
      select string_agg('{' || left(g.own, g.short_end) || '}', ',' order by g.id)
      from store.tags g
      where g.integration_id = t.integration_id and g.id = any (c.tag_ids)
        and g.remote_deleted_at is null
    ), '') end || ']}', 'null')
  || ',"current_stage":' || coalesce(
    '{' || left(s.own, s.brief_end) || ',"index":' || coalesce(
      j.stage_indexes[array_position(j.stage_ids, s.id)], t.current_stage_index
    )::text || '}',
    '{' || left(s.own, s.brief_end) || ',"index":null}', 'null')
  || ',"job":' || coalesce('{' || left(j.own, j.short_end) || '}', 'null')
  || ',"interviews":[' || coalesce((
    select string_agg('{' || left(i.own, i.brief_end) || '}', ',' order by i.id)
    from store.interviews i
    where i.integration_id = t.integration_id and i.application_id = t.id
      and i.remote_deleted_at is null
  ), '')
  || '],"offers":[' || coalesce((
    select string_agg('{' || left(o.own, o.short_end) || '}', ',' order by o.id)
    from store.offers o
    where o.integration_id = t.integration_id and o.application_id = t.id
      and o.remote_deleted_at is null
  ), '') || ']' as nested
from store.applications t
left join store.candidates c on c.integration_id = t.integration_id and c.id = t.candidate_id
left join store.application_stages s
  on s.integration_id = t.integration_id and s.id = t.current_stage_id
left join store.jobs j on j.integration_id = t.integration_id and j.id = t.job_id;

create view store.candidates_nested as
select
  t.integration_id, t.id, t.remote_deleted_at is not null as is_deleted, t.tag_ids,
  store.dates(t.changed_at, t.remote_deleted_at)
  || ',"applications":[' || coalesce((
    select string_agg(
      '{' || left(a.own, a.brief_end) || ',"changed_at":"' || store.iso(a.changed_at)
      || '","current_stage":' || coalesce(
        '{' || left(s.own, s.short_end) || ',"index":' || coalesce(coalesce(
          j.stage_indexes[array_position(j.stage_ids, s.id)], a.current_stage_index
        )::text, 'null') || '}', 'null')
      || ',"job":' || coalesce('{' || left(j.own, j.short_end) || '}', 'null') || '}',
      ',' order by a.id
    )
    from store.applications a
    left join store.application_stages s
      on s.integration_id = a.integration_id and s.id = a.current_stage_id
    left join store.jobs j on j.integration_id = a.integration_id and j.id = a.job_id
    where a.integration_id = t.integration_id and a.candidate_id = t.id
      and a.remote_deleted_at is null
  ), '')
  || '],"tags":[' || case when t.tag_ids = '{}' then '' else coalesce((
    select string_agg('{' || left(g.own, g.short_end) || '}', ',' order by g.id)
    from store.tags g
    where g.integration_id = t.integration_id and g.id = any (t.tag_ids)
      and g.remote_deleted_at is null
  ), '') end || ']' as nested
from store.candidates t;

create view store.interviews_nested as
select
  t.integration_id, t.id, t.remote_deleted_at is not null as is_deleted, t.application_id, t.user_ids, a.candidate_id, a.job_id,
  store.dates(t.changed_at, t.remote_deleted_at)
  || ',"users":[' || case when t.user_ids = '{}' then '' else coalesce((
    select string_agg('{' || left(u.own, u.short_end) || '}', ',' order by u.id)
    from store.users u
    where u.integration_id = t.integration_id and u.id = any (t.user_ids)
      and u.remote_deleted_at is null
  ), '') end
  || '],"application":' || coalesce(
    '{' || left(a.own, a.short_end)
    || ',"candidate":' || coalesce('{' || left(c.own, c.short_end) || '}', 'null')
    || ',"job":' || coalesce('{' || left(j.own, j.short_end) || '}', 'null') || '}', 'null') as nested
from store.interviews t
left join store.applications a on a.integration_id = t.integration_id and a.id = t.application_id
left join store.candidates c on c.integration_id = a.integration_id and c.id = a.candidate_id
left join store.jobs j on j.integration_id = a.integration_id and j.id = a.job_id;

create view store.offers_nested as
select
  t.integration_id, t.id, t.remote_deleted_at is not null as is_deleted, t.application_id, a.candidate_id, a.job_id,
  store.dates(t.changed_at, t.remote_deleted_at)
  || ',"application":' || case when a.id is null then 'null' else
    '{"candidate":' || coalesce('{' || left(c.own, c.short_end) || '}', 'null')
    || ',"job":' || coalesce('{' || left(j.own, j.short_end) || '}', 'null') || '}'
  end as nested
from store.offers t
left join store.applications a on a.integration_id = t.integration_id and a.id = t.application_id
left join store.candidates c on c.integration_id = a.integration_id and c.id = a.candidate_id
left join store.jobs j on j.integration_id = a.integration_id and j.id = a.job_id;
