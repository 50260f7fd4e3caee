import type { ConnectorContext } from '../../connector-context.ts';
import type { ApplicationRecord, JobRecord } from '../../records.ts';
import type { WriteFunctions, WriteOutcome } from '../../writes.ts';
import { openSession } from '../session.ts';
import { answersTo, areAnswerable, applicationOf, attachmentOf, resultLinkOf } from './inputs.ts';
import { functionOf } from './place.ts';
import type { Place } from './place.ts';

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
type Preparation = (place: Place, trace: string) => Run | Promise<Run>;
type Plan = [action: keyof WriteFunctions, prepare: Preparation, suffix?: string];

const remoteFields = {};

const plans: readonly Plan[] = [
  [
    'createApplication',
    (place, trace) => {
      const { records } = place;
      const stageRemoteId = records.stageRemoteIds[1];
      const input = applicationOf(trace, { ...records, stageRemoteId });
      return (context) => functionOf(place, 'createApplication')(context, input);
    },
  ],
  [
    'createApplication',
    (place, trace) => {
      const { jobRemoteId } = place.records;
      const answers = answersTo(questionsOf(place), trace);
      const input = applicationOf(trace, { jobRemoteId, stageRemoteId: null, answers });
      return (context) => functionOf(place, 'createApplication')(context, input);
    },
    ' with answers',
  ],
  [
    'moveApplicationToStage',
    async (place) => {
      const input = { application: place.application, stageRemoteId: await otherStage(place) };
      const move = functionOf(place, 'moveApplicationToStage');
      return (context) => move(context, { ...input, remoteFields });
    },
  ],
  [
    'rejectApplication',
    (place, trace) => {
      const { rejectionReasonRemoteId } = place.records;
      const input = { application: place.takeApplication(), rejectionReasonRemoteId, note: trace };
      const reject = functionOf(place, 'rejectApplication');
      return (context) => reject(context, { ...input, remoteFields });
    },
  ],
  [
    'addApplicationNote',
    (place, content) => {
      const { application } = place;
      const addNote = functionOf(place, 'addApplicationNote');
      return (context) => addNote(context, { application, content, remoteFields });
    },
  ],
  [
    'addApplicationResultLink',
    (place, trace) => {
      const input = { application: place.application, link: resultLinkOf(trace), remoteFields };
      return (context) => functionOf(place, 'addApplicationResultLink')(context, input);
    },
  ],
  [
    'addCandidateResultLink',
    (place, trace) => {
      const candidate = { remoteId: place.candidateRemoteId };
      const input = { candidate, link: resultLinkOf(trace), remoteFields };
      return (context) => functionOf(place, 'addCandidateResultLink')(context, input);
    },
  ],
  [
    'addApplicationAttachment',
    (place, trace) => {
      const attachment = attachmentOf(trace, 'CV');
      const input = { application: place.application, attachment, remoteFields };
      return (context) => functionOf(place, 'addApplicationAttachment')(context, input);
    },
  ],
  [
    'addCandidateAttachment',
    (place, trace) => {
      const candidate = { remoteId: place.candidateRemoteId };
      const input = { candidate, attachment: attachmentOf(trace, 'OTHER'), remoteFields };
      return (context) => functionOf(place, 'addCandidateAttachment')(context, input);
    },
  ],
  [
    'addCandidateTag',
    (place, tagName) => {
      const input = { candidate: { remoteId: place.candidateRemoteId }, tagName, remoteFields };
      return (context) => functionOf(place, 'addCandidateTag')(context, input);
    },
  ],
  [
    'removeCandidateTag',
    async (place, tagName) => {
      const { subject, remote } = place;
      const input = { candidate: { remoteId: place.candidateRemoteId }, tagName, remoteFields };
      await place.write.addCandidateTag?.(openSession(subject, remote).context, input);
      return (context) => functionOf(place, 'removeCandidateTag')(context, input);
    },
  ],
  [
    'getApplicationAttachments',
    (place) => async (context) => {
      const { application } = place;
      await functionOf(place, 'getApplicationAttachments')(context, { application });
      return { changed: [], warnings: [] };
    },
  ],
  [
    'getCandidateAttachments',
    (place) => async (context) => {
      const candidate = { remoteId: place.candidateRemoteId };
      await functionOf(place, 'getCandidateAttachments')(context, { candidate });
      return { changed: [], warnings: [] };
    },
  ],
];

/** All that the connector has. */
export function listCases(place: Place): ActionCase[] {
  return plans
    .filter(([action]) => place.write[action] !== undefined)
    .filter(([, , suffix]) => suffix === undefined || areAnswerable(questionsOf(place)))
    .map(([action, prepare, suffix = '']) => ({
      name: action + suffix,
      action,
      isChange: !action.startsWith('get'),
      async prepare() {
        const trace = place.newTrace();
        return { trace, run: await prepare(place, trace) };
      },
    }));
}

export function listChanges(place: Place): ActionCase[] {
  return listCases(place).filter(({ isChange }) => isChange);
}

function questionsOf({ baseline, records }: Place): JobRecord['screening_questions'] {
  const job = baseline.outcomes.get('jobs')?.records.get(records.jobRemoteId);
  return (job as JobRecord | undefined)?.screening_questions ?? [];
}

/** That of the two which the application is not in now. */
async function otherStage({ subject, remote, records, application }: Place): Promise<string> {
  const found = await openSession(subject, remote).readById('applications', [application.remoteId]);
  const current = (found[0] as ApplicationRecord | undefined)?.current_stage_remote_id;
  const [one, other] = records.stageRemoteIds;
  return current === one ? other : one;
}
