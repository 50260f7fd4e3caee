import type { Named } from '../kit/company-rows.ts';
import { shown } from '../kit/company.ts';
import { pageByNumber } from '../kit/paging.ts';
import { places } from '../kit/places.ts';
import type { Call, Route } from '../kit/route.ts';
import { answering } from './access.ts';
import type { Ability } from './access.ts';
import { candidateShape, disqualificationOf, placementRow, referencesOf } from './candidates.ts';
import { missing } from './input.ts';
import { event, eventList, resultList } from './interviews.ts';
import { candidateList, offerList, pageQuery, sizesOf } from './lists.ts';
import { noteList } from './notes.ts';
import { offerShape, pipelineIdOf, pipelineShape } from './offers.ts';
import type { Recruitee } from './recruitee.ts';
import { quickSearch, searchCandidates } from './search.ts';
import { adminShape, dateOf, departmentShape, locationShape } from './shapes.ts';

/** Everything that can be read. */
export function readRoutes(account: Recruitee): Route[] {
  return [
    ...candidateRoutes(account),
    ...offerRoutes(account),
    ...accountRoutes(account),
    read('/interview/events', 'View interviews', (call) => eventList(account, call)),
    read('/interview/events/:id', 'View interviews', ({ params }) =>
      event(account, params['id'] ?? ''),
    ),
    read('/interview/results', 'View evaluations', (call) => resultList(account, call)),
  ];
}

const read = (path: string, ability: Ability | null, answer: (call: Call) => object): Route =>
  answering(`GET ${path}`, ability, answer);

function candidateRoutes(account: Recruitee): Route[] {
  return [
    read('/candidates', 'View candidates', (call) => candidateList(account, call)),
    read('/candidates/:id', 'View candidates', ({ params, origin }) => {
      const person = account.findCandidate(params['id']);
      const references = referencesOf(account, account.placements.of(person.id));
      return { candidate: candidateShape(account, person, origin), references };
    }),
    read('/candidates/:id/notes', 'View candidates', (call) => noteList(account, call)),
    read('/candidates/:id/attachments', 'View candidates', ({ params, origin }) => {
      const { files, createdAt } = account.findCandidate(params['id']);
      const others = files.filter(({ kind }) => kind === 'other');
      const attachments = others.map((file) => ({
        id: Number(file.id),
        filename: file.name,
        file_url: `${origin}${account.files.namedLinkTo(file)}`,
        created_at: dateOf(createdAt),
      }));
      return { attachments };
    }),
    read('/search/new/candidates', 'View candidates', (call) => searchCandidates(account, call)),
    read('/search/new/quick', 'View candidates', (call) => quickSearch(account, call)),
    read('/tracking/activities', 'View candidates', (call) => activityList(account, call)),
  ];
}

function offerRoutes(account: Recruitee): Route[] {
  const { jobs } = account.company.tables;
  return [
    read('/offers', 'View jobs', (call) => offerList(account, call)),
    read('/offers/:id', 'View jobs', ({ params }) => ({
      offer: offerShape(account, account.findOffer(params['id'])),
    })),
    read('/offers/:id/placements', 'View candidates', ({ params }) => {
      const job = account.findOffer(params['id']);
      const placed = account.assigned.of(job.id);
      const stages = pipelineShape(account, job).stages.map((stage) => ({
        ...stage,
        placements: placed
          .filter(({ stageId }) => Number(stageId) === stage.id)
          .map((one) => boardShape(account, one)),
      }));
      return { stages };
    }),
    read('/pipeline_templates/:id', 'View jobs', ({ params }) => {
      const id = Number(params['id']);
      const job = [...jobs.values()].find((one) => pipelineIdOf(account, one) === id);
      if (job === undefined) throw missing('Pipeline template');
      const { title: name, ...pipeline } = pipelineShape(account, job);
      return { pipeline_template: { ...pipeline, title: name, name } };
    }),
    read('/talent_pools', 'View jobs', () => ({
      talent_pools: [...jobs.values()].filter(({ id }) => account.isPool(id)).map(poolShape),
    })),
    read('/talent_pools/:id', 'View jobs', ({ params }) => {
      const pool = account.findOffer(params['id']);
      if (!account.isPool(pool.id)) throw missing('Talent pool');
      return { talent_pool: poolShape(pool) };
    }),
  ];
}

