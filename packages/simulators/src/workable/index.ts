export type { WorkableAccess, WorkableScope } from './access.ts';
export { workableScenarios } from './scenarios.ts';
export { startWorkableSimulator } from './start-workable-simulator.ts';
export type { WorkableSimulator } from './start-workable-simulator.ts';
export type { WorkableSimulatorOptions } from './workable.ts';
