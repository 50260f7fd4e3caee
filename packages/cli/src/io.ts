import { toPrintable } from '@hirewire/server';

/** The part of a stream that commands write to. */
export interface Output {
  isTTY?: boolean;
  write(text: string): unknown;
}

/** What one call of the command line uses in place of the process's own. */
export interface Io {
  /** Default: the environment of the process. */
  environment?: Readonly<Record<string, string | undefined>>;
  stdin: NodeJS.ReadableStream;
  stdout: Output;
  stderr: Output;
  /** A signal that is aborted when the user wants an orderly end; `announce` is called then. */
  listenForStop(announce: () => void): AbortSignal;
}

/** A call of a command that changes something, without anything personal. */
export interface AuditedCommand {
  /** Such as `keys revoke`. */
  words: string;
  /** What may be the id of an integration. */
  names: readonly string[];
  targetIds: Readonly<Record<string, string>>;
  environmentName: string | null;
  isDryRun: boolean;
}

/** One call of the command line, as its commands see it. */
export interface Call extends Io {
  /** What the audit log is to say of it, until it says so; null if it changes nothing. */
  toAudit: AuditedCommand | null;
  /** Set by a command that has reported a failure itself, as part of its output. */
  exitCode: number;
}

/** Whatever the text holds, it only prints. */
export function writeLine(output: Output, text: string): void {
  output.write(`${toPrintable(text)}\n`);
}
