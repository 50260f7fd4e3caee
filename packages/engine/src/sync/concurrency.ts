/**
 * Works on several items at a time, in their order. The first failure ends all of it: `stop` is to
 * make work under way give up, and only when all of it has is the failure thrown.
 */
export async function mapConcurrent<Item>(
  items: readonly Item[],
  limit: number,
  { work, stop }: { work: (item: Item) => Promise<void>; stop: (reason: unknown) => void },
): Promise<void> {
  const waiting = [...items];
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  const fail = (error: unknown): void => {
    failures.push(error);
    waiting.length = 0;
    stop(error);
  };
  await Promise.all(Array.from({ length: limit }, () => worker().catch(fail)));
  if (failures.length > 0) throw failures[0];
}

/** Makes work that is asked for at the same time happen one after the other. */
export type Mutex = <Result>(work: () => Promise<Result>) => Promise<Result>;

export function createMutex(): Mutex {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
}

/** Pages that may wait while others are stored: enough to keep both sides busy, little memory. */
const maxBuffered = 8;

/**
 * Reads ahead while the caller stores, and hands over all pages that have arrived meanwhile, so
 * that a quick vendor is stored in large transactions and a slow one page by page. When the caller
 * stops early, `stopReading` is called to end the request that is under way.
 */
export async function* prefetch<Page>(
  pages: AsyncIterable<Page>,
  stopReading: () => void,
): AsyncGenerator<Page[]> {
  const waiting: Page[] = [];
  let hasEnded = false;
  let isStopped = false;
  let wakeReader: () => void = () => undefined;
  let wakeCaller: () => void = () => undefined;

  async function readAhead(): Promise<void> {
    for await (const page of pages) {
      waiting.push(page);
      wakeCaller();
      while (waiting.length >= maxBuffered && !isStopped) {
        await new Promise<void>((resolve) => (wakeReader = resolve));
      }
      if (isStopped) return;
    }
  }

  const reading = readAhead().finally(() => {
    hasEnded = true;
    wakeCaller();
  });
  // It is awaited below, but perhaps only later than it fails.
  reading.catch(() => undefined);

  try {
    for (;;) {
      while (waiting.length === 0 && !hasEnded) {
        await new Promise<void>((resolve) => (wakeCaller = resolve));
      }
      if (waiting.length === 0) {
        await reading;
        return;
      }
      const batch = waiting.splice(0);
      wakeReader();
      yield batch;
    }
  } finally {
    isStopped = true;
    if (!hasEnded) stopReading();
    wakeReader();
    await reading.catch(() => undefined);
  }
}
