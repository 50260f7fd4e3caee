export type { SmartRecruitersAccess, SmartRecruitersScope } from './access.ts';
export { smartRecruitersScenarios } from './scenarios.ts';
export type { SmartRecruitersSimulatorOptions } from './smartrecruiters.ts';
export { startSmartRecruitersSimulator } from './start-smartrecruiters-simulator.ts';
export type { SmartRecruitersSimulator } from './start-smartrecruiters-simulator.ts';
