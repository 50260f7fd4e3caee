import path from 'node:path';
import { startSimulator } from '@hirewire/simulators';
import type { Simulator } from '@hirewire/simulators';
import type { DemoState } from './demo-state.ts';

/**
 * Starts a simulator for each tool, with the data it had last time, at the same port if that is
 * still free.
 */
export async function startSimulators(
  stack: AsyncDisposableStack,
  dataDirectory: string,
  { tools, state }: { tools: readonly string[]; state: DemoState },
): Promise<Simulator[]> {
  const simulators: Simulator[] = [];
  for (const tool of tools) {
    const stateFile = path.join(dataDirectory, 'simulators', `${tool}.state`);
    const options = { candidates: state.scale, stateFile };
    const simulator = await startSimulator(tool, {
      ...options,
      port: state.ports[tool] ?? 0,
    }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') throw error;
      return startSimulator(tool, options);
    });
    stack.defer(() => simulator.close());
    simulators.push(simulator);
  }
  return simulators;
}
