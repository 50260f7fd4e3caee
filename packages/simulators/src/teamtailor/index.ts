export type { TeamtailorAccess } from './access.ts';
export type { TeamtailorOptions } from './account.ts';
export { teamtailorScenarios } from './scenarios.ts';
export { startTeamtailorSimulator } from './start-teamtailor-simulator.ts';
export type { TeamtailorSimulator } from './start-teamtailor-simulator.ts';
