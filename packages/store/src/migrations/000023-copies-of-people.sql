-- JSON members without braces, some of them with other values; the rest stays as it is written.
create function store.replace_members(p_members text, p_values json)
returns text language sql immutable as $$
  select case when p_members like ',%' then ',' else '' end || coalesce(string_agg(
    to_json(key)::text || ':' || coalesce((p_values -> key)::text, value::text), ',' order by position
  ), '')
  from rows from (json_each(('{' || ltrim(p_members, ',') || '}')::json))
    with ordinality as m (key, value, position)
$$;
