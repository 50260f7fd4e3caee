import type { Stage } from '../kit/company-rows.ts';

/** The default pipeline; the first three are locked and have negative positions. */
const stages = [
  { name: 'Applied', kind: 'new', category: 'apply', position: -1 },
  { name: 'Sourced', kind: 'new', category: 'sourced', position: -2 },
  { name: 'Referred', kind: 'new', category: 'referred', position: -3 },
  { name: 'Phone interview', kind: 'screening', category: 'phone_screen', position: 1 },
  { name: 'On-site interview', kind: 'interview', category: 'interview', position: 2 },
  { name: 'Evaluation', kind: 'interview', category: 'evaluation', position: 3 },
  { name: 'Offer', kind: 'offer', category: 'offer', position: 4 },
  { name: 'Hired', kind: 'hired', category: 'hire', position: 5 },
] as const;

export const stageNames = stages.map(({ name, kind }) => ({ name, kind }));

/** What a stage is by its name; others are interviews. */
export function kindOfStage({ name, order }: Stage) {
  const { category, position } = stages.find((one) => one.name === name) ?? {
    category: 'interview',
    position: order + 1,
  };
  return { category, position, locked: position < 0 };
}
