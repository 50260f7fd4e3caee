/** Pages that may wait while others are stored: enough to keep both sides busy, little memory. */
const mostWaiting = 8;

/**
 * Reads ahead while the caller stores, and hands over all pages that have arrived meanwhile, so
 * that a quick vendor is stored in large transactions and a slow one page by page.
 */
export async function* bufferedPages<Page>(pages: AsyncIterable<Page>): AsyncGenerator<Page[]> {
  const waiting: Page[] = [];
  let state: { ended: boolean; error?: unknown } = { ended: false };
  let wakeReader: () => void = () => undefined;
  let wakeCaller: () => void = () => undefined;
  let isStopped = false;

  const reading = (async () => {
    for await (const page of pages) {
      waiting.push(page);
      wakeCaller();
      while (waiting.length >= mostWaiting && !isStopped) {
        await new Promise<void>((resolve) => (wakeReader = resolve));
      }
      if (isStopped) return;
    }
  })().then(
    () => {
      state = { ended: true };
      wakeCaller();
    },
    (error: unknown) => {
      state = { ended: true, error };
      wakeCaller();
    },
  );

  try {
    for (;;) {
      while (waiting.length === 0 && !state.ended) {
        await new Promise<void>((resolve) => (wakeCaller = resolve));
      }
      if (waiting.length > 0) {
        const batch = waiting.splice(0);
        wakeReader();
        yield batch;
      } else {
        if (state.error !== undefined) throw state.error;
        return;
      }
    }
  } finally {
    isStopped = true;
    wakeReader();
    await reading;
  }
}
