import { type DestinationStream, pino } from 'pino';
import { prettyFactory } from 'pino-pretty';
import { toPrintable } from './printable.ts';

// This file is imported where people read the log and nowhere else, so that no command waits for it.

/** Standard output for people: the time, the level and the message, then what it is about. */
export function openTextLog(): DestinationStream {
  const output = pino.destination(1);
  const format = prettyFactory({
    colorize: false,
    errorLikeObjectKeys: ['error'],
    ignore: 'version,role,host,pid',
    singleLine: true,
    translateTime: 'SYS:HH:MM:ss',
  });
  return { write: (line) => output.write(toPrintable(format(line))) };
}
