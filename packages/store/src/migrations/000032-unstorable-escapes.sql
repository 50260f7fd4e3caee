-- JSON may escape NUL and halves of surrogate pairs, but PostgreSQL has no text for them: reading a
-- member with such a name or value as jsonb failed, and with it every query that met the row.

-- JSON text as `jsonText` of the engine writes it: without NUL, and with U+FFFD for each half. It
-- writes whole pairs as they are, so that every escape of a surrogate is half of one.
create function store.readable_json(p_json text)
returns text language sql immutable parallel safe as $$
  select case when strpos(p_json, '\u') = 0 then p_json else
    regexp_replace(
      regexp_replace(p_json, '(?<!\\)((?:\\\\)*)\\u0000', '\1', 'gi'),
      '(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}', '\1' || U&'\FFFD', 'gi')
  end
$$;

-- Rows that were stored before. Times stay: to clients, these are the same records.
do $$
declare
  v_model text;
begin
  for v_model in
    select tablename from pg_tables
    where schemaname = 'store' and 'rendered_' || tablename in (
      select tablename from pg_tables where schemaname = 'store')
  loop
    execute format(
      'update store.%I set own = store.readable_json(own),
         short_end = length(store.readable_json(left(own, short_end))),
         brief_end = length(store.readable_json(left(own, brief_end)))
       where own <> store.readable_json(own)', v_model);
    execute format(
      'update store.%I set nested = store.readable_json(nested)
       where nested <> store.readable_json(nested)', 'rendered_' || v_model);
  end loop;
end
$$;

-- A process of an older version may still store such rows while it ends; no view fails because of them.
do $$
declare
  v_view record;
  v_text constant text := '(((''{''::text || t.own) || r.nested) || ''}''::text)';
begin
  for v_view in select viewname, definition from pg_views
    where schemaname = 'hirewire' and viewname not in ('changes', 'integrations')
  loop
    if strpos(v_view.definition, v_text || ')::jsonb') = 0 then
      raise exception 'the view hirewire.% has another form than expected', v_view.viewname;
    end if;
    execute format('create or replace view hirewire.%I as %s', v_view.viewname,
      replace(v_view.definition, v_text, 'store.readable_json' || v_text));
  end loop;
end
$$;

create or replace function store.replace_members(p_members text, p_values json)
returns text language sql immutable as $$
  select case when p_members like ',%' then ',' else '' end || coalesce(string_agg(
    to_json(key)::text || ':' || coalesce((p_values -> key)::text, value::text), ',' order by position
  ), '')
  from rows from (json_each(('{' || ltrim(store.readable_json(p_members), ',') || '}')::json))
    with ordinality as m (key, value, position)
$$;
