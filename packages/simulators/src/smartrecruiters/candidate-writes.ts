import * as is from '../kit/fields.ts';
import type { Fields, Input } from '../kit/fields.ts';
import type { Call, Route } from '../kit/route.ts';
import { json, noContent } from '../kit/vendor-message.ts';
import type { Answer } from '../kit/vendor-message.ts';
import { accessDenied, invalid, refusal, secured } from './access.ts';
import { candidateShape, tagsOf } from './candidate-shapes.ts';
import { fileShape, findApplication, findFile } from './candidate-reads.ts';
import { requireParameters } from './lists.ts';
import * as made from './new-candidates.ts';
import type { AddedFile, SmartRecruiters } from './smartrecruiters.ts';
import { sourceFields, sourceIn } from './sources.ts';
import { putStatus } from './statuses.ts';

const candidateFields: Fields = made.requiredNames({
  ...made.personalFields('linkedin'),
  ...made.careerFields,
  experience: is.every(is.shape(made.experienceFields)),
});
const tagFields: Fields = { tags: is.required(is.every(made.textUpTo(50, 1))) };

export function candidateWrites(account: SmartRecruiters): Route[] {
  return [
    secured('POST /candidates', 'candidates_create', (call) => {
      requireParameters(call);
      const input = is.checkInput(call.body, candidateFields);
      sourceIn(account, input['sourceDetails']);
      const person = made.candidateFor(account, input);
      return json(candidateShape(account, person, call.origin), 201);
    }),
    secured('POST /jobs/:id/candidates', 'candidates_create', (call) => {
      requireParameters(call);
      const input = is.checkInput(call.body, candidateFields);
      return assignNew(account, call, input);
    }),
    secured('POST /jobs/:id/candidates/cv', 'candidates_create', (call) => {
      requireParameters(call);
      return assignNew(account, call, inputOfResume(call));
    }),
    secured('POST /candidates/cv', 'candidates_create', (call) => {
      requireParameters(call);
      const person = made.candidateFor(account, inputOfResume(call));
      return json(candidateShape(account, person, call.origin), 201);
    }),
    secured('PATCH /candidates/:id', 'candidates_manage', (call) => {
      requireParameters(call);
      const person = account.findCandidate(call.params['id']);
      const input = is.checkInput(call.body, made.personalFields('linkedin'));
      const changed = account.changeProfile(person, made.profileIn(input));
      return candidateShape(account, changed, call.origin);
    }),
    secured('DELETE /candidates/:id', 'candidates_manage', (call) => {
      requireParameters(call);
      account.company.remove('people', account.findCandidate(call.params['id']).id);
      return noContent();
    }),
    secured(
      'DELETE /job-applications-api/v202112/job-applications/:id',
      'candidates_manage',
      (call) => {
        requireParameters(call);
        account.company.remove('applications', findApplication(account, call.params['id']).id);
        return noContent();
      },
    ),
    ...assignmentWrites(account),
    ...tagWrites(account),
    ...attachmentWrites(account),
  ];
}

function assignNew(account: SmartRecruiters, call: Call, input: Input): Answer {
  const job = account.findJob(call.params['id']);
  made.requireOpen(job);
  const sourceId = sourceIn(account, input['sourceDetails']);
  made.requireNew(account, input, job, 'CANDIDATE_ALREADY_APPLIED');
  const person = made.candidateFor(account, input);
  made.assign(account, person, job, sourceId);
  return json(candidateShape(account, person, call.origin), 201);
}

/** A résumé is parsed if it is a text that says `First Last <address>`. */
function inputOfResume({ parts }: Call): Input {
  const file = parts?.find(({ name, filename }) => name === 'file' && filename !== null);
  if (file === undefined) throw refusal(400, 'UNPARSABLE_RESUME', 'There is no file');
  const found = /(\S+) (\S+) <(\S+@\S+)>/.exec(file.content.toString('utf8'));
  if (found === null) throw refusal(400, 'INCOMPLETE_RESUME', 'The résumé has no name and address');
  const [, firstName, lastName, email] = found;
  const text = (name: string) => parts?.find((one) => one.name === name)?.content.toString('utf8');
  const [sourceTypeId, sourceId] = [text('sourceTypeId'), text('sourceId')];
  const hasSource = sourceTypeId !== undefined && sourceId !== undefined;
  const sourceDetails = hasSource ? { sourceTypeId, sourceId } : undefined;
  return { firstName, lastName, email, sourceDetails };
}

