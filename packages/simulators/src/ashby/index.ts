export { ashbyScopes } from './access.ts';
export type { AshbyAccess, AshbyScope } from './access.ts';
export type { AshbyResource } from './records.ts';
export { startAshbySimulator } from './start-ashby-simulator.ts';
export type { AshbySimulator, AshbySimulatorOptions } from './start-ashby-simulator.ts';
export type { AshbyState } from './state.ts';
export type * from './types.ts';
