/**
 * A subject of more than 72 characters is cut off in most lists of commits. Those of merges are
 * git's own words and may be longer; so may those of before there was this check.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const maxLength = 72;
const lastUnchecked = '8428ae2';

if (import.meta.main) {
  const { checked, tooLong } = checkSubjects(
    fileURLToPath(new URL('../', import.meta.url)),
    lastUnchecked,
  );
  console.log(`${checked} subjects of commits after ${lastUnchecked} were looked at.`);
  for (const line of tooLong) console.error(`Longer than ${maxLength} characters: ${line}`);
  process.exitCode = tooLong.length === 0 ? 0 : 1;
}

/** Looks at nothing where there is no history, as in a downloaded archive. */
export function checkSubjects(
  folder: string,
  after: string,
): { checked: number; tooLong: string[] } {
  const git = (...args: string[]): string | null => {
    const { status, stdout } = spawnSync('git', args, { cwd: folder, encoding: 'utf8' });
    return status === 0 ? stdout.trim() : null;
  };
  // A shallow clone that does not reach back so far holds later commits only.
  const isShallow = git('rev-parse', '--is-shallow-repository') === 'true';
  const isThere = git('rev-parse', '--verify', `${after}^{commit}`) !== null;
  const range = isThere ? `${after}..HEAD` : isShallow ? 'HEAD' : null;
  const listed = range === null ? null : git('log', '--no-merges', '--format=%h %s', range);
  const lines = listed?.split('\n').filter((line) => line !== '') ?? [];
  const subjectOf = (line: string): string => line.slice(line.indexOf(' ') + 1);
  return {
    checked: lines.length,
    tooLong: lines.filter((line) => [...subjectOf(line)].length > maxLength),
  };
}
