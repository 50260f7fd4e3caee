import type { Application, Job, Person } from '../kit/company-rows.ts';
import { givenText } from '../kit/fields.ts';
import type { Input } from '../kit/fields.ts';
import { route } from '../kit/route.ts';
import type { Call, Route } from '../kit/route.ts';
import { json, noContent, notFound } from '../kit/vendor-message.ts';
import type { Answer } from '../kit/vendor-message.ts';
import { invalid } from './access.ts';
import { blankApplication } from './application-details.ts';
import type { ApplicationDetails } from './application-details.ts';
import { nobody } from './candidate-details.ts';
import type { FieldValue } from './catalogue.ts';
import * as inputs from './input.ts';
import { inputOf } from './input.ts';
import { requireNoParameters } from './lists.ts';
import type { Onlyfy } from './onlyfy.ts';
import { idOf } from './reads.ts';
import { applicationShape, candidateShape, jobShape } from './shapes.ts';
import { momentOfText } from './words.ts';
import { candidateFrom, fieldValues, recruiterFiles, requireReferences } from './written.ts';

/** Everything that can be written. What is refused changes nothing. */
export function writeRoutes(onlyfy: Onlyfy): Route[] {
  const { tables } = onlyfy.company;
  return [
    route('POST /candidate', null, (call) => createCandidate(onlyfy, call)),
    route('PATCH /candidate/:id', null, (call) => {
      const person = onlyfy.find('people', idOf(call));
      changeCandidate(onlyfy, person, inputOf(call, inputs.candidatePatch));
      return candidateShape(onlyfy, tables.people.get(person.id));
    }),
    route('POST /application', null, (call) => createApplication(onlyfy, call)),
    route('PATCH /application/:id', null, (call) => {
      const application = onlyfy.find('applications', idOf(call));
      changeApplication(onlyfy, application, inputOf(call, inputs.applicationPatch));
      return applicationShape(onlyfy, tables.applications.get(application.id));
    }),
    route('PUT /application/:id/status/:status_id', null, (call) => setStatus(onlyfy, call)),
    route('PATCH /job/:id', null, (call) => {
      const job = onlyfy.find('jobs', idOf(call));
      changeJob(onlyfy, job, inputOf(call, inputs.jobPatch));
      return jobShape(onlyfy, tables.jobs.get(job.id));
    }),
  ];
}

function createCandidate(onlyfy: Onlyfy, call: Call): Answer {
  const { company, kept } = onlyfy;
  const input = inputOf(call, inputs.candidateCreate);
  requireFreeEmail(onlyfy, input, null);
  const job = input['job_id'] === undefined ? null : openJob(onlyfy, input);
  const data = candidateFrom(onlyfy, nobody, input);
  const { firstname, lastname } = data.profile;
  const { id } = company.addPerson({
    name: `${String(firstname)} ${String(lastname)}`,
  });
  kept.candidates.set(id, data);
  if (job !== null) addApplication(onlyfy, id, job, blankApplication);
  if (input['send_email'] === true) kept.mailed.add(id);
  return json(candidateShape(onlyfy, company.tables.people.get(id)), 201);
}

function changeCandidate(onlyfy: Onlyfy, person: Person, input: Input): void {
  requireKnown(person);
  requireFreeEmail(onlyfy, input, person.id);
  onlyfy.changeCandidate(person, candidateFrom(onlyfy, onlyfy.candidateOf(person), input));
}

/** An address is that of one candidate, upper or lower case. */
function requireFreeEmail(onlyfy: Onlyfy, input: Input, ownId: string | null): void {
  const email = givenText(input, 'email')?.toLowerCase();
  if (email === undefined) return;
  const isTaken = onlyfy.list('people').some((person) => {
    if (person.isErased || person.id === ownId) return false;
    const kept = onlyfy.kept.candidates.get(person.id);
    const known = kept === undefined ? person.emails[0] : kept.email;
    return known?.toLowerCase() === email;
  });
  if (isTaken) throw invalid('email is that of another candidate');
}

function requireKnown({ isErased }: Person): void {
  if (isErased) throw invalid('candidate_id is that of somebody who was anonymised');
}

