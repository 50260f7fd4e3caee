import type { Simulator, SimulatorOptions } from './kit/simulator.ts';
import { simulators } from './registry.ts';

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
