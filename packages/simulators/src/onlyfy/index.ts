export type { OnlyfyAccess } from './access.ts';
export type { OnlyfySimulatorOptions } from './onlyfy.ts';
export { onlyfyScenarios } from './scenarios.ts';
export { startOnlyfySimulator } from './start-onlyfy-simulator.ts';
export type { OnlyfySimulator } from './start-onlyfy-simulator.ts';
