-- Since when the vendor has been away, while a run waits for it to come back; null while it answers.
alter table store.sync_models add column away_since timestamptz;