function assignmentWrites(account: SmartRecruiters): Route[] {
  const assigned = ({ params }: Call) => account.findAssignment(params['id'], params['jobId']);
  return [
    secured(
      'PUT /candidates/:id/jobs/:jobId/status',
      'candidates_manage',
      (call) => {
        requireParameters(call);
        putStatus(account, assigned(call), call.body);
        return noContent();
      },
      accessDenied,
    ),
    secured(
      'PUT /candidates/:id/jobs/:jobId/source',
      'candidates_manage',
      (call) => {
        requireParameters(call);
        const { id } = assigned(call);
        const { details } = is.checkInput({ details: call.body }, { details: sourceFields });
        account.company.change('applications', id, { sourceId: sourceIn(account, details) });
        return noContent();
      },
      accessDenied,
    ),
  ];
}

function tagWrites(account: SmartRecruiters): Route[] {
  const write = (method: string, answer: (call: Call) => unknown): Route =>
    secured(`${method} /candidates/:id/tags`, 'candidates_manage', (call) => {
      requireParameters(call);
      return answer(call);
    });
  const put = (call: Call, isReplacing: boolean): Answer => {
    const person = account.findCandidate(call.params['id']);
    const names = is.checkInput(call.body, tagFields)['tags'] as string[];
    if (names.length > 100) throw refusal(400, 'TOO_MANY_TAGS', 'A candidate has 100 tags at most');
    if (isReplacing) account.company.change('people', person.id, { tagIds: [] });
    return json({ tags: tagsOf(account, made.addTags(account, person, names)) }, 201);
  };
  return [
    write('POST', (call) => put(call, false)),
    write('PUT', (call) => put(call, true)),
    write('DELETE', (call) => {
      account.company.change('people', account.findCandidate(call.params['id']).id, { tagIds: [] });
      return noContent();
    }),
  ];
}

const maxFiles = 50;
const fileTypes = ['GENERIC_FILE', 'RESUME', 'COVER_LETTER'];
const refusedNames = /\.(exe|js|sh|bat)$/i;

function attachmentWrites(account: SmartRecruiters): Route[] {
  const { kept } = account;
  return [
    secured('POST /candidates/:id/jobs/:jobId/attachments', 'candidates_create', (call) => {
      requireParameters(call);
      const { id, jobId } = call.params;
      const one = account.findAssignment(id, jobId);
      const parts = call.parts ?? [];
      const type = parts.find(({ name }) => name === 'attachmentType')?.content.toString() ?? '';
      if (!fileTypes.includes(type)) throw invalid('attachmentType is required');
      const given = parts.find(({ name, filename }) => name === 'file' && filename !== null);
      const name = given?.filename ?? '';
      if (given === undefined || given.content.length === 0 || refusedNames.test(name)) {
        throw refusal(400, 'INVALID_FILE', 'The file is empty, or of a type that is not allowed');
      }
      const held = account.filesOf(one);
      if (held.some((file) => file.name === name)) {
        throw refusal(400, 'FILE_ALREADY_EXIST', `There is a file ${name}`);
      }
      if (held.length >= maxFiles) {
        throw refusal(422, 'ATTACHMENT_LIMIT_EXCEEDED', 'There are too many files');
      }
      const stored = account.files.store(name, given.content, given.contentType);
      const added: AddedFile = { ...stored, type, contentType: given.contentType };
      addFiles(account, one.id, [added]);
      return json(fileShape(added, call.origin), 201);
    }),
    secured('DELETE /candidates/attachments/:id', 'candidates_manage', (call) => {
      requireParameters(call);
      kept.deletedFiles.add(findFile(account, call.params['id']).id);
      return noContent();
    }),
  ];
}

export function addFiles(
  account: SmartRecruiters,
  applicationId: string,
  files: readonly AddedFile[],
): void {
  const { kept, company } = account;
  kept.files.set(applicationId, [...(kept.files.get(applicationId) ?? []), ...files]);
  company.change('applications', applicationId, {});
  for (const file of files) account.onFile(applicationId, file.id);
}
