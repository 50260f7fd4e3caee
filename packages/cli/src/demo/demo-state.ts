import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What a demo must remember for its next start. */
export interface DemoState {
  /** Stored in clear, to be shown again at each start: it gives access to invented people only. */
  apiKey: string;
  /** Candidates that the simulators invent; another number would give other people. */
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

/** Writes JSON that only our user can read. The file is always complete. */
export async function writePrivateFile(file: string, content: unknown): Promise<void> {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, file);
}
