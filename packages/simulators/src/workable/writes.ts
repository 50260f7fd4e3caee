import type { Application, Job } from '../kit/company-rows.ts';
import * as is from '../kit/fields.ts';
import type { Field, Fields, Input } from '../kit/fields.ts';
import { route } from '../kit/route.ts';
import type { Call, Route } from '../kit/route.ts';
import { Answer } from '../kit/vendor-message.ts';
import { ratingScales } from './activities.ts';
import { candidateShape } from './candidate-shapes.ts';
import {
  answersIn,
  attachmentRule,
  changedProfile,
  createFields,
  fileField,
  fileIn,
  newProfile,
  resumeIn,
  updateFields,
} from './input.ts';
import { requireParameters } from './lists.ts';
import { invalid } from './words.ts';
import type { Profile } from './profiles.ts';
import { isOfferedReason, recruiters } from './reads.ts';
import type { Workable } from './workable.ts';

/** Everything that changes candidates. */
export function writeRoutes(workable: Workable): Route[] {
  return [
    route('POST /jobs/:id/candidates', 'w_candidates', (call) =>
      create(workable, call, workable.findJob(call.params['id'] ?? '')),
    ),
    route('POST /talent_pool/candidates', 'w_candidates', (call) => create(workable, call, null)),
    change(workable, 'PATCH ', updateFields, (one, { candidate }, call) => {
      const input = candidate as Input;
      const profile = changedProfile(workable.profileOf(one), input);
      requireFreeEmail(workable, profile, { jobId: one.jobId, except: one.id });
      const resume = resumeIn(workable, input);
      if (resume !== null) workable.addFile(one, resume, 'resume');
      const changed = workable.changeProfile(one, profile);
      return { candidate: candidateShape(workable, changed, call.origin) };
    }),
    change(
      workable,
      'PUT /tags',
      { tags: is.required(is.every(is.filledText)), member_id: is.text },
      (one, { tags }) => {
        const unique = [...new Set(tags as string[])];
        workable.changeProfile(one, { tags: unique });
        return { tags: unique };
      },
    ),
    change(workable, 'POST /move', moveFields, (one, input) => move(workable, one, input)),
    change(workable, 'POST /disqualify', disqualifyFields, (one, input) =>
      disqualify(workable, one, input),
    ),
    change(workable, 'POST /revert', { member_id: member }, (one) => {
      workable.kept.disqualifications.delete(one.id);
      if (one.status === 'rejected') workable.company.reopenApplication(one.id);
      return empty();
    }),
    change(workable, 'POST /comments', commentFields, (one, input) =>
      comment(workable, one, input),
    ),
    change(workable, 'POST /ratings', ratingFields, (one, input) => rate(workable, one, input)),
    ...['copy', 'relocate'].map((name) =>
      change(workable, `POST /${name}`, copyFields, (one, input, { origin }) => {
        const { id } = copy(workable, one, input);
        if (name === 'relocate') leave(workable, one, id);
        return { candidate: { id, url: `${origin}/spi/v3/candidates/${id}` } };
      }),
    ),
  ];
}

/** As recorded: a success without a body is plain text. */
const empty = (): Answer => new Answer(200, '', { 'content-type': 'text/plain; charset=utf-8' });

const member = is.required(is.filledText);

/** A change below `/candidates/:id`, in the name of `member_id` where there is one. */
function change(
  workable: Workable,
  pattern: string,
  fields: Fields,
  answer: (one: Application, input: Input, call: Call) => unknown,
): Route {
  return route(pattern.replace(' ', ' /candidates/:id'), 'w_candidates', (call) => {
    requireParameters(call, []);
    const one = workable.find('applications', call.params['id'] ?? '');
    const input = is.checkInput(call.body, fields);
    if (input['member_id'] !== undefined) workable.actor(input['member_id']);
    return answer(one, input, call);
  });
}

