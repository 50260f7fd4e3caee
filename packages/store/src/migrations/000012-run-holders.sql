-- Workers that have taken the run up, counted. Only the latest may write: an earlier one that has
-- lost its lock without noticing (a frozen process, a network that came back) is refused.
alter table store.sync_runs add column holder int not null default 0;
