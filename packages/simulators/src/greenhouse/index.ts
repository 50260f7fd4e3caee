export type { GreenhouseSimulatorOptions } from './greenhouse.ts';
export { greenhouseScenarios } from './scenarios.ts';
export { startGreenhouseSimulator } from './start-greenhouse-simulator.ts';
export type { GreenhouseSimulator } from './start-greenhouse-simulator.ts';