/** A job that has not finished: drafts and unpublished ones take applications, too. */
function openJob({ company }: Onlyfy, input: Input): Job {
  const job = company.tables.jobs.find(String(input['job_id']));
  if (job === null) throw invalid('job_id is that of no job');
  if (job.closedAt !== null) throw invalid('job_id is that of a job that has finished');
  return job;
}

function createApplication(onlyfy: Onlyfy, call: Call): Answer {
  const input = inputOf(call, inputs.applicationCreate);
  const { people } = onlyfy.company.tables;
  const person = people.find(String(input['candidate_id']));
  if (person === null) throw invalid('candidate_id is that of no candidate');
  requireKnown(person);
  const job = openJob(onlyfy, input);
  if (onlyfy.applicationsOf(person).some(({ jobId }) => jobId === job.id)) {
    throw invalid('job_id is that of a job that the candidate has applied for');
  }
  const letter = givenText(input, 'motivational_letter') ?? null;
  const data = { ...applicationFrom(onlyfy, blankApplication, input), letter };
  const application = addApplication(onlyfy, person.id, job, data);
  onlyfy.company.change('people', person.id, {});
  return json(applicationShape(onlyfy, application), 201);
}

function addApplication(
  onlyfy: Onlyfy,
  personId: string,
  job: Job,
  data: ApplicationDetails,
): Application {
  const application = onlyfy.company.addApplication({
    personId,
    jobId: job.id,
  });
  onlyfy.kept.applications.set(application.id, data);
  return application;
}

function changeApplication(onlyfy: Onlyfy, application: Application, input: Input): void {
  requireKnown(onlyfy.company.tables.people.get(application.personId));
  const before = onlyfy.applicationOf(application);
  onlyfy.changeApplication(application, applicationFrom(onlyfy, before, input));
}

function applicationFrom(
  onlyfy: Onlyfy,
  before: ApplicationDetails,
  input: Input,
): ApplicationDetails {
  const isFinished = input['is_finished'] ?? before.finishedAt !== null;
  const textIn = (name: string, otherwise: string | null): string | null =>
    input[name] === undefined ? otherwise : (givenText(input, name) ?? null);
  const isReplaced = onlyfy.habits.patchReplacesFiles && input['recruiter_files'] !== undefined;
  return {
    ...before,
    finishedAt: isFinished === true ? (before.finishedAt ?? onlyfy.company.now()) : null,
    trackingId: textIn('xrm_tracking_id', before.trackingId),
    referer: textIn('referer', before.referer),
    files: [...(isReplaced ? [] : before.files), ...recruiterFiles(onlyfy, input)],
  };
}

/** Moves, rejects and hires. The body may be left out, and with it the reason. */
function setStatus(onlyfy: Onlyfy, call: Call): Answer {
  const application = onlyfy.find('applications', idOf(call));
  const { company } = onlyfy;
  const { status_id: statusId = '' } = call.params;
  const status = company.tables.stages.find(statusId);
  if (status === null) throw notFound('status', statusId);
  requireNoParameters(call);
  const input = call.text === '' ? {} : inputOf(call, inputs.statusChange);
  const job = application.jobId === null ? null : company.tables.jobs.get(application.jobId);
  const allowed = job === null ? [] : onlyfy.statusesOf(onlyfy.statusSetOf(job));
  if (!allowed.some(({ id }) => id === status.id)) {
    throw invalid('status_id is none of the statuses of the job');
  }
  onlyfy.setStatus(application, status.id, givenText(input, 'reason') ?? null);
  return noContent();
}

function changeJob(onlyfy: Onlyfy, job: Job, input: Input): void {
  requireReferences(onlyfy, 'body', input);
  const { custom_fields: shown } = jobShape(onlyfy, job) as {
    custom_fields: { custom_field_id: number; values: FieldValue[] }[];
  };
  const before = new Map(shown.map((one) => [one.custom_field_id, one.values]));
  const values = fieldValues(onlyfy, before, input, 'is_job');
  onlyfy.kept.jobs.set(job.id, {
    ...onlyfy.kept.jobs.get(job.id),
    ...input,
    ...(input['start_of_work'] !== undefined && {
      start_of_work: momentOfText(input['start_of_work']),
    }),
    custom_fields: [...values].map(([id, own]) => ({
      custom_field_id: id,
      values: own,
    })),
  });
  onlyfy.company.change('jobs', job.id, {});
}
