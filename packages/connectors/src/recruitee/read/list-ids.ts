import { parseResults, toPagePosition } from '@hirewire/connector-kit';
import type { ListIds, ModelName } from '@hirewire/connector-kit';
import { RecruiteeOffer } from '../remote-types.ts';
import { readCandidatePages } from './candidate-list.ts';
import { isPool, readOfferBook, readOfferPages } from './offer-list.ts';
import { parsePeople } from './people.ts';
import { applicationsOf } from './placements.ts';

/** A full read takes a request for each job and each candidate; these lists take one for a thousand. */
export const listIds = {
  jobs: async function* (context, { resumeFrom }) {
    const from = toPagePosition(resumeFrom);
    for await (const { rows, next, unlisted } of readOfferPages(context, { from })) {
      const offers = parseResults(RecruiteeOffer, rows, { model: 'jobs', context });
      const jobs = offers.filter(({ parsed }) => !isPool(parsed) && !parsed.deleted_at);
      const remoteIds = jobs.map(({ parsed }) => parsed.id);
      yield { remoteIds, resumeFrom: next, unlistedRecords: unlisted };
    }
  },
  candidates: async function* (context, { resumeFrom }) {
    const from = toPagePosition(resumeFrom);
    for await (const { rows, next } of readCandidatePages(context, { from })) {
      const people = parsePeople(context, 'candidates', rows);
      const living = people.filter(({ parsed }) => !parsed.deleted_at);
      yield { remoteIds: living.map(({ parsed }) => parsed.id), resumeFrom: next };
    }
  },
  applications: async function* (context, { resumeFrom }) {
    const book = await readOfferBook(context, 'applications');
    const from = toPagePosition(resumeFrom);
    for await (const { rows, next } of readCandidatePages(context, { from })) {
      const people = parsePeople(context, 'applications', rows);
      const living = people.filter(({ parsed }) => !parsed.deleted_at);
      const placements = living.flatMap(({ parsed }) => applicationsOf(parsed, book));
      yield { remoteIds: placements.map(({ id }) => id), resumeFrom: next };
    }
  },
} satisfies Partial<Record<ModelName, ListIds>>;
