export type { GreenhouseSimulatorOptions } from './greenhouse.ts';
export { startGreenhouseSimulator } from './start-greenhouse-simulator.ts';
export type { GreenhouseSimulator } from './start-greenhouse-simulator.ts';
