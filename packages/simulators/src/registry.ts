// Written by scripts/generate-registries.ts; do not edit.
import { startAshbySimulator } from './ashby/index.ts';
import { startLeverSimulator } from './lever/index.ts';
import { startOdooSimulator } from './odoo/index.ts';
import { startTeamtailorSimulator } from './teamtailor/index.ts';
import type { Simulator, SimulatorOptions } from './kit/simulator.ts';

export * from './ashby/index.ts';
export * from './lever/index.ts';
export * from './odoo/index.ts';
export * from './teamtailor/index.ts';

type Start = (options?: SimulatorOptions) => Promise<Simulator>;

/** How to start the simulator of each tool. */
export const simulators: Readonly<Record<string, Start>> = {
  ashby: startAshbySimulator,
  lever: startLeverSimulator,
  odoo: startOdooSimulator,
  teamtailor: startTeamtailorSimulator,
};
