import { isoOf } from '../kit/calendar.ts';
import type { Call, Route } from '../kit/route.ts';
import { accessDenied, refusal, secured } from './access.ts';
import { candidateFilter, candidateParameters } from './candidate-filters.ts';
import {
  applicationShape,
  candidateShape,
  consentStatusOf,
  jobApplicationShape,
  listedCandidate,
  tagsOf,
} from './candidate-shapes.ts';
import { oneAtATime } from './limits.ts';
import { countedPage, pageOf, requireParameters } from './lists.ts';
import { answersOf } from './questions.ts';
import type { AddedFile, Assigned, SmartRecruiters } from './smartrecruiters.ts';
import { statusOf, statusOfStage } from './statuses.ts';
import { link, listed } from './words.ts';

export function candidateReads(account: SmartRecruiters): Route[] {
  const person = ({ params }: Call) => account.findCandidate(params['id']);
  const assigned = ({ params }: Call) => account.findAssignment(params['id'], params['jobId']);
  const list = (call: Call) => {
    requireParameters(call, candidateParameters);
    const isWanted = candidateFilter(account, call.query);
    const page = pageOf(account, call, {
      rows: account.candidates().filter(isWanted),
      keyOf: ({ createdAt, id }) => [createdAt, id],
      render: (row) => listedCandidate(account, row, call.origin),
      end: { nextPageId: '' },
    });
    return countedPage(page);
  };
  return [
    secured(
      'GET /candidates',
      'candidates_read',
      oneAtATime(list, () => account.behaviour.heldLists),
    ),
    read('GET /candidates/:id', (call) => candidateShape(account, person(call), call.origin)),
    read('GET /candidates/:id/jobs/:jobId', (call) =>
      applicationShape(account, assigned(call), call.origin),
    ),
    read('GET /candidates/:id/jobs/:jobId/status/history', (call) =>
      listed(historyOf(account, assigned(call), call.origin)),
    ),
    secured('GET /candidates/:id/tags', 'candidates_read', (call) => {
      requireParameters(call);
      return { tags: tagsOf(account, person(call)) };
    }),
    secured('GET /candidates/:id/jobs/:jobId/screening-answers', 'candidates_read', (call) => {
      requireParameters(call);
      return listed(answersOf(account, assigned(call)));
    }),
    secured('GET /candidates/:id/consent', 'candidates_read', (call) => {
      requireParameters(call);
      const status = consentStatusOf(account, person(call));
      return { status, ...(status === 'ACQUIRED' && { date: isoOf(person(call).createdAt) }) };
    }),
    secured('GET /candidates/:id/consents', 'candidates_read', (call) => {
      requireParameters(call);
      return { decisions: decisionsOf(account, person(call).id) };
    }),
    secured(
      'GET /job-applications-api/v202112/job-applications/:id',
      'job_applications_read',
      (call) => {
        requireParameters(call);
        return jobApplicationShape(account, findApplication(account, call.params['id']));
      },
    ),
    ...attachmentReads(account),
  ];
}

/** A user without access to a candidate is refused with 401. */
function read(pattern: string, answer: (call: Call) => unknown): Route {
  const whole = (call: Call) => {
    requireParameters(call);
    return answer(call);
  };
  return secured(pattern, 'candidates_read', whole, accessDenied);
}

export function findApplication(account: SmartRecruiters, id: unknown): Assigned {
  const row = account.find('applications', id, 'JOB_APPLICATION_NOT_FOUND');
  return account.findAssignment(row.personId, row.jobId);
}

/** The newest first. The end is an entry of its own. */
function historyOf(account: SmartRecruiters, one: Assigned, origin: string): object[] {
  const actions = { details: link(origin, `/candidates/${one.personId}/jobs/${one.jobId}`) };
  const moves = one.history.map(({ stageId, enteredAt }) => ({
    changedOn: isoOf(enteredAt),
    ...statusOfStage(stageId),
    actions,
  }));
  const isEnd = one.status === 'rejected' && one.endedAt !== null;
  const end = isEnd
    ? [{ changedOn: isoOf(one.endedAt ?? 0), ...statusOf(account, one), actions }]
    : [];
  return [...moves, ...end].toReversed();
}

/** As the Application API and the reading of consents call them. */
const scopes: Readonly<Record<string, string>> = {
  SINGLE: 'Single',
  SMART_RECRUIT: 'SmartRecruit',
  SMART_CRM: 'SmartCRM',
  SMART_MESSAGE_SMS: 'SmartMessage:SMS',
  SMART_MESSAGE_WHATSAPP: 'SmartMessage:WhatsApp',
};

function decisionsOf({ kept, company }: SmartRecruiters, id: string): object[] {
  const decidedOn = isoOf(company.tables.people.get(id).createdAt);
  const decisions = Object.entries(kept.consents.get(id) ?? {});
  return decisions.map(([name, isGiven]) => ({
    status: isGiven ? 'acquired' : 'declined',
    scope: scopes[name] ?? name,
    decidedOn,
  }));
}

export function fileShape({ id, name, type, contentType }: AddedFile, origin: string): object {
  const path = `/candidates/attachments/${id}`;
  const actions = { download: link(origin, path), remove: link(origin, path, 'DELETE') };
  return { id, name, type, contentType, actions };
}

/** A file of any candidate. */
export function findFile(account: SmartRecruiters, id: unknown): AddedFile {
  const files = account.candidates().flatMap((one) => account.assignmentsOf(one));
  const found = files.flatMap((one) => account.filesOf(one)).find((one) => one.id === id);
  if (found === undefined) throw refusal(404, 'FILE_NOT_FOUND', 'There is no such file');
  return found;
}

function attachmentReads(account: SmartRecruiters): Route[] {
  return [
    secured('GET /candidates/:id/jobs/:jobId/attachments', 'candidates_read', (call) => {
      requireParameters(call);
      const { id, jobId } = call.params;
      const files = account.filesOf(account.findAssignment(id, jobId));
      return listed(files.map((one) => fileShape(one, call.origin)));
    }),
    secured('GET /candidates/:id/attachments', 'candidates_read', (call) => {
      requireParameters(call);
      const assignments = account.assignmentsOf(account.findCandidate(call.params['id']));
      const files = assignments.flatMap((one) => account.filesOf(one));
      return listed(files.map((one) => fileShape(one, call.origin)));
    }),
    secured('GET /candidates/attachments/:id', 'candidates_read', (call) => {
      requireParameters(call);
      const found = findFile(account, call.params['id']);
      if (account.kept.malware.has(found.id)) {
        throw refusal(403, 'MALWARE_DETECTED', 'The file has been marked as malicious');
      }
      return account.files.read(found);
    }),
  ];
}
