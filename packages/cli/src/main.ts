import { runCli } from './run-cli.ts';
import { listenForStop } from './stop-signal.ts';

const { stdin, stdout, stderr } = process;
// The program that reads our output may stop reading, as `| head` does.
stdout.on('error', () => undefined);
process.exitCode = await runCli(process.argv.slice(2), { stdin, stdout, stderr, listenForStop });
