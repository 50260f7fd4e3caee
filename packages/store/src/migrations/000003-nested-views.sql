-- What a record takes from other rows, as the JSON members that follow its own. Derived from the
-- tables alone: rendering it again at any time changes nothing.
-- Single references are shown even when deleted at the remote; lists hold living records only.
--
-- Everything is looked up by scalar subqueries, one primary key or index at a time. Joins would let
-- the planner choose, and it chooses by statistics that do not know an integration which is just
-- being synced for the first time: it takes its hundred thousand rows for one.

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
  t.integration_id, t.id, t.remote_deleted_at is not null as is_deleted,
  store.dates(t.changed_at, t.remote_deleted_at)
  || ',"system_roles":[' || coalesce((
    select string_agg('{' || left(r.own, r.short_end) || '}', ',' order by r.id)
    from store.roles r
    where r.integration_id = t.integration_id and r.id = any (t.system_role_ids)
      and r.remote_deleted_at is null
  ), '') || ']' as nested
from store.users t;

create view store.jobs_nested as
select
  t.integration_id, t.id, t.remote_deleted_at is not null as is_deleted,
  store.dates(t.changed_at, t.remote_deleted_at)
  || ',"stages":[' || coalesce((
    select string_agg(stage.text, ',' order by stage.position)
    from (
      select x.position, (
        select '{' || left(s.own, s.brief_end) || ',"index":' || coalesce(x.index::text, 'null')
          || '}'
        from store.application_stages s
        where s.integration_id = t.integration_id and s.id = x.stage_id
          and s.remote_deleted_at is null
      ) as text
      from unnest(t.stage_ids, t.stage_indexes) with ordinality as x (stage_id, index, position)
    ) stage
  ), '')
  || '],"screening_questions":' || t.screening_questions
  || ',"job_postings":' || t.job_postings
  || ',"hiring_team":[' || coalesce((
    select string_agg(
      '{' || coalesce(
        (
          select left(u.own, u.short_end) from store.users u
          where u.integration_id = t.integration_id and u.id = m.member ->> 'user_id'
        ),
        '"id":' || to_json(m.member ->> 'user_id')
        || ',"remote_id":' || to_json(m.member ->> 'user_remote_id')
        || ',"first_name":null,"last_name":null,"email":null'
      ) || (
        select ',"hiring_team_roles":' || coalesce(
            json_agg(distinct r.unified_type)
            filter (where r.unified_type is not null and r.unified_type <> 'ADMIN'), '[]'
          )::text
          || ',"job_roles":['
          || coalesce(string_agg('{' || left(r.own, r.short_end) || '}', ',' order by r.id), '')
          || ']'
        from store.roles r
        where r.integration_id = t.integration_id and r.remote_deleted_at is null
          and r.id = any (array(select jsonb_array_elements_text(m.member -> 'role_ids')))
      ) || '}',
      ',' order by m.position
    )
    from jsonb_array_elements(t.hiring_team) with ordinality as m (member, position)
  ), '') || ']' as nested
from store.jobs t;

create view store.applications_nested as
select
  t.integration_id, t.id, t.remote_deleted_at is not null as is_deleted,
  store.dates(t.changed_at, t.remote_deleted_at)
  || ',"screening_question_answers":' || coalesce(t.screening_question_answers, 'null')
  || ',"candidate":' || coalesce((
    select '{' || left(c.own, c.brief_end) || ',"tags":['
      || case when c.tag_ids = '{}' then '' else coalesce((
        select string_agg('{' || left(g.own, g.short_end) || '}', ',' order by g.id)
        from store.tags g
        where g.integration_id = t.integration_id and g.id = any (c.tag_ids)
          and g.remote_deleted_at is null
      ), '') end || ']}'
    from store.candidates c
    where c.integration_id = t.integration_id and c.id = t.candidate_id
  ), 'null')
  || ',"current_stage":' || coalesce((
    select '{' || left(s.own, s.brief_end) || ',"index":' || coalesce((
        select j.stage_indexes[array_position(j.stage_ids, s.id)]::text from store.jobs j
        where j.integration_id = t.integration_id and j.id = t.job_id
      ), t.current_stage_index::text, 'null') || '}'
    from store.application_stages s
    where s.integration_id = t.integration_id and s.id = t.current_stage_id
  ), 'null')
  || ',"job":' || coalesce((
    select '{' || left(j.own, j.short_end) || '}' from store.jobs j
    where j.integration_id = t.integration_id and j.id = t.job_id
  ), 'null')
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
from store.applications t;

create view store.candidates_nested as
select
  t.integration_id, t.id, t.remote_deleted_at is not null as is_deleted,
  store.dates(t.changed_at, t.remote_deleted_at)
  || ',"applications":[' || coalesce((
    select string_agg(
      '{' || left(a.own, a.brief_end) || ',"changed_at":"' || store.iso(a.changed_at)
      || '","current_stage":' || coalesce((
        select '{' || left(s.own, s.short_end) || ',"index":' || coalesce((
            select j.stage_indexes[array_position(j.stage_ids, s.id)]::text from store.jobs j
            where j.integration_id = a.integration_id and j.id = a.job_id
          ), a.current_stage_index::text, 'null') || '}'
        from store.application_stages s
        where s.integration_id = a.integration_id and s.id = a.current_stage_id
      ), 'null')
      || ',"job":' || coalesce((
        select '{' || left(j.own, j.short_end) || '}' from store.jobs j
        where j.integration_id = a.integration_id and j.id = a.job_id
      ), 'null') || '}',
      ',' order by a.id
    )
    from store.applications a
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
  t.integration_id, t.id, t.remote_deleted_at is not null as is_deleted,
  store.dates(t.changed_at, t.remote_deleted_at)
  || ',"users":[' || case when t.user_ids = '{}' then '' else coalesce((
    select string_agg('{' || left(u.own, u.short_end) || '}', ',' order by u.id)
    from store.users u
    where u.integration_id = t.integration_id and u.id = any (t.user_ids)
      and u.remote_deleted_at is null
  ), '') end
  || '],"application":' || coalesce((
    select '{' || left(a.own, a.short_end)
      || ',"candidate":' || coalesce((
        select '{' || left(c.own, c.short_end) || '}' from store.candidates c
        where c.integration_id = a.integration_id and c.id = a.candidate_id
      ), 'null')
      || ',"job":' || coalesce((
        select '{' || left(j.own, j.short_end) || '}' from store.jobs j
        where j.integration_id = a.integration_id and j.id = a.job_id
      ), 'null') || '}'
    from store.applications a
    where a.integration_id = t.integration_id and a.id = t.application_id
  ), 'null') as nested
from store.interviews t;

create view store.offers_nested as
select
  t.integration_id, t.id, t.remote_deleted_at is not null as is_deleted,
  store.dates(t.changed_at, t.remote_deleted_at)
  || ',"application":' || coalesce((
    select '{"candidate":' || coalesce((
        select '{' || left(c.own, c.short_end) || '}' from store.candidates c
        where c.integration_id = a.integration_id and c.id = a.candidate_id
      ), 'null')
      || ',"job":' || coalesce((
        select '{' || left(j.own, j.short_end) || '}' from store.jobs j
        where j.integration_id = a.integration_id and j.id = a.job_id
      ), 'null') || '}'
    from store.applications a
    where a.integration_id = t.integration_id and a.id = t.application_id
  ), 'null') as nested
from store.offers t;
