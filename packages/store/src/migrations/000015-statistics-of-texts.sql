-- Texts that are only passed on: nothing is searched or joined by them. Sampling thirty thousand of
-- them in the order of a language took most of the time of ANALYZE, which first syncs wait for.
alter table store.jobs
  alter column own set statistics 0,
  alter column screening_questions set statistics 0,
  alter column job_postings set statistics 0,
  alter column hiring_team set statistics 0;
alter table store.rendered_jobs alter column nested set statistics 0;
alter table store.application_stages
  alter column own set statistics 0;
alter table store.rendered_application_stages alter column nested set statistics 0;
alter table store.applications
  alter column own set statistics 0,
  alter column screening_question_answers set statistics 0;
alter table store.rendered_applications alter column nested set statistics 0;
alter table store.candidates
  alter column own set statistics 0;
alter table store.rendered_candidates alter column nested set statistics 0;
alter table store.interviews
  alter column own set statistics 0;
alter table store.rendered_interviews alter column nested set statistics 0;
alter table store.offers
  alter column own set statistics 0;
alter table store.rendered_offers alter column nested set statistics 0;
alter table store.users
  alter column own set statistics 0;
alter table store.rendered_users alter column nested set statistics 0;
alter table store.roles
  alter column own set statistics 0;
alter table store.rendered_roles alter column nested set statistics 0;
alter table store.tags
  alter column own set statistics 0;
alter table store.rendered_tags alter column nested set statistics 0;
alter table store.rejection_reasons
  alter column own set statistics 0;
alter table store.rendered_rejection_reasons alter column nested set statistics 0;
