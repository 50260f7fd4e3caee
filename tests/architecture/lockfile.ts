/** The parts of package-lock.json that decide whether it installs elsewhere. */
export interface Lockfile {
  packages: Record<string, { resolved?: string; optionalDependencies?: Record<string, string> }>;
}

/**
 * What would keep the lockfile from installing on another machine. npm leaves a platform's
 * package out when the registry of the day does not have it, and then `npm ci` refuses the
 * lockfile everywhere (seen with linters that were published for some platforms first).
 */
export function listLockfileFaults({ packages }: Lockfile): string[] {
  const names = new Set(Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, '')));
  return Object.entries(packages).flatMap(([path, entry]) => [
    ...Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !names.has(name))
      .map((name) => `${path} wants ${name}, which has no entry`),
    ...(entry.resolved?.includes('://') === true ? [`${path} names a registry`] : []),
  ]);
}
