/** The connector's declared concurrency; more calls would only queue at the limiter. */
const width = 5;

/** Maps a few elements at a time, for methods that take one id a call; keeps the order. */
export async function inParallel<From, To>(
  elements: readonly From[],
  map: (element: From) => Promise<To>,
): Promise<To[]> {
  const results: To[] = [];
  for (let start = 0; start < elements.length; start += width) {
    results.push(...(await Promise.all(elements.slice(start, start + width).map(map))));
  }
  return results;
}
