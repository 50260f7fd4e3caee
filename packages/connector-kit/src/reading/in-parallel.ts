/** More calls than a limit lets through at once would only queue there. */
const defaultWidth = 5;

/**
 * Maps a few elements at a time, for vendors that take one id a call; keeps the order. Begins nothing
 * more once one has failed.
 *
 * @example const details = await inParallel(ids, (id) => readDetails(context, id));
 */
export async function inParallel<From, To>(
  elements: readonly From[],
  map: (element: From) => Promise<To>,
  width = defaultWidth,
): Promise<To[]> {
  const results: To[] = [];
  const queue = elements.entries();
  let hasFailed = false;
  const work = async (): Promise<void> => {
    for (const [index, element] of queue) {
      if (hasFailed) return;
      try {
        results[index] = await map(element);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: width }, work));
  return results;
}
