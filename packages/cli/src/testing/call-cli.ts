import { EventEmitter, once } from 'node:events';
import { Readable } from 'node:stream';
import type { Output } from '../io.ts';
import { runCli } from '../run-cli.ts';
import type { Ended, Run } from './run-hirewire.ts';

/** A command that goes on, such as a server, in this process. */
export interface RunningCli {
  /** Resolves with what has been written to standard output as soon as it matches. */
  untilOutput(pattern: RegExp): Promise<string>;
  /** As Ctrl-C does. */
  stop(): void;
  ended: Promise<Ended>;
}

/** Runs the command line in this process, to its end; nothing of the process gets in or out. */
export function callCli(words: readonly string[], run: Run = {}): Promise<Ended> {
  return startCli(words, run).ended;
}

export function startCli(
  words: readonly string[],
  { environment = {}, input = '' }: Run = {},
): RunningCli {
  const stopping = new AbortController();
  const [stdout, stderr] = [createOutput(), createOutput()];
  const ended = end();
  return { untilOutput, stop: () => stopping.abort(new Error('Stopped.')), ended };

  async function end(): Promise<Ended> {
    const code = await runCli(words, {
      environment,
      stdin: Readable.from([input]),
      stdout: stdout.output,
      stderr: stderr.output,
      listenForStop(announce) {
        stopping.signal.addEventListener('abort', announce, { once: true });
        return stopping.signal;
      },
    });
    return { code, stdout: stdout.text(), stderr: stderr.text() };
  }

  async function untilOutput(pattern: RegExp): Promise<string> {
    while (!pattern.test(stdout.text())) {
      const isOver = await Promise.race([
        once(stdout.events, 'written').then(() => false),
        ended.then(() => true),
      ]);
      if (isOver && !pattern.test(stdout.text())) {
        throw new Error(`It ended without ${pattern}: ${stdout.text()}${(await ended).stderr}`);
      }
    }
    return stdout.text();
  }
}

function createOutput(): { output: Output; text(): string; events: EventEmitter } {
  const events = new EventEmitter();
  let content = '';
  return {
    events,
    text: () => content,
    output: {
      write(text) {
        content += text;
        events.emit('written');
      },
    },
  };
}
