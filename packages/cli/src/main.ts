import { runCommandLine } from './run-command-line.ts';

// Whoever reads us may stop reading, as `| head` does.
process.stdout.on('error', () => undefined);
process.exitCode = await runCommandLine(process.argv.slice(2));
