import {
  askedApplication,
  askedCandidate,
  askedCreation,
  askedJob,
  askedOrigin,
  askedReason,
  originFields,
  removableSource,
} from '../asked-records.ts';
import {
  addApplication,
  moveApplication,
  transferApplication,
  updateApplication,
} from '../changes/applications.ts';
import { invalidInput, notFound } from '../envelope.ts';
import {
  either,
  every,
  flag,
  integer,
  isoMoment,
  oneOf,
  required,
  shape,
  textOf,
  uuid,
} from '../../kit/fields.ts';
import type { AshbyCall, AshbyMethod } from '../method.ts';
import { askedPlacement, requireOpen, stageInPlan } from '../placement.ts';
import type { AshbyApplication } from '../types.ts';
import { askedHistory } from './asked-history.ts';
import { shownApplication } from './applications.ts';

const scope = 'candidates:write';

const historyEntry = shape({
  stageId: required(uuid),
  stageNumber: required(integer(0)),
  enteredStageAt: required(isoMoment),
  archiveReasonId: uuid,
});

export const applicationWriteMethods: Record<string, AshbyMethod> = {
  'application.create': {
    scope,
    fields: {
      candidateId: required(uuid),
      jobId: required(uuid),
      interviewPlanId: uuid,
      interviewStageId: either(uuid, oneOf('FirstPreInterviewScreen')),
      ...originFields,
      createdAt: isoMoment,
      applicationHistory: every(historyEntry),
    },
    answer: (call) => {
      const candidate = askedCandidate(call);
      const job = askedJob(call);
      requireOpen(call.records, job, candidate);
      const history = askedHistory(call, job);
      const stage = history?.stage ?? askedPlacement(call, job);
      if (stage.type === 'Archived' && history === null) {
        throw invalidInput('An application cannot start in an archive stage');
      }
      const wanted = { candidate, job, stage, ...askedOrigin(call), ...askedCreation(call) };
      const { way = [], ...ending } = history ?? {};
      return shown(addApplication(call.changes, { ...wanted, ...ending }, { way }), call);
    },
  },
  'application.changeStage': {
    scope,
    fields: {
      applicationId: required(uuid),
      interviewStageId: required(uuid),
      archiveReasonId: uuid,
      archiveEmail: shape({ communicationTemplateId: required(uuid), sendAt: isoMoment }),
    },
    answer: (call) => {
      const { id, currentInterviewStage } = askedApplication(call);
      const { interviewPlanId } = currentInterviewStage;
      const stageId = textOf(call.input, 'interviewStageId');
      const stage = stageInPlan(call.records, stageId, interviewPlanId);
      if (stage.type !== 'Archived') {
        refuseArchiveFields(call);
        return shown(moveApplication(call.changes, id, stage), call);
      }
      if (call.input['archiveReasonId'] === undefined) {
        throw invalidInput('Archive reason ID is required for archive stages');
      }
      const reason = askedReason(call);
      // This organisation has no templates.
      if (call.input['archiveEmail'] !== undefined) throw notFound('communication_template');
      return shown(moveApplication(call.changes, id, stage, reason), call);
    },
  },
  'application.changeSource': {
    scope,
    fields: { applicationId: required(uuid), sourceId: required(removableSource) },
    answer: (call) => update(call, askedOrigin(call)),
  },
  // Nobody is notified here, whatever the request says.
  'application.update': {
    scope,
    fields: {
      applicationId: required(uuid),
      ...originFields,
      createdAt: isoMoment,
      sendNotifications: flag,
    },
    answer: (call) => update(call, { ...askedOrigin(call), ...askedCreation(call) }),
  },
  // Stages have no automatic activities here.
  'application.transfer': {
    scope,
    fields: {
      applicationId: required(uuid),
      jobId: required(uuid),
      interviewPlanId: required(uuid),
      interviewStageId: required(uuid),
      startAutomaticActivities: flag,
    },
    answer: (call) => {
      const application = askedApplication(call);
      const job = askedJob(call);
      const candidate = call.records.candidates.get(application.candidate.id);
      requireOpen(call.records, job, candidate, application.id);
      const stage = askedPlacement(call, job);
      if (stage.type === 'Archived') {
        throw invalidInput('An application cannot be transferred to an archive stage');
      }
      return shown(transferApplication(call.changes, application.id, { job, stage }), call);
    },
  },
};

function update(call: AshbyCall, patch: Partial<AshbyApplication>): Record<string, unknown> {
  return shown(updateApplication(call.changes, askedApplication(call).id, patch), call);
}

function shown(application: AshbyApplication, call: AshbyCall): Record<string, unknown> {
  return { results: shownApplication(application, call) };
}

function refuseArchiveFields({ input }: AshbyCall): void {
  if (input['archiveReasonId'] === undefined && input['archiveEmail'] === undefined) return;
  throw invalidInput('Archive fields are not allowed for non-archive stages');
}
