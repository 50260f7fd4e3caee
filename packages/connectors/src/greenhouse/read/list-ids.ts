import { parseResults, toPagePosition } from '@hirewire/connector-kit';
import type { ListIds, ModelName } from '@hirewire/connector-kit';
import { z } from 'zod';
import { readExisting } from '../call-greenhouse.ts';
import type { Query } from '../call-greenhouse.ts';
import { GreenhouseReference } from '../remote-types.ts';
import { superseded } from '../vocabulary.ts';
import { applicationsPath, queryOf } from './applications.ts';
import { candidatesPath } from './candidates.ts';
import { jobsPath } from './jobs.ts';
import { withDefaults } from './flat-lists.ts';
import { writtenNotes } from './notes.ts';
import { currentOffers } from './offers.ts';
import { submittedScorecards } from './scorecards.ts';

/**
 * No list tells what was deleted. A page of ids has as many rows as one of records, but no list beside
 * it is read.
 */
export const listIds = {
  jobs: idsOf('jobs', { path: jobsPath, fields: 'id,is_template' }),
  applications: idsOf('applications', { path: applicationsPath, fields: 'id,status', queryOf }),
  candidates: idsOf('candidates', { path: candidatesPath }),
  interviews: idsOf('interviews', { path: '/interviews' }),
  offers: idsOf('offers', { path: '/offers', queryOf: () => currentOffers }),
  notes: idsOf('notes', { path: '/notes', queryOf: () => writtenNotes }),
  scorecards: idsOf('scorecards', { path: '/scorecards', queryOf: () => submittedScorecards }),
  application_stages: idsOf('application_stages', { path: '/job_interview_stages' }),
  rejection_reasons: idsOf('rejection_reasons', {
    path: '/rejection_reasons',
    queryOf: () => withDefaults,
  }),
  tags: idsOf('tags', { path: '/candidate_tags' }),
  users: idsOf('users', { path: '/users' }),
} satisfies Partial<Record<ModelName, ListIds>>;

interface Listed {
  path: string;
  fields?: string;
  queryOf?: (context: Parameters<ListIds>[0]) => Query;
}

const Row = GreenhouseReference.extend({
  status: z.string().nullish().catch(null),
  is_template: z.boolean().nullish().catch(null),
});

function idsOf(model: ModelName, { path, fields = 'id', queryOf = () => ({}) }: Listed): ListIds {
  return async function* (context, { resumeFrom }) {
    const list = { path, query: { ...queryOf(context), fields } };
    const pages = readExisting(context, list, toPagePosition(resumeFrom));
    for await (const { rows, next } of pages) {
      const found = parseResults(Row, rows, { model, context });
      const kept = found.filter(
        ({ parsed }) => parsed.status !== superseded && parsed.is_template !== true,
      );
      yield { remoteIds: kept.map(({ parsed }) => parsed.id), resumeFrom: next };
    }
  };
}
