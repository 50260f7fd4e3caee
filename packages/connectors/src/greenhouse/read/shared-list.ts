import type { ConnectorContext, Json } from '@hirewire/connector-kit';
import { z } from 'zod';
import { readGreenhousePages } from '../call-greenhouse.ts';
import type { ListQuery } from '../call-greenhouse.ts';

/** As text, as another model gets it. */
const SharedList = z.object({ rows: z.array(z.custom<Json>()), readAt: z.string().nullable() });

/** All rows of a list, and when its first page was answered, by the clock of Greenhouse. */
export async function readSharedList(
  context: ConnectorContext,
  { path, query = {}, readers = 1 }: ListQuery & { readers?: number },
): Promise<{ rows: Json[]; readAt: Date | null }> {
  const read = async (): Promise<z.infer<typeof SharedList>> => {
    const rows: Json[] = [];
    let readAt: string | null = null;
    for await (const page of readGreenhousePages(context, { path, query })) {
      readAt ??= page.answeredAt?.toISOString() ?? null;
      rows.push(...page.rows);
    }
    return { rows, readAt };
  };
  const key = `${path} ${JSON.stringify(query)}`;
  const { rows, readAt } = SharedList.parse(await context.shareRead({ key, readers }, read));
  return { rows, readAt: readAt === null ? null : new Date(readAt) };
}
