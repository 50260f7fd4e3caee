import { startAshbySimulator } from './ashby/start-ashby-simulator.ts';
import type { Simulator, SimulatorOptions } from './kit/simulator.ts';
import { startLeverSimulator } from './lever/start-lever-simulator.ts';
import { startOdooSimulator } from './odoo/start-odoo-simulator.ts';

/** How to start the simulator of each tool. */
export const simulators: Readonly<
  Record<string, (options?: SimulatorOptions) => Promise<Simulator>>
> = { ashby: startAshbySimulator, lever: startLeverSimulator, odoo: startOdooSimulator };

/** Starts the simulator of a tool; throws when there is none. */
export async function startSimulator(
  tool: string,
  options: SimulatorOptions = {},
): Promise<Simulator> {
  const start = Object.hasOwn(simulators, tool) ? simulators[tool] : undefined;
  if (start === undefined) {
    throw new Error(`No simulator for ${tool}; there are: ${Object.keys(simulators).join(', ')}`);
  }
  return start(options);
}
