export type { FaultKind, Fault, FaultTarget, Faults } from './kit/faults.ts';
export { SeededRandom } from './kit/random.ts';
export type { RateLimit, ReceivedRequest, Simulator, SimulatorOptions } from './kit/simulator.ts';
export type { AshbyAccess, AshbyScope } from './ashby/access.ts';
export type { AshbyResource } from './ashby/records.ts';
export { startAshbySimulator } from './ashby/start-ashby-simulator.ts';
export type { AshbySimulator, AshbySimulatorOptions } from './ashby/start-ashby-simulator.ts';
export type { AshbyState } from './ashby/state.ts';
export type * from './ashby/types.ts';
export type { LeverAccess, LeverScope } from './lever/access.ts';
export { leverScenarios } from './lever/scenarios.ts';
export { startLeverSimulator } from './lever/start-lever-simulator.ts';
export type { LeverSimulatorOptions } from './lever/lever.ts';
export type { LeverSimulator } from './lever/start-lever-simulator.ts';
export { simulators, startSimulator } from './start-simulator.ts';
export { odooDatabase, odooKeys, startOdooSimulator } from './odoo/start-odoo-simulator.ts';
export type {
  OdooSearchAnswer,
  OdooSimulator,
  OdooSimulatorOptions,
} from './odoo/start-odoo-simulator.ts';
export type { Row as OdooRow, Value as OdooValue } from './odoo/search.ts';