/** Sourced unless the request says otherwise. Those who apply are thanked by e-mail. */
function create(workable: Workable, call: Call, job: Job | null): object {
  requireParameters(call, ['stage']);
  const { company, kept } = workable;
  const body = is.checkInput(call.body, createFields);
  const input = { ...body, ...(body['candidate'] as Input) } as Input;
  requireRecruiter(is.textOf(input, 'recruiter_key'));
  requireOpen(job);
  const isSourced = body['sourced'] !== false;
  const slug = call.query.get('stage') ?? (isSourced ? 'sourced' : 'applied');
  const { jobId, questions } = { jobId: job?.id ?? null, questions: job?.questions ?? [] };
  const stageId = workable.stageOf(jobId, slug).id;
  const profile = newProfile(input);
  requireFreeEmail(workable, profile, { jobId, except: null });
  const answers = answersIn(workable, input, questions);
  const resume = resumeIn(workable, input);
  const id = company.newId();
  if (resume !== null) workable.addFile({ id }, resume, 'resume');
  add(workable, profile, { id, jobId, stageId, isSourced, answers });
  if (!isSourced) kept.thanked.add(id);
  if (input['disqualified'] === true) company.endApplication(id, 'rejected');
  const made = company.tables.applications.get(id);
  return { status: 'created', candidate: candidateShape(workable, made, call.origin) };
}

function requireRecruiter(key: string): void {
  if (key === '' || recruiters.some(({ id }) => id === key)) return;
  throw invalid('recruiter_key: there is no such recruiter');
}

/** A new candidate, whose profile and files are there when webhooks tell of it. */
function add(
  { company, kept }: Workable,
  profile: Profile,
  fields: Partial<Application> & Pick<Application, 'id' | 'jobId'>,
): void {
  const { email } = profile;
  const person =
    [...company.tables.people.values()].find(
      ({ emails, isErased }) => !isErased && email !== null && emails[0] === email,
    ) ?? company.addPerson({ name: profile.name ?? '', emails: email === null ? [] : [email] });
  kept.profiles.set(fields.id, profile);
  company.addApplication({ ...fields, personId: person.id });
}

/** A recorded request put a candidate into a closed job. */
function requireOpen(job: Job | null): void {
  if (job?.status === 'archived') throw invalid('Job is archived');
}

/** A person is in a job once. The upper and lower case of an address is the same. */
function requireFreeEmail(
  workable: Workable,
  { email }: Profile,
  { jobId, except }: { jobId: string | null; except: string | null },
): void {
  if (email === null || jobId === null) return;
  const isTaken = workable
    .candidates()
    .some(
      (one) =>
        one.jobId === jobId &&
        one.id !== except &&
        workable.profileOf(one).email?.toLowerCase() === email.toLowerCase(),
    );
  if (isTaken) throw invalid('Email candidate already exists');
}

const moveFields: Fields = {
  member_id: member,
  target_stage: is.required(is.filledText),
  fill_reserved_requisition: is.flag,
  requisition: is.shape({
    code: is.required(is.filledText),
    start_date: is.day,
    salary: is.shape({ amount: is.number, frequency: is.text, currency_iso: is.text }),
  }),
};

/** Who leaves the stage Hired is hired no more. */
function move(workable: Workable, { id, jobId, status }: Application, input: Input): Answer {
  const { company } = workable;
  const stage = workable.stageOf(jobId, is.textOf(input, 'target_stage'));
  if (status === 'hired' && stage.kind !== 'hired') company.reopenApplication(id);
  company.moveApplication(id, stage.id, is.textOf(input, 'member_id'));
  return empty();
}

const noteField: Field = {
  complaint: (value) =>
    typeof value === 'string' && value.length <= 256 ? null : 'must have 256 characters at most',
};

const disqualifyFields: Fields = {
  member_id: member,
  disqualify_reason_id: is.filledText,
  disqualify_note: noteField,
  withdrew: is.flag,
  // Deprecated: its text is a note.
  disqualification_reason: noteField,
};

