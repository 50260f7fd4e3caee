-- A view never fails because of one row: a value that PostgreSQL does not take, such as the 30th of
-- February that an older version stored, is null in its column, and unchanged in `record`. Text that is
-- no JSON at all makes all columns of its row null that come from it.

-- A block with an exception handler is a subtransaction, which parallel plans allow since PostgreSQL 17.
do $$
declare
  v_parallel constant text := case
    when current_setting('server_version_num')::int >= 170000 then 'safe' else 'unsafe' end;
begin
  execute $function$
    create function store.jsonb_or_null(p_text text)
    returns jsonb language plpgsql immutable strict as $body$
    begin
      return p_text::jsonb;
    exception when data_exception or program_limit_exceeded then
      return null;
    end $body$ parallel $function$ || v_parallel;
  execute $function$
    create function store.time_or_null(p_text text)
    returns timestamptz language plpgsql stable strict as $body$
    begin
      return p_text::timestamptz;
    exception when data_exception then
      return null;
    end $body$ parallel $function$ || v_parallel;
end
$$;

create function store.number_or_null(p_value jsonb)
returns numeric language sql immutable parallel safe as $$
  select case when jsonb_typeof(p_value) = 'number' then p_value::numeric end
$$;

create function store.boolean_or_null(p_value jsonb)
returns boolean language sql immutable parallel safe as $$
  select case when jsonb_typeof(p_value) = 'boolean' then p_value::boolean end
$$;

do $$
declare
  v_view record;
  v_column record;
  v_text text;
  v_record constant text :=
    'store.readable_json((((''{''::text || t.own) || r.nested) || ''}''::text))';
begin
  for v_view in select viewname, definition from pg_views
    where schemaname = 'hirewire' and viewname not in ('changes', 'integrations')
  loop
    v_text := replace(v_view.definition, format('(%s)::jsonb', v_record),
      format('store.jsonb_or_null(%s)', v_record));
    if v_text = v_view.definition then
      raise exception 'the view hirewire.% has another form than expected', v_view.viewname;
    end if;
    for v_column in
      select c.column_name as name, c.data_type as type, f.safe, f.read_as
      from information_schema.columns c
      join (values
        ('timestamp with time zone', 'store.time_or_null', 'text'),
        ('numeric', 'store.number_or_null', 'jsonb'),
        ('boolean', 'store.boolean_or_null', 'jsonb')
      ) as f (type, safe, read_as) on f.type = c.data_type
      where c.table_schema = 'hirewire' and c.table_name = v_view.viewname
        and strpos(v_view.definition, format('x.%I,', c.column_name)) > 0
    loop
      v_text := replace(v_text, format('x.%I,', v_column.name),
        format('%s(x.%I) as %2$I,', v_column.safe, v_column.name));
      v_text := regexp_replace(v_text,
        format('([(,]\s*)%I %s', v_column.name, v_column.type),
        format('\1%I %s', v_column.name, v_column.read_as));
    end loop;
    execute format('create or replace view hirewire.%I as %s', v_view.viewname, v_text);
  end loop;
end
$$;
