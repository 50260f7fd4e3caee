/** A process in a root file system of its own, which sees no process, and perhaps no network, of ours. */
export interface Entry {
  root: string;
  words: readonly string[];
  environment: Readonly<Record<string, string>>;
  workingDirectory: string;
  /** `uid:gid`; null for root. */
  user: string | null;
  /** Files and folders of this machine, by their place in the root. */
  mounts: Readonly<Record<string, string>>;
  /** Of this machine, or one with nothing but its own loopback. */
  network: 'shared' | 'own';
  /** Whether only mounts and /tmp can be written. */
  isReadOnly: boolean;
}

const namespaces = ['--mount', '--pid', '--fork', '--kill-child', '--propagation', 'private'];

/** Ends with exec, so that what was asked for is the first process in there and gets its signals. */
const prepare = `
set -eu
root=$1 network=$2 access=$3 count=$4; shift 4
mkdir -p "$root/proc" "$root/dev" "$root/tmp"
pairs=("\${@:1:count * 2}"); shift $((count * 2))
for ((n = 0; n < count; n += 1)); do
  from=\${pairs[n * 2]} to=$root\${pairs[n * 2 + 1]}
  if [ -d "$from" ]; then mkdir -p "$to"; else mkdir -p "\${to%/*}"; [ -e "$to" ] || touch "$to"; fi
done
mount --bind "$root" "$root"
[ "$access" != read-only ] || mount -o remount,bind,ro "$root"
for ((n = 0; n < count; n += 1)); do mount --bind "\${pairs[n * 2]}" "$root\${pairs[n * 2 + 1]}"; done
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
[ "$access" != read-only ] || mount -t tmpfs tmpfs "$root/tmp"
[ "$network" != own ] || ip link set lo up
exec chroot "$@"
`;

/** The program and arguments to spawn. */
export function enterRoot(entry: Entry): readonly [string, readonly string[]] {
  const mounts = Object.entries(entry.mounts).flatMap(([to, from]) => [from, to]);
  const own = entry.network === 'own' ? ['--net', '--ipc', '--uts'] : [];
  const facts = [entry.root, entry.network, entry.isReadOnly ? 'read-only' : 'writable'];
  const counted = [String(mounts.length / 2), ...mounts];
  return [
    'unshare',
    [...namespaces, ...own, 'bash', '-c', prepare, 'bash', ...facts, ...counted, ...inside(entry)],
  ];
}

function inside({ root, user, ...rest }: Entry): string[] {
  const account = user === null ? [] : [`--userspec=${user}`, '--groups='];
  return [...account, root, ...withEnvironment(rest)];
}

export function withEnvironment({
  environment,
  workingDirectory,
  words,
}: Pick<Entry, 'environment' | 'workingDirectory' | 'words'>): string[] {
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  return ['env', '-i', `--chdir=${workingDirectory}`, ...variables, ...words];
}
