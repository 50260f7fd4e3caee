/**
 * Works on several items at a time, in their order. The first failure ends all of it: `stop` is to
 * make work under way give up, and only when all of it has is the failure thrown.
 */
export async function inLanes<Item>(
  items: readonly Item[],
  lanes: number,
  { work, stop }: { work: (item: Item) => Promise<void>; stop: (reason: unknown) => void },
): Promise<void> {
  const waiting = [...items];
  const failures: unknown[] = [];
  const lane = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  const fail = (error: unknown): void => {
    failures.push(error);
    waiting.length = 0;
    stop(error);
  };
  await Promise.all(Array.from({ length: lanes }, () => lane().catch(fail)));
  if (failures.length > 0) throw failures[0];
}

/** Makes work that is asked for at the same time happen one after the other. */
export type InTurn = <Result>(work: () => Promise<Result>) => Promise<Result>;

export function createTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}
