export type { LeverAccess, LeverScope } from './access.ts';
export type { LeverSimulatorOptions } from './lever.ts';
export { leverScenarios } from './scenarios.ts';
export { startLeverSimulator } from './start-lever-simulator.ts';
export type { LeverSimulator } from './start-lever-simulator.ts';