const poolShape = ({ id, title }: { id: string; title: string }) => ({
  id: Number(id),
  title,
  status: 'internal',
});

/** A placement on the board of its offer: neither the offer nor the stage, nor when it changed. */
function boardShape(account: Recruitee, placement: Parameters<typeof placementRow>[1]) {
  const { id, candidate_id, hired_at, ratings, created_at } = placementRow(account, placement);
  const none = { disqualified_at: null, disqualify_reason: null };
  const ended = { ...none, ...disqualificationOf(account, placement) };
  return { id, candidate_id, ...ended, hired_at, ratings, created_at };
}

/** What the whole account has: lists without pages. */
function accountRoutes(account: Recruitee): Route[] {
  const { departments, jobs, people, rejectionReasons, tags, users } = account.company.tables;
  return [
    read('/admin', null, () => ({
      admin: {
        ...adminShape(account.owner),
        company_id: Number(account.access.companyId),
        membership: { id: Number(account.owner.id) + 1 },
      },
    })),
    // Those who left are not listed, and are still named by jobs and interviews.
    read('/admins', 'View team members', () => ({
      admins: [...users.values()].filter(({ isActive }) => isActive).map(adminShape),
    })),
    read('/departments', 'View jobs', () => ({
      departments: Array.from(departments.values(), (department) => {
        const own = [...jobs.values()].filter(({ departmentId }) => departmentId === department.id);
        return shown(department, departmentShape({ ...department, isUsed: own.length }));
      }),
    })),
    read('/locations', 'View jobs', (call) => {
      const words = call.query.get('query')?.toLowerCase() ?? '';
      const rows = places.filter(({ city }) => city.toLowerCase().includes(words));
      const { items } = pageByNumber(pageQuery(account, call), rows, sizesOf(account, 1000, 1000));
      return { locations: items.map(locationShape) };
    }),
    read('/tags', 'View candidates', ({ query }) => {
      const words = query.get('query')?.toLowerCase() ?? '';
      const counted = (tag: Named): number =>
        [...people.values()].filter(({ tagIds }) => tagIds.includes(tag.id)).length;
      const found = [...tags.values()].filter(({ name }) => name.toLowerCase().includes(words));
      return {
        tags: found.map((tag) =>
          shown(tag, { id: Number(tag.id), name: tag.name, taggings_count: counted(tag) }),
        ),
      };
    }),
    read('/disqualify_reasons', 'View jobs', () => ({
      disqualify_reasons: [...rejectionReasons.values()]
        .toSorted((a, b) => Number(a.id) - Number(b.id))
        .map((reason, index) =>
          shown(reason, { id: Number(reason.id), name: reason.name, position: index + 1 }),
        ),
    })),
  ];
}

/** What happened since the simulator started, the newest first. */
function activityList(account: Recruitee, call: Call): object {
  const start = Date.parse(call.query.get('start_date') ?? '');
  const rows = account.kept.activities
    .filter(({ at }) => Number.isNaN(start) || at >= start)
    .toReversed();
  const { items } = pageByNumber(pageQuery(account, call), rows, sizesOf(account, 500));
  const { people } = account.company.tables;
  return {
    activities: items.map(({ id, at, event: name, personId }) => ({
      id: Number(id),
      event: name,
      created_at: dateOf(at),
      message_html: '',
      candidate: { id: Number(personId), name: people.find(personId)?.name ?? null },
      admin: { id: Number(account.owner.id) },
      offer: null,
    })),
  };
}
