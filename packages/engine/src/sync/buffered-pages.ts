/** Pages that may wait while others are stored: enough to keep both sides busy, little memory. */
const mostWaiting = 8;

/**
 * Reads ahead while the caller stores, and hands over all pages that have arrived meanwhile, so
 * that a quick vendor is stored in large transactions and a slow one page by page. When the caller
 * stops early, `stopReading` is called to end the request that is under way.
 */
export async function* bufferedPages<Page>(
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
      while (waiting.length >= mostWaiting && !isStopped) {
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
