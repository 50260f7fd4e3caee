// Written by scripts/generate-registries.ts; do not edit.
import { startAshbySimulator } from './ashby/index.ts';
import { startGreenhouseSimulator } from './greenhouse/index.ts';
import { startLeverSimulator } from './lever/index.ts';
import { startOdooSimulator } from './odoo/index.ts';
import { startOnlyfySimulator } from './onlyfy/index.ts';
import { startPersonioSimulator } from './personio/index.ts';
import { startRecruiteeSimulator } from './recruitee/index.ts';
import { startSmartRecruitersSimulator } from './smartrecruiters/index.ts';
import { startTeamtailorSimulator } from './teamtailor/index.ts';
import { startWorkableSimulator } from './workable/index.ts';
import type { Simulator, SimulatorOptions } from './kit/simulator.ts';

export * from './ashby/index.ts';
export * from './greenhouse/index.ts';
export * from './lever/index.ts';
export * from './odoo/index.ts';
export * from './onlyfy/index.ts';
export * from './personio/index.ts';
export * from './recruitee/index.ts';
export * from './smartrecruiters/index.ts';
export * from './teamtailor/index.ts';
export * from './workable/index.ts';

type Start = (options?: SimulatorOptions) => Promise<Simulator>;

/** How to start the simulator of each tool. */
export const simulators: Readonly<Record<string, Start>> = {
  ashby: startAshbySimulator,
  greenhouse: startGreenhouseSimulator,
  lever: startLeverSimulator,
  odoo: startOdooSimulator,
  onlyfy: startOnlyfySimulator,
  personio: startPersonioSimulator,
  recruitee: startRecruiteeSimulator,
  smartrecruiters: startSmartRecruitersSimulator,
  teamtailor: startTeamtailorSimulator,
  workable: startWorkableSimulator,
};
