/**
 * Reads what a key stands for when it is first asked for; later and concurrent calls share that, also
 * if it fails. Make one for each read, as it keeps everything.
 *
 * @example
 * const departmentOf = readOnce((id) => readDepartment(context, id));
 * await inParallel(jobs, async (job) => toJob(job, await departmentOf(job.departmentId)));
 */
export function readOnce<Value>(
  read: (key: string) => Promise<Value>,
): (key: string) => Promise<Value> {
  const asked = new Map<string, Promise<Value>>();
  return (key) => {
    const value = asked.get(key) ?? read(key);
    asked.set(key, value);
    return value;
  };
}
