import { startSimulator } from '@hirewire/simulators';
import type { Simulator } from '@hirewire/simulators';

/** Starts a simulator per tool, at the port it had last time if that is still free. */
export async function startSimulators(
  stack: AsyncDisposableStack,
  wanted: {
    tools: readonly string[];
    candidates: number;
    ports: Readonly<Record<string, number>>;
  },
): Promise<Simulator[]> {
  const simulators: Simulator[] = [];
  for (const tool of wanted.tools) {
    const { candidates } = wanted;
    const simulator = await startSimulator(tool, {
      candidates,
      port: wanted.ports[tool] ?? 0,
    }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') throw error;
      return startSimulator(tool, { candidates });
    });
    stack.defer(() => simulator.close());
    simulators.push(simulator);
  }
  return simulators;
}
