import type { SeededRandom } from '../../kit/random.ts';
import type { AshbyRecords } from '../records.ts';
import { dayMs, seedStart } from '../../kit/calendar.ts';

type StageRow = readonly [title: string, type: string];

const ending: StageRow[] = [
  ['Offer', 'Offer'],
  ['Hired', 'Hired'],
  ['Archived', 'Archived'],
];
const plans: Record<string, StageRow[]> = {
  Engineering: [
    ['New Lead', 'Lead'],
    ['Application Review', 'PreInterviewScreen'],
    ['Recruiter Screen', 'Active'],
    ['Technical Interview', 'Active'],
    ['On-site', 'Active'],
    ['Reference Check', 'Active'],
    ...ending,
  ],
  'Go-to-Market': [
    ['New Lead', 'Lead'],
    ['Application Review', 'PreInterviewScreen'],
    ['Phone Screen', 'Active'],
    ['Role Play', 'Active'],
    ['Final Interview', 'Active'],
    ...ending,
  ],
  Executive: [
    ['Longlist', 'Lead'],
    ['Shortlist', 'Lead'],
    ['Partner Interview', 'Active'],
    ['Board Interview', 'Active'],
    ...ending,
  ],
  'Interns & Working Students': [
    ['Neu', 'Lead'],
    ['Prüfung der Unterlagen', 'PreInterviewScreen'],
    ['Gespräch', 'Active'],
    ...ending,
  ],
};
const retiredPlan = 'Default 2023';

const shared: [string, boolean][] = [
  ['Recruiter Screen', false],
  ['Technical Interview', true],
  ['System Design', true],
  ['Role Play', true],
  ['Values Interview', true],
  ['Final Interview', true],
  ['Debrief', false],
];

/** Interview plans with their stages, and the interviews that every job may use. */
export function seedInterviewPlans(random: SeededRandom, records: AshbyRecords): void {
  for (const [title, stages] of Object.entries(plans)) addPlan(random, records, title, stages);
  addPlan(random, records, retiredPlan, [['Inbox', 'Lead'], ['Interview', 'Active'], ...ending]);
  for (const [title, isFeedbackRequired] of shared) {
    addInterview(random, records, { title, isFeedbackRequired, jobId: null, isArchived: false });
  }
  const old = { title: 'Whiteboard', isFeedbackRequired: true, jobId: null, isArchived: true };
  addInterview(random, records, old);
}

/** An interview that belongs to one job. */
export function addInterview(
  random: SeededRandom,
  records: AshbyRecords,
  wanted: { title: string; isFeedbackRequired: boolean; jobId: string | null; isArchived: boolean },
): void {
  const instructions = random.chance(0.5) ? `Read the notes before the ${wanted.title}.` : null;
  records.interviews.put({
    id: random.uuid(),
    ...wanted,
    externalTitle: random.chance(0.5) ? `${wanted.title} with us` : null,
    isDebrief: wanted.title === 'Debrief',
    isFeedbackRequested: wanted.isFeedbackRequired,
    instructionsHtml: instructions === null ? null : `<p>${instructions}</p>`,
    instructionsPlain: instructions,
    feedbackFormDefinitionId: random.uuid(),
  });
}

function addPlan(
  random: SeededRandom,
  records: AshbyRecords,
  title: string,
  stages: readonly StageRow[],
): void {
  const createdAt = random.moment(seedStart, seedStart + 30 * dayMs);
  const id = random.uuid();
  const isArchived = title === retiredPlan;
  records.interviewPlans.put({ id, title, isArchived, createdAt, updatedAt: createdAt });
  for (const [orderInInterviewPlan, [stageTitle, type]] of stages.entries()) {
    records.interviewStages.put({
      id: random.uuid(),
      title: stageTitle,
      type,
      orderInInterviewPlan,
      interviewStageGroupId: null,
      interviewPlanId: id,
    });
  }
}
