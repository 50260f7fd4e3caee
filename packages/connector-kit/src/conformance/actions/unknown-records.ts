import type { ConnectorContext } from '../../declaration/connector-context.ts';
import type { ApplicationTarget, WriteFunctions } from '../../writing/writes.ts';
import { applicationOf, attachmentOf, resultLinkOf } from './inputs.ts';
import type { Setup } from './setup.ts';

/** An action that names something which the remote does not have. */
export interface UnknownAttempt {
  what: string;
  trace: string;
  run: (context: ConnectorContext) => Promise<unknown>;
}

type Write = Readonly<WriteFunctions>;
/** Undefined where the connector does not have the action. */
type Run = (write: Write, context: ConnectorContext, trace: string) => Promise<unknown> | undefined;
type Attempt = [action: keyof Write, what: string, run: Run];

const remoteFields = {};

/** Those of the actions that the connector has. */
export function listUnknown(setup: Setup): UnknownAttempt[] {
  const { write, application, candidateRemoteId } = setup;
  const unknown: ApplicationTarget = {
    remoteId: unknownIdLike(application.remoteId),
    jobRemoteId: null,
    candidateRemoteId: null,
  };
  return [
    ...ofApplication(unknown, setup),
    ...ofCandidate(unknownIdLike(candidateRemoteId)),
    ...ofReferences(setup),
  ]
    .filter(([action]) => write[action] !== undefined)
    .map(([action, what, run]) => {
      const trace = setup.newTrace();
      return {
        what: `${action} with ${what} that is not there`,
        trace,
        run: async (context) => run(write, context, trace),
      };
    });
}

function ofApplication(application: ApplicationTarget, { records }: Setup): Attempt[] {
  const { rejectionReasonRemoteId, stageRemoteIds } = records;
  const [stageRemoteId] = stageRemoteIds;
  const what = 'an application';
  return [
    [
      'moveApplicationToStage',
      what,
      (write, context) =>
        write.moveApplicationToStage?.(context, { application, stageRemoteId, remoteFields }),
    ],
    [
      'rejectApplication',
      what,
      (write, context, note) => {
        const input = { application, rejectionReasonRemoteId, note, remoteFields };
        return write.rejectApplication?.(context, input);
      },
    ],
    [
      'addApplicationNote',
      what,
      (write, context, content) =>
        write.addApplicationNote?.(context, { application, content, remoteFields }),
    ],
    [
      'addApplicationResultLink',
      what,
      (write, context, trace) => {
        const input = { application, link: resultLinkOf(trace), remoteFields };
        return write.addApplicationResultLink?.(context, input);
      },
    ],
    [
      'addApplicationAttachment',
      what,
      (write, context, trace) => {
        const input = { application, attachment: attachmentOf(trace, 'OTHER'), remoteFields };
        return write.addApplicationAttachment?.(context, input);
      },
    ],
    [
      'getApplicationAttachments',
      what,
      (write, context) => write.getApplicationAttachments?.(context, { application }),
    ],
  ];
}

function ofCandidate(remoteId: string): Attempt[] {
  const candidate = { remoteId };
  const what = 'a candidate';
  return [
    [
      'addCandidateResultLink',
      what,
      (write, context, trace) => {
        const input = { candidate, link: resultLinkOf(trace), remoteFields };
        return write.addCandidateResultLink?.(context, input);
      },
    ],
    [
      'addCandidateAttachment',
      what,
      (write, context, trace) => {
        const input = { candidate, attachment: attachmentOf(trace, 'OTHER'), remoteFields };
        return write.addCandidateAttachment?.(context, input);
      },
    ],
    [
      'getCandidateAttachments',
      what,
      (write, context) => write.getCandidateAttachments?.(context, { candidate }),
    ],
    [
      'addCandidateTag',
      what,
      (write, context, tagName) =>
        write.addCandidateTag?.(context, { candidate, tagName, remoteFields }),
    ],
    [
      'removeCandidateTag',
      what,
      (write, context, tagName) =>
        write.removeCandidateTag?.(context, { candidate, tagName, remoteFields }),
    ],
  ];
}

/** What an action names beside the record that it is about. */
function ofReferences({ records, application }: Setup): Attempt[] {
  const { jobRemoteId, stageRemoteIds, rejectionReasonRemoteId: reason } = records;
  const unknownStage = unknownIdLike(stageRemoteIds[0]);
  return [
    [
      'createApplication',
      'a job',
      (write, context, trace) => {
        const job = { jobRemoteId: unknownIdLike(jobRemoteId), stageRemoteId: null };
        return write.createApplication?.(context, applicationOf(trace, job));
      },
    ],
    [
      'createApplication',
      'a stage',
      (write, context, trace) => {
        const input = applicationOf(trace, { jobRemoteId, stageRemoteId: unknownStage });
        return write.createApplication?.(context, input);
      },
    ],
    [
      'moveApplicationToStage',
      'a stage',
      (write, context) => {
        const input = { application, stageRemoteId: unknownStage, remoteFields };
        return write.moveApplicationToStage?.(context, input);
      },
    ],
    [
      'rejectApplication',
      'a rejection reason',
      (write, context, note) => {
        const rejectionReasonRemoteId = unknownIdLike(reason);
        const input = { application, rejectionReasonRemoteId, note, remoteFields };
        return write.rejectApplication?.(context, input);
      },
    ],
  ];
}

/** An id of the tool's own form that it is not likely to have. */
function unknownIdLike(id: string): string {
  const isUuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id);
  if (isUuid) return 'f0f0f0f0-f0f0-4f0f-8f0f-f0f0f0f0f0f0';
  return /\d$/.test(id) ? id.replace(/\d+$/, '99999999') : `${id}-unknown`;
}
