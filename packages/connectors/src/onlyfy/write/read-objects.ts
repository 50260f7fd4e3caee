import { RemoteError, parseRemote, path } from '@hirewire/connector-kit';
import type { ConnectorContext, Json, ModelName } from '@hirewire/connector-kit';
import type { z } from 'zod';
import { getOnlyfy } from '../call-onlyfy.ts';
import { OnlyfyApplication, OnlyfyCandidate, OnlyfyJob } from '../remote-types.ts';

// As they are now: changes build on them.

export const readJob = (context: ConnectorContext, id: string) =>
  read(context, { model: 'jobs', path: path`/job/${id}` }, OnlyfyJob);

export const readApplication = (context: ConnectorContext, id: string) =>
  read(context, { model: 'applications', path: path`/application/${id}` }, OnlyfyApplication);

export const readCandidate = (context: ConnectorContext, id: string) =>
  read(context, { model: 'candidates', path: path`/candidate/${id}` }, OnlyfyCandidate);

async function read<Schema extends z.ZodType>(
  context: ConnectorContext,
  { model, path: address }: { model: ModelName; path: string },
  schema: Schema,
): Promise<{ raw: Json; parsed: z.output<Schema> }> {
  const raw = await getOnlyfy(context, address);
  const parsed = parseRemote(schema, raw, { model, reportIssue: context.reportIssue });
  if (parsed !== null) return { raw, parsed };
  const message = `onlyfy's answer to GET ${address} cannot be used: it has no id. Try again later.`;
  throw new RemoteError({ kind: 'unavailable', message, status: null });
}

/** Ids are whole numbers in onlyfy, and texts here. One that is too large for a number stays a text. */
export function toNumber(id: string): number | string {
  const number = Number(id);
  return Number.isSafeInteger(number) ? number : id;
}
