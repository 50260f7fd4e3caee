export type { FaultKind, Fault, FaultTarget, Faults } from './faults.ts';
export type { RateLimit, ReceivedRequest, Simulator, SimulatorOptions } from './simulator.ts';
export type { AshbyAccess, AshbyScope } from './ashby/access.ts';
export type { AshbyResource } from './ashby/records.ts';
export { startAshbySimulator } from './ashby/start-ashby-simulator.ts';
export type { AshbySimulator, AshbySimulatorOptions } from './ashby/start-ashby-simulator.ts';
export type { AshbyState } from './ashby/state.ts';
export type * from './ashby/types.ts';
export { simulators, startSimulator } from './start-simulator.ts';
