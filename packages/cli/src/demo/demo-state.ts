import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What a demo must remember for its next start. */
export interface DemoState {
  /** Shown again at each start, so it is kept: it opens invented people only. */
  apiKey: string;
  /** Candidates that the simulators invent; another number would be another world. */
  scale: number;
  /** The simulators' ports by tool. */
  ports: Readonly<Record<string, number>>;
}

const fileName = 'demo.json';

/** Null before the first start. */
export async function readDemoState(dataDirectory: string): Promise<DemoState | null> {
  try {
    const state: unknown = JSON.parse(await readFile(path.join(dataDirectory, fileName), 'utf8'));
    return state as DemoState;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

export async function writeDemoState(dataDirectory: string, state: DemoState): Promise<void> {
  await writePrivateFile(path.join(dataDirectory, fileName), state);
}

/** Writes JSON that only our user may read; whoever waits for the file sees all of it or nothing. */
export async function writePrivateFile(file: string, content: unknown): Promise<void> {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, file);
}
