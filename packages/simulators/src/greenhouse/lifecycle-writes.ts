import type { Application, Stage } from '../kit/company-rows.ts';
import * as is from '../kit/fields.ts';
import type { Input } from '../kit/fields.ts';
import type { Route } from '../kit/route.ts';
import { noContent, notFound } from '../kit/vendor-message.ts';
import { prepareApplication } from './application-writes.ts';
import { candidateLists } from './candidate-lists.ts';
import { rowIdOf, unprocessable } from './greenhouse.ts';
import type { Greenhouse } from './greenhouse.ts';
import { id, pathApplication, shownIn, writeRoutes } from './inputs.ts';
import type { Write } from './inputs.ts';
import { rejectionTemplate } from './organisation-lists.ts';
import { currentStageRow } from './shapes.ts';

/** An application under way in a job. */
function activeApplication(write: Write): Application {
  const application = pathApplication(write);
  const status = write.view.greenhouse.statusOf(application);
  if (status !== 'in_process') throw unprocessable(`Application is ${status}.`);
  if (application.jobId === null) throw unprocessable('Application is a prospect.');
  return application;
}

/** A comparison with where the application is; with neither destination it goes on by one stage. */
function move(write: Write): void {
  const { input, view } = write;
  const { company, options } = view.greenhouse;
  const application = activeApplication(write);
  const { id: applicationId, stageId, jobId } = application;
  const isRow = options.fromStageId === 'application_stage';
  const from = isRow ? currentStageRow(view.greenhouse, application)?.id : Number(stageId);
  if (input['from_stage_id'] !== from) {
    throw unprocessable({ from_stage_id: 'is not the current stage of the application' });
  }
  const { to_stage_id: toStage, to_job_id: toJob } = input;
  if (toStage !== undefined && toJob !== undefined) {
    throw unprocessable('Only one of to_stage_id and to_job_id is allowed.');
  }
  if (toJob !== undefined) {
    moveToJob(write, application);
    return;
  }
  const stages = company.stagesOf(jobId);
  const next: Stage | undefined =
    toStage === undefined
      ? stages[stages.findIndex((stage) => stage.id === stageId) + 1]
      : stages.find((stage) => Number(stage.id) === toStage);
  if (next === undefined) throw unprocessable({ to_stage_id: 'is no stage of this job' });
  company.moveApplication(applicationId, next.id, view.userId);
}

function moveToJob({ input, view }: Write, { id: applicationId, history }: Application): void {
  const { greenhouse, userId } = view;
  const job = greenhouse.named('jobs', 'to_job_id', input['to_job_id']);
  if (job.status !== 'open') throw unprocessable('Job is not open.');
  const stageId = greenhouse.company.stagesOf(job.id)[0]?.id ?? '';
  const entry = { stageId, enteredAt: greenhouse.company.now(), userId };
  greenhouse.company.change('applications', applicationId, {
    jobId: job.id,
    stageId,
    history: [...history, entry],
  });
}

/** Prospects can be rejected, too. */
function reject(write: Write): void {
  const { input, view } = write;
  const { greenhouse, userId } = view;
  const { id: applicationId, personId, ...rest } = pathApplication(write);
  const status = greenhouse.statusOf({ id: applicationId, personId, ...rest });
  if (status !== 'in_process') throw unprocessable(`Application is already ${status}.`);
  const reason = greenhouse.named(
    'rejectionReasons',
    'rejection_reason_id',
    input['rejection_reason_id'],
  );
  const mail = input['rejection_email'] as Input | undefined;
  if (mail !== undefined && mail['email_template_id'] !== rejectionTemplate) {
    throw unprocessable({ email_template_id: 'does not exist' });
  }
  const text = is.textOf(input, 'notes');
  const note = { personId, applicationId, userId, text, isPrivate: false };
  const noteId = text === '' ? undefined : greenhouse.company.add('notes', note).id;
  greenhouse.setExtra(applicationId, {
    rejectedById: userId,
    ...(noteId !== undefined && { rejectionNoteId: noteId }),
  });
  greenhouse.company.endApplication(applicationId, 'rejected', reason.id);
}

function hire(write: Write): void {
  const { greenhouse } = write.view;
  const { id: applicationId, jobId } = activeApplication(write);
  const openingId = Number(write.input['opening_id']);
  const { filledOpenings } = greenhouse.kept;
  if (rowIdOf(openingId) !== jobId || filledOpenings.has(String(openingId))) {
    throw unprocessable({ opening_id: 'is no open opening of this job' });
  }
  filledOpenings.set(String(openingId), applicationId);
  greenhouse.company.endApplication(applicationId, 'hired');
}

/** The prospect stays as a converted application beside a new one. */
function convert(write: Write): void {
  const { greenhouse } = write.view;
  const prospect = pathApplication(write);
  if (!greenhouse.isProspect(prospect) || greenhouse.statusOf(prospect) !== 'in_process') {
    throw unprocessable('Application is not an active prospect.');
  }
  const { job_id, to_job_interview_stage_id: initial_stage_id } = write.input;
  const stage = initial_stage_id === undefined ? {} : { initial_stage_id };
  const { personId } = prospect;
  prepareApplication({ ...write, input: { job_id, ...stage } }, personId)(personId);
  greenhouse.kept.converted.add(prospect.id);
  greenhouse.company.change('applications', prospect.id, {});
}

function updateRejection(write: Write): object {
  const { input, view, call } = write;
  const { greenhouse } = view;
  const { id: rejectionId = '' } = call.params;
  const application = greenhouse.company.tables.applications.find(rowIdOf(Number(rejectionId)));
  if (application?.status !== 'rejected') throw notFound('rejection', rejectionId);
  const reason = greenhouse.named(
    'rejectionReasons',
    'rejection_reason_id',
    input['rejection_reason_id'],
  );
  greenhouse.company.change('applications', application.id, { rejectionReasonId: reason.id });
  return shownIn(candidateLists['rejection_details'], view, rejectionId);
}

/** Where an application goes; the answer is an empty 204. */
export function lifecycleWrites(greenhouse: Greenhouse): Route[] {
  const write = writeRoutes(greenhouse);
  const then = (act: (one: Write) => void) => (one: Write) => {
    act(one);
    return noContent();
  };
  const path = '/applications/:id';
  const email = is.shape({
    email_template_id: is.required(id),
    send_email_at: is.isoMoment,
    email_from_user_id: id,
  });
  return [
    write(
      `POST ${path}/move`,
      'applications:move',
      { from_stage_id: is.required(id), to_stage_id: id, to_job_id: id, email_from_user_id: id },
      then(move),
    ),
    write(
      `POST ${path}/reject`,
      'applications:reject',
      { rejection_reason_id: is.required(id), notes: is.text, rejection_email: email },
      then(reject),
    ),
    write(
      `POST ${path}/unreject`,
      'applications:unreject',
      {},
      then((one) => {
        const { id: rejectedId, status } = pathApplication(one);
        if (status !== 'rejected') throw unprocessable('Application is not rejected.');
        greenhouse.company.reopenApplication(rejectedId);
      }),
    ),
    write(
      `POST ${path}/hire`,
      'applications:hire',
      { opening_id: is.required(id), start_date: is.day, close_reason_id: id },
      then(hire),
    ),
    write(
      `POST ${path}/convert_to_candidate`,
      'applications:convert_to_candidate',
      { job_id: is.required(id), to_job_interview_stage_id: id },
      then(convert),
    ),
    write(
      'PATCH /rejection_details/:id',
      'rejection_details:update',
      { rejection_reason_id: is.required(id) },
      updateRejection,
    ),
  ];
}
