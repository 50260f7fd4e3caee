import { parseRemote, path, nullIfGone } from '@hirewire/connector-kit';
import type { ConnectorContext, Json } from '@hirewire/connector-kit';
import { z } from 'zod';
import { RecruiteeOffer } from '../remote-types.ts';

export const careersPath = 'careers/offers/{slug}';

export interface CareersOffer {
  raw: Json;
  parsed: RecruiteeOffer;
}

const Body = z.looseObject({ offer: z.custom<Json>((value) => value !== undefined) });

/**
 * A job on the public careers site, whose form asks the questions. Null where the site does not have
 * it: nothing of an applicant may go to the site of somebody else, which a number in place of the
 * subdomain could lead to.
 * https://docs.recruitee.com ("Careers Site API")
 */
export async function findCareersOffer(
  context: ConnectorContext,
  { id, slug }: Pick<RecruiteeOffer, 'id' | 'slug'>,
): Promise<CareersOffer | null> {
  if (!slug) return null;
  const request = { method: 'GET', host: 'careers', path: path`/offers/${slug}` } as const;
  const response = await nullIfGone(() => context.remote.request(request));
  const raw = Body.safeParse(response?.body).data?.offer ?? null;
  const ref = { model: 'jobs', reportIssue: context.reportIssue } as const;
  const parsed = raw === null ? null : parseRemote(RecruiteeOffer, raw, ref);
  return parsed?.id === id ? { raw, parsed } : null;
}
