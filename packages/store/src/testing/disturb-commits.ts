import type { Queryable } from '../database/database.ts';
import { modelNames } from '../records/models.ts';

/**
 * Makes every transaction that changes records a long one, whoever runs it: it waits after each
 * write, which is after a stamp and before the commit is recorded, and again in the commit itself,
 * which is after that and before it is visible. One in so many commits fails. Until `stop` is called.
 */
export async function disturbCommits(
  database: Queryable,
  { maxWaitMs, abortedShare }: { maxWaitMs: number; abortedShare: number },
): Promise<{ countAborted(): Promise<number>; stop(): Promise<void> }> {
  const wait = `perform pg_sleep(random() * ${maxWaitMs / 1000})`;
  await database.query(`
    create schema disturbance;
    create sequence disturbance.aborted;
    create function disturbance.wait() returns trigger language plpgsql as $$
    begin
      ${wait};
      return null;
    end $$;
    create function disturbance.wait_or_abort() returns trigger language plpgsql as $$
    begin
      ${wait};
      if random() < ${abortedShare} then
        perform nextval('disturbance.aborted');
        raise exception 'aborted on purpose';
      end if;
      return null;
    end $$;
    create constraint trigger disturbance after insert on store.commits
      deferrable initially deferred for each row execute function disturbance.wait_or_abort();
    ${modelNames
      .map(
        (model) => `create trigger disturbance after insert or update on store.rendered_${model}
          execute function disturbance.wait();`,
      )
      .join('\n')}`);
  return {
    async countAborted() {
      const { rows } = await database.query<{ count: string }>(
        `select case when is_called then last_value else 0 end as count from disturbance.aborted`,
      );
      return Number(rows[0]?.count);
    },
    async stop() {
      // Not dropped: that would lock tables that transactions are using.
      for (const name of ['wait', 'wait_or_abort']) {
        await database.query(`
          create or replace function disturbance.${name}() returns trigger language plpgsql as $$
          begin
            return null;
          end $$`);
      }
    },
  };
}
