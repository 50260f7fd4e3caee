export type { PersonioAccess, PersonioScope } from './access.ts';
export type { PersonioSimulatorOptions } from './personio.ts';
export { personioScenarios } from './scenarios.ts';
export { startPersonioSimulator } from './start-personio-simulator.ts';
export type { PersonioSimulator } from './start-personio-simulator.ts';
