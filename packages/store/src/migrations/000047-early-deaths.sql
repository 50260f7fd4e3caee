-- The fencing token of the worker that has taken up a model last: where its process ends, that may be the
-- fault of what it was at, and of nothing else.
alter table store.sync_models add column taken_by int;

-- How often in a row a process ended before it took up a model of the run, or after all had ended.
alter table store.sync_runs add column early_deaths int not null default 0;
