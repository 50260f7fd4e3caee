import type { ConnectorContext } from '../../declaration/connector-context.ts';
import type { ApplicationRecord, JobRecord } from '../../declaration/records.ts';
import type { WriteFunctions, WriteOutcome } from '../../writing/writes.ts';
import { openSession } from '../session.ts';
import { answersTo, areAnswerable, applicationOf, attachmentOf, resultLinkOf } from './inputs.ts';
import { functionOf } from './setup.ts';
import type { Setup } from './setup.ts';

/** An action with its input, ready to be run. */
export interface PreparedAction {
  /** A word by which what it makes can be found. */
  trace: string;
  run: (context: ConnectorContext) => Promise<WriteOutcome>;
}

/** An action that can be tried any number of times at one remote, every time about something new. */
export interface ActionCase {
  name: string;
  action: keyof WriteFunctions;
  /** False for the reads of attachments. */
  isChange: boolean;
  prepare: () => Promise<PreparedAction>;
}

type Run = PreparedAction['run'];
type Preparation = (setup: Setup, trace: string) => Run | Promise<Run>;
type Plan = [action: keyof WriteFunctions, prepare: Preparation, suffix?: string];

const remoteFields = {};

const plans: readonly Plan[] = [
  [
    'createApplication',
    (setup, trace) => {
      const { records } = setup;
      const stageRemoteId = records.stageRemoteIds[1];
      const input = applicationOf(trace, { ...records, stageRemoteId });
      return (context) => functionOf(setup, 'createApplication')(context, input);
    },
  ],
  [
    'createApplication',
    (setup, trace) => {
      const { jobRemoteId } = setup.records;
      const answers = answersTo(questionsOf(setup), trace);
      const input = applicationOf(trace, { jobRemoteId, stageRemoteId: null, answers });
      return (context) => functionOf(setup, 'createApplication')(context, input);
    },
    ' with answers',
  ],
  [
    'moveApplicationToStage',
    async (setup) => {
      const input = { application: setup.application, stageRemoteId: await otherStage(setup) };
      const move = functionOf(setup, 'moveApplicationToStage');
      return (context) => move(context, { ...input, remoteFields });
    },
  ],
  [
    'rejectApplication',
    (setup, trace) => {
      const { rejectionReasonRemoteId } = setup.records;
      const input = { application: setup.takeApplication(), rejectionReasonRemoteId, note: trace };
      const reject = functionOf(setup, 'rejectApplication');
      return (context) => reject(context, { ...input, remoteFields });
    },
  ],
  [
    'addApplicationNote',
    (setup, content) => {
      const { application } = setup;
      const addNote = functionOf(setup, 'addApplicationNote');
      return (context) => addNote(context, { application, content, remoteFields });
    },
  ],
  [
    'addApplicationResultLink',
    (setup, trace) => {
      const input = { application: setup.application, link: resultLinkOf(trace), remoteFields };
      return (context) => functionOf(setup, 'addApplicationResultLink')(context, input);
    },
  ],
  [
    'addCandidateResultLink',
    (setup, trace) => {
      const candidate = { remoteId: setup.candidateRemoteId };
      const input = { candidate, link: resultLinkOf(trace), remoteFields };
      return (context) => functionOf(setup, 'addCandidateResultLink')(context, input);
    },
  ],
  [
    'addApplicationAttachment',
    (setup, trace) => {
      const attachment = attachmentOf(trace, 'CV');
      const input = { application: setup.application, attachment, remoteFields };
      return (context) => functionOf(setup, 'addApplicationAttachment')(context, input);
    },
  ],
  [
    'addCandidateAttachment',
    (setup, trace) => {
      const candidate = { remoteId: setup.candidateRemoteId };
      const input = { candidate, attachment: attachmentOf(trace, 'OTHER'), remoteFields };
      return (context) => functionOf(setup, 'addCandidateAttachment')(context, input);
    },
  ],
  [
    'addCandidateTag',
    async (setup, tagName) => {
      const input = { candidate: { remoteId: setup.candidateRemoteId }, tagName, remoteFields };
      await setup.provideTag(tagName);
      return (context) => functionOf(setup, 'addCandidateTag')(context, input);
    },
  ],
  [
    'removeCandidateTag',
    async (setup, tagName) => {
      const { subject, remote } = setup;
      const input = { candidate: { remoteId: setup.candidateRemoteId }, tagName, remoteFields };
      await setup.provideTag(tagName);
      await setup.write.addCandidateTag?.(openSession(subject, remote).context, input);
      return (context) => functionOf(setup, 'removeCandidateTag')(context, input);
    },
  ],
  [
    'getApplicationAttachments',
    (setup) => async (context) => {
      const { application } = setup;
      await functionOf(setup, 'getApplicationAttachments')(context, { application });
      return { changed: [], warnings: [] };
    },
  ],
  [
    'getCandidateAttachments',
    (setup) => async (context) => {
      const candidate = { remoteId: setup.candidateRemoteId };
      await functionOf(setup, 'getCandidateAttachments')(context, { candidate });
      return { changed: [], warnings: [] };
    },
  ],
];

/** All that the connector has. */
export function listCases(setup: Setup): ActionCase[] {
  return plans
    .filter(([action]) => setup.write[action] !== undefined)
    .filter(([, , suffix]) => suffix === undefined || areAnswerable(questionsOf(setup)))
    .map(([action, prepare, suffix = '']) => ({
      name: action + suffix,
      action,
      isChange: !action.startsWith('get'),
      async prepare() {
        const trace = setup.newTrace();
        return { trace, run: await prepare(setup, trace) };
      },
    }));
}

export function listChanges(setup: Setup): ActionCase[] {
  return listCases(setup).filter(({ isChange }) => isChange);
}

function questionsOf({ baseline, records }: Setup): JobRecord['screening_questions'] {
  const job = baseline.outcomes.get('jobs')?.records.get(records.jobRemoteId);
  return (job as JobRecord | undefined)?.screening_questions ?? [];
}

/** That of the two which the application is not in now. */
async function otherStage({ subject, remote, records, application }: Setup): Promise<string> {
  const found = await openSession(subject, remote).readById('applications', [application.remoteId]);
  const current = (found[0] as ApplicationRecord | undefined)?.current_stage_remote_id;
  const [one, other] = records.stageRemoteIds;
  return current === one ? other : one;
}