function disqualify({ company, kept }: Workable, { id }: Application, input: Input): Answer {
  const reasonId = is.givenText(input, 'disqualify_reason_id') ?? null;
  const reason = reasonId === null ? null : company.tables.rejectionReasons.find(reasonId);
  if (reasonId !== null && (reason === null || !isOfferedReason(reason))) {
    throw invalid('disqualify_reason_id: there is no such reason');
  }
  const note =
    is.givenText(input, 'disqualify_note') ?? is.givenText(input, 'disqualification_reason');
  kept.disqualifications.set(id, {
    withdrew: input['withdrew'] === true || reason?.by === 'candidate',
    note: note ?? null,
    userId: is.textOf(input, 'member_id'),
  });
  company.endApplication(id, 'rejected', reasonId);
  return empty();
}

const commentFields: Fields = {
  member_id: member,
  comment: is.required(
    is.shape({
      body: is.required(is.filledText),
      policy: is.every(is.filledText),
      attachment: fileField,
    }),
  ),
};

/** The attachment is then among the files of the candidate. */
function comment(workable: Workable, one: Application, input: Input): object {
  const { company } = workable;
  const given = input['comment'] as Input;
  const { attachment, policy } = given;
  if (attachment !== undefined)
    workable.addFile(one, fileIn(workable, attachment, attachmentRule), null);
  const { id } = company.add('notes', {
    personId: one.personId,
    applicationId: one.id,
    userId: is.textOf(input, 'member_id'),
    text: is.textOf(given, 'body'),
    isPrivate: Array.isArray(policy) && policy.length > 0,
  });
  company.change('applications', one.id, {});
  return { id };
}

const ratingFields: Fields = {
  member_id: member,
  comment: is.required(is.filledText),
  scale: is.oneOf(...Object.keys(ratingScales)),
  grade: is.required(is.integer(0)),
};

function rate({ company }: Workable, one: Application, input: Input): Answer {
  const scale = is.givenText(input, 'scale') ?? 'thumbs';
  const max = ratingScales[scale] ?? 0;
  if (Number(input['grade']) > max) throw invalid(`grade: ${scale} go from 0 to ${max}`);
  company.add('feedback', {
    applicationId: one.id,
    interviewId: null,
    userId: is.textOf(input, 'member_id'),
    rating: Number(input['grade']),
    answers: [
      { question: 'scale', type: 'text', value: scale },
      { question: 'comment', type: 'text', value: is.textOf(input, 'comment') },
    ],
    submittedAt: company.now(),
  });
  company.change('applications', one.id, {});
  return empty();
}

const copyFields: Fields = {
  member_id: member,
  target_job_shortcode: is.required(is.filledText),
  target_stage: is.filledText,
};

/** The copy has a profile and files of its own, and a new id. */
function copy(workable: Workable, one: Application, input: Input): { id: string } {
  const { kept } = workable;
  const job = workable.findJob(is.textOf(input, 'target_job_shortcode'));
  requireOpen(job);
  const stage = workable.stageOf(job.id, is.givenText(input, 'target_stage') ?? 'sourced');
  const profile: Profile = { ...workable.profileOf(one), isNew: true };
  requireFreeEmail(workable, profile, { jobId: job.id, except: null });
  const { isSourced, personId } = one;
  const id = workable.company.newId();
  kept.profiles.set(id, profile);
  kept.files.set(id, workable.filesOf(one));
  kept.origins.set(id, one.id);
  workable.company.addApplication({ id, personId, jobId: job.id, stageId: stage.id, isSourced });
  return { id };
}

/** What belonged to a relocated candidate goes with it; its former id is gone. */
function leave(workable: Workable, one: Application, applicationId: string): void {
  const { company } = workable;
  for (const name of ['notes', 'feedback', 'interviews', 'offers'] as const) {
    for (const { id } of workable.rowsOf(name, one)) company.change(name, id, { applicationId });
  }
  company.remove('applications', one.id);
}
