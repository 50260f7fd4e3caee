import type { ActionOperationId } from '@hirewire/contract';
import type { Action } from './action.ts';
import * as applications from './application-actions.ts';
import { getApplicationAttachments, getCandidateAttachments } from './attachments.ts';
import type { ToLink } from './attachments.ts';
import * as candidates from './candidate-actions.ts';
import { createApplication, createCandidate } from './create-application.ts';
import { importTrackedApplication } from './import-tracked-application.ts';

/** The parsed input of an action's operation. */
export interface ActionInput {
  path: Readonly<Record<string, string>>;
  /** As the body model of the operation gives it. */
  body: never;
  toLink: ToLink;
}

type Perform = (action: Action, input: ActionInput) => Promise<object>;

/** What is done for each action of the contract. */
export const performs: Readonly<Record<ActionOperationId, Perform>> = {
  'create-application': (action, { path, body }) =>
    createApplication(action, { jobId: idOf(path, 'job_id'), body }),
  'create-candidate': (action, { body }) => {
    const { application, ...rest } = body as Parameters<typeof createCandidate>[1]['body'] & {
      application: { job_id: string; stage_id?: string };
    };
    const { job_id: jobId, stage_id } = application;
    return createCandidate(action, { jobId, body: { ...rest, stage_id } });
  },
  'move-application-to-stage': (action, input) =>
    applications.moveApplicationToStage(action, onApplication(input)),
  'reject-application': (action, input) =>
    applications.rejectApplication(action, onApplication(input)),
  'add-application-note': (action, input) =>
    applications.addApplicationNote(action, onApplication(input)),
  'add-application-result-link': (action, input) =>
    applications.addApplicationResultLink(action, onApplication(input)),
  'add-application-attachment': (action, input) =>
    applications.addApplicationAttachment(action, onApplication(input)),
  'get-application-attachments': (action, input) =>
    getApplicationAttachments(action, { ...onApplication(input), toLink: input.toLink }),
  'add-candidate-result-link': (action, input) =>
    candidates.addCandidateResultLink(action, onCandidate(input)),
  'add-candidate-attachment': (action, input) =>
    candidates.addCandidateAttachment(action, onCandidate(input)),
  'get-candidate-attachments': (action, input) =>
    getCandidateAttachments(action, { ...onCandidate(input), toLink: input.toLink }),
  'add-candidate-tag': (action, input) =>
    candidates.changeTag(action, 'addCandidateTag', onCandidate(input)),
  'remove-candidate-tag': (action, input) =>
    candidates.changeTag(action, 'removeCandidateTag', onCandidate(input)),
  'import-tracked-application': (action, { body }) => importTrackedApplication(action, body),
};

function onApplication({ path, body }: ActionInput) {
  return { applicationId: idOf(path, 'application_id'), body };
}

function onCandidate({ path, body }: ActionInput) {
  return { candidateId: idOf(path, 'candidate_id'), body };
}

function idOf(path: ActionInput['path'], name: string): string {
  const id = path[name];
  if (id === undefined) throw new Error(`the path has no ${name}`);
  return id;
}
