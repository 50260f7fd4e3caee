export type { FaultKind, Fault, FaultTarget, Faults } from './kit/faults.ts';
export { SeededRandom } from './kit/random.ts';
export type { RateLimit, ReceivedRequest, Simulator, SimulatorOptions } from './kit/simulator.ts';
export * from './registry.ts';
export { startSimulator } from './start-simulator.ts';
