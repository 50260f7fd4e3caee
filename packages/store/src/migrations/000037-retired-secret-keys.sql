-- Secret keys that seal nothing any more, by what sealed texts say of their key (bytes 2 to 5). A
-- process that has not noticed the new key must not bring an old one back.
create table store.retired_secret_keys (
  key_id bytea primary key,
  retired_at timestamptz not null default now()
);

-- The argument names the column.
create function store.refuse_retired_key()
returns trigger language plpgsql as $$
declare
  v_sealed bytea;
begin
  execute format('select ($1).%I', tg_argv[0]) using new into v_sealed;
  if exists (select from store.retired_secret_keys where key_id = substr(v_sealed, 2, 4)) then
    raise exception 'sealed with a secret key that was retired'
      using errcode = 'object_not_in_prerequisite_state',
        hint = 'Restart this process with the new secret key.';
  end if;
  return new;
end
$$;

create trigger refuse_retired_key before insert or update of credentials on store.integrations
  for each row execute function store.refuse_retired_key('credentials');
create trigger refuse_retired_key before insert or update of sealed on store.access_tokens
  for each row execute function store.refuse_retired_key('sealed');
create trigger refuse_retired_key before insert or update of sealed on store.vendor_webhook_secrets
  for each row execute function store.refuse_retired_key('sealed');
create trigger refuse_retired_key before insert or update of secret on store.webhook_endpoints
  for each row execute function store.refuse_retired_key('secret');
