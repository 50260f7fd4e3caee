/** Set by Kubernetes for a service of the name `hirewire`: https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables */
const ofKubernetes = /^HIREWIRE_(?:SERVICE_|PORT_)/;

const prefix = 'HIREWIRE_';

/**
 * Says of each variable that looks like a setting, and is none, which one was probably meant: whoever
 * sets it believes that it counts. Names that are like no setting are somebody else's.
 */
export function findMisspelt(
  environment: Readonly<Record<string, string | undefined>>,
  known: readonly string[],
): string[] {
  return Object.entries(environment).flatMap(([name, value = '']) => {
    const isOurs = name.toUpperCase().startsWith(prefix) && !known.includes(name);
    if (!isOurs || value === '' || ofKubernetes.test(name) || value.startsWith('tcp://')) return [];
    // What is no secret has no file: `HIREWIRE_ROLE_FILE` means `HIREWIRE_ROLE`.
    const nearest = findNearest(name, known) ?? findNearest(name.replace(/_FILE$/i, ''), known);
    return nearest === null ? [] : [`There is no ${name}; did you mean ${nearest}?`];
  });
}

function findNearest(name: string, known: readonly string[]): string | null {
  const word = withoutPrefix(name);
  const ranked = known
    .map((one) => ({ one, distance: distanceOf(word, withoutPrefix(one)) }))
    .toSorted((first, second) => first.distance - second.distance);
  const [nearest] = ranked;
  const isNear = nearest !== undefined && nearest.distance <= Math.max(1, word.length / 3);
  return isNear ? nearest.one : null;
}

/** `HIREWIRE_DATABASE_URL` means `DATABASE_URL`. */
function withoutPrefix(name: string): string {
  const upper = name.toUpperCase();
  return upper.startsWith(prefix) ? upper.slice(prefix.length) : upper;
}

/** Characters to insert, delete or replace: https://en.wikipedia.org/wiki/Levenshtein_distance */
function distanceOf(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, character] of [...one].entries()) {
    const next = [index + 1];
    for (const [at, compared] of [...other].entries()) {
      const replaced = (row[at] ?? 0) + (character === compared ? 0 : 1);
      next.push(Math.min(replaced, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
