-- The webhook that the vendor signs with a secret, by the vendor's id: the secret ends with it. Null
-- until the webhook is in place.
alter table store.vendor_webhook_secrets add column remote_id text;
update store.vendor_webhook_secrets s set remote_id = (
  select w.remote_id from store.vendor_webhooks w where w.integration_id = s.integration_id
  order by w.created_at desc, w.remote_id limit 1);
