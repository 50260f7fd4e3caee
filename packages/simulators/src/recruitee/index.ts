export type { Ability } from './access.ts';
export type { RecruiteeSimulatorOptions } from './recruitee.ts';
export { recruiteeScenarios } from './scenarios.ts';
export { startRecruiteeSimulator } from './start-recruitee-simulator.ts';
export type { RecruiteeSimulator } from './start-recruitee-simulator.ts';
