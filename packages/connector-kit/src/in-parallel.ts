/** More calls than a limit lets through at once would only queue there. */
const defaultWidth = 5;

/**
 * Maps a few elements at a time, for vendors that take one id a call; keeps the order.
 *
 * @example const details = await inParallel(ids, (id) => readDetails(context, id));
 */
export async function inParallel<From, To>(
  elements: readonly From[],
  map: (element: From) => Promise<To>,
  width = defaultWidth,
): Promise<To[]> {
  const results: To[] = [];
  for (let start = 0; start < elements.length; start += width) {
    results.push(...(await Promise.all(elements.slice(start, start + width).map(map))));
  }
  return results;
}
