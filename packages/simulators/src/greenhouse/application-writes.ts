import type { Application } from '../kit/company-rows.ts';
import * as is from '../kit/fields.ts';
import type { Route } from '../kit/route.ts';
import { json, noContent } from '../kit/vendor-message.ts';
import { candidateLists } from './candidate-lists.ts';
import { partId, unprocessable } from './greenhouse.ts';
import type { Greenhouse } from './greenhouse.ts';
import {
  customFieldsInput,
  customValuesOf,
  id,
  keepCustomValues,
  optionalReferrer,
  optionalRow,
  pathApplication,
  shownIn,
  writeRoutes,
} from './inputs.ts';
import type { Write } from './inputs.ts';
import { kinds } from './shapes.ts';

const optionalId = is.nullable(id);
const credit = {
  source_id: optionalId,
  referrer_id: optionalId,
  recruiter_id: optionalId,
  coordinator_id: optionalId,
};
/** The application within `POST /candidates`, and that of `POST /applications`. */
export const applicationFields = {
  ...credit,
  job_id: is.required(id),
  initial_stage_id: optionalId,
};

/**
 * Checks an application for a job, of somebody who is not there yet or is; what it returns makes it.
 * The texts of these refusals are not documented.
 */
export function prepareApplication(
  write: Write,
  known: string | null,
): (personId: string) => Application {
  const { greenhouse, userId } = write.view;
  const { company } = greenhouse;
  const job = greenhouse.named('jobs', 'job_id', write.input['job_id']);
  if (!greenhouse.canSeeJob(job, userId)) throw unprocessable({ job_id: 'does not exist' });
  if (job.status !== 'open' || greenhouse.kept.templates.has(job.id)) {
    throw unprocessable('Job is not open.');
  }
  const earlier = known === null ? [] : company.applicationsOf(known);
  const isActive = (one: Application): boolean => greenhouse.statusOf(one) === 'in_process';
  if (earlier.some((one) => one.jobId === job.id && isActive(one))) {
    throw unprocessable('Candidate already has an active application on this job.');
  }
  const stageId = optionalRow(write, 'initial_stage_id', 'stages');
  const stages = company.stagesOf(job.id).map((stage) => stage.id);
  if (stageId !== null && !stages.includes(stageId)) {
    throw unprocessable({ initial_stage_id: 'is no stage of this job' });
  }
  const { fields, extra } = creditOf(write);
  const stage = stageId === null ? {} : { stageId };
  return (personId) => {
    const jobId = job.id;
    const added = company.addApplication({ personId, jobId, isSourced: true, ...stage, ...fields });
    greenhouse.setExtra(added.id, extra);
    return added;
  };
}

/** Checks who gets the credit before anything is changed. */
function creditOf(write: Write) {
  return {
    fields: {
      sourceId: optionalRow(write, 'source_id', 'sources'),
      ownerId: optionalRow(write, 'recruiter_id', 'users'),
    },
    extra: {
      coordinatorId: optionalRow(write, 'coordinator_id', 'users'),
      referrerId: referrerId(write),
    },
  };
}

function referrerId(write: Write): string | null {
  const userId = optionalReferrer(write);
  return userId === null ? null : String(partId(kinds.referrer, userId));
}

const prospectFields = { ...credit, prospect: is.flag, job_ids: is.every(id) };

/** Either a job or a prospect; a mixture is refused. */
function createApplication(write: Write): Application {
  const { input, view } = write;
  const { greenhouse } = view;
  const person = greenhouse.named('people', 'candidate_id', input['candidate_id']);
  const { candidate_id: _person, ...rest } = input;
  if (input['prospect'] !== true) {
    const single = { ...write, input: is.checkInput(rest, applicationFields) };
    return prepareApplication(single, person.id)(person.id);
  }
  const { job_ids } = is.checkInput(rest, prospectFields);
  const jobIds = ((job_ids ?? []) as number[]).map(
    (jobId) => greenhouse.named('jobs', 'job_ids', jobId).id,
  );
  const { fields, extra } = creditOf(write);
  const prospectId = greenhouse.ids.next();
  greenhouse.kept.prospects.set(prospectId, jobIds);
  greenhouse.setExtra(prospectId, extra);
  const none = { jobId: null, stageId: '', history: [], isSourced: true };
  return greenhouse.company.addApplication({
    id: prospectId,
    personId: person.id,
    ...none,
    ...fields,
  });
}

function update(write: Write): object {
  const application = pathApplication(write);
  const { greenhouse } = write.view;
  const { fields, extra } = creditOf(write);
  const given = (name: string, key: string, all: Readonly<Record<string, unknown>>) =>
    name in write.input ? { [key]: all[key] } : {};
  keepCustomValues(greenhouse, application.id, customValuesOf(write.input, 'application'));
  greenhouse.setExtra(application.id, {
    ...given('coordinator_id', 'coordinatorId', extra),
    ...given('referrer_id', 'referrerId', extra),
  });
  greenhouse.company.change('applications', application.id, {
    ...given('source_id', 'sourceId', fields),
    ...given('recruiter_id', 'ownerId', fields),
  });
  return shownIn(candidateLists['applications'], write.view, application.id);
}

/** What makes, changes and deletes applications. */
export function applicationWrites(greenhouse: Greenhouse): Route[] {
  const write = writeRoutes(greenhouse);
  const path = '/applications/:id';
  const anyApplication = { ...prospectFields, ...applicationFields, job_id: id };
  return [
    write(
      'POST /applications',
      'applications:create',
      { ...anyApplication, candidate_id: is.required(id) },
      (one) => {
        const added = createApplication(one);
        return json(shownIn(candidateLists['applications'], one.view, added.id), 201);
      },
    ),
    write(
      `PATCH ${path}`,
      'applications:update',
      { ...credit, custom_fields: customFieldsInput },
      update,
    ),
    write(`DELETE ${path}`, 'applications:destroy', {}, (one) => {
      greenhouse.company.remove('applications', pathApplication(one).id);
      return noContent();
    }),
  ];
}
