import { route } from '../kit/route.ts';
import type { Call, Route } from '../kit/route.ts';
import type { LeverRight } from './access.ts';
import { children, filesOf } from './child-shapes.ts';
import { applyFormShape } from './forms.ts';
import { missing } from './lever.ts';
import type { Lever } from './lever.ts';
import {
  confidentialityFilter,
  flagOf,
  list,
  momentFilter,
  momentFilters,
  newest,
  requireParameters,
  single,
} from './lists.ts';
import { filteredOpportunities, opportunityFilters } from './opportunity-filters.ts';
import * as shapes from './shapes.ts';

/** Everything that can be read. */
export function readRoutes(lever: Lever): Route[] {
  return [
    ...opportunityRoutes(lever),
    ...childRoutes(lever),
    ...downloadRoutes(lever),
    ...postingRoutes(lever),
    ...requisitionRoutes(lever),
    ...accountRoutes(lever),
  ];
}

const idOf = ({ params: { id = '' } }: Call): string => id;

function read(path: string, right: LeverRight, answer: (call: Call) => object): Route {
  return route(`GET ${path}`, `${right}:admin`, answer);
}

function opportunityRoutes(lever: Lever): Route[] {
  const { company, kept } = lever;
  return [
    read('/opportunities', 'opportunities:read', (call) =>
      list(lever, call, {
        rows: filteredOpportunities(lever, call.query),
        render: (one) => shapes.opportunityShape(lever, one),
        keyOf: newest,
        filters: opportunityFilters,
      }),
    ),
    deletedRoute(lever, 'opportunities', () => company.tables.applications.deletions),
    deletedRoute(lever, 'applications', () => kept.deletedApplications),
    read('/opportunities/:id', 'opportunities:read', (call) =>
      single(lever, call, shapes.opportunityShape(lever, lever.findOpportunity(idOf(call)))),
    ),
    // A contact is seen where one of its opportunities is.
    read('/contacts/:id', 'contact:read', (call) => {
      const own = company.applicationsOf(idOf(call));
      if (!own.some((one) => lever.isVisible(one))) throw missing('contacts', idOf(call));
      return single(lever, call, shapes.contactShape(lever.find('people', idOf(call))));
    }),
  ];
}

const childNames = Object.keys(children) as (keyof typeof children)[];

function childRoutes(lever: Lever): Route[] {
  return childNames.flatMap((name) => {
    const path = `/opportunities/:id/${name}`;
    const recordsOf = (call: Call): { id: string; createdAt?: number; uploadedAt?: number }[] =>
      children[name](lever, lever.findOpportunity(idOf(call)), call.origin);
    return [
      read(path, `${name}:read`, (call) =>
        list(lever, call, {
          rows: recordsOf(call),
          render: (record) => record,
          keyOf: ({ id, createdAt, uploadedAt = 0 }) => [createdAt ?? uploadedAt, id],
        }),
      ),
      read(`${path}/:child`, `${name}:read`, (call) =>
        single(lever, call, childOf(call, name, recordsOf(call))),
      ),
    ];
  });
}

function childOf<T extends { id: string }>(call: Call, name: string, all: readonly T[]): T {
  const { child = '' } = call.params;
  const found = all.find(({ id }) => id === child);
  if (found === undefined) throw missing(name, child);
  return found;
}

/** Files themselves, which need the credentials like everything else. */
function downloadRoutes(lever: Lever): Route[] {
  return (['files', 'resumes', 'offers'] as const).map((name) =>
    read(`/opportunities/:id/${name}/:child/download`, `${name}:read`, (call) => {
      requireParameters(call, []);
      const opportunity = lever.findOpportunity(idOf(call));
      if (name !== 'offers') {
        return lever.files.read(childOf(call, name, filesOf(lever, opportunity, name)));
      }
      const { id } = childOf(call, name, children.offers(lever, opportunity, call.origin));
      return lever.files.read({ handle: id, name: 'Offer' });
    }),
  );
}

function postingRoutes(lever: Lever): Route[] {
  const { jobs } = lever.company.tables;
  const plain = (path: string, render: (call: Call) => object): Route =>
    read(path, 'postings:read', (call) => {
      requireParameters(call, []);
      return render(call);
    });
  return [
    read('/postings', 'postings:read', (call) => {
      const isCreated = momentFilter(call.query, 'created_at');
      const isUpdated = momentFilter(call.query, 'updated_at');
      const isShown = confidentialityFilter(call.query);
      return list(lever, call, {
        rows: [...jobs.values()].filter(
          (job) =>
            lever.isPostingVisible(job) &&
            isShown(job.isConfidential) &&
            isCreated(job.createdAt) &&
            isUpdated(job.updatedAt),
        ),
        render: (job) => shapes.postingShape(lever, job),
        keyOf: newest,
        filters: [...momentFilters('created_at', 'updated_at'), 'confidentiality'],
      });
    }),
    deletedRoute(lever, 'postings', () => jobs.deletions),
    read('/postings/:id', 'postings:read', (call) =>
      single(lever, call, shapes.postingShape(lever, lever.findPosting(idOf(call)))),
    ),
    plain('/postings/:id/apply', (call) => ({
      data: applyFormShape(lever.findPosting(idOf(call))),
    })),
    plain('/postings/:id/users', (call) =>
      shapes.postingUsersShape(lever, lever.findPosting(idOf(call))),
    ),
  ];
}

function requisitionRoutes(lever: Lever): Route[] {
  return [
    read('/requisitions', 'requisitions:read', (call) => {
      const isCreated = momentFilter(call.query, 'created_at');
      return list(lever, call, {
        rows: [...lever.company.tables.jobs.values()].filter(
          (job) => lever.isPostingVisible(job) && isCreated(job.createdAt),
        ),
        render: (job) => shapes.requisitionShape(lever, job),
        keyOf: newest,
        filters: momentFilters('created_at'),
      });
    }),
    read('/requisitions/:id', 'requisitions:read', (call) => {
      const job = lever.findRequisition(idOf(call));
      return single(lever, call, shapes.requisitionShape(lever, job));
    }),
  ];
}

/** What the whole account has: small lists. */
function accountRoutes(lever: Lever): Route[] {
  const { stages, rejectionReasons, users } = lever.company.tables;
  const reasons = () => [
    ...Array.from(rejectionReasons.values(), shapes.reasonShape),
    shapes.hiredReasonShape(lever),
  ];
  const texts = (name: 'tags' | 'sources'): Route =>
    read(`/${name}`, `${name}:read`, (call) => {
      const keyOf = ({ text }: { text: string }) => [text, text] as const;
      const rows = lever.countsOf(name);
      return list(lever, call, { rows, render: (row) => row, keyOf, isAscending: true });
    });
  return [
    read('/stages', 'stages:read', (call) =>
      list(lever, call, {
        rows: stages.values(),
        render: shapes.stageShape,
        keyOf: ({ order, id }) => [order, id],
        isAscending: true,
      }),
    ),
    read('/stages/:id', 'stages:read', (call) =>
      single(lever, call, shapes.stageShape(lever.find('stages', idOf(call)))),
    ),
    read('/archive_reasons', 'archive_reasons:read', (call) => {
      const keyOf = ({ text, id }: { text: string; id: string }) => [text, id] as const;
      return list(lever, call, { rows: reasons(), render: (row) => row, keyOf, isAscending: true });
    }),
    read('/users', 'users:read', (call) => {
      const isEverybody = flagOf(call.query, 'includeDeactivated') === true;
      const rows = [...users.values()].filter(({ isActive }) => isActive || isEverybody);
      const filters = ['includeDeactivated'];
      return list(lever, call, { rows, render: shapes.userShape, keyOf: newest, filters });
    }),
    read('/users/:id', 'users:read', (call) =>
      single(lever, call, shapes.userShape(lever.find('users', idOf(call)))),
    ),
    texts('tags'),
    texts('sources'),
  ];
}

function deletedRoute(
  lever: Lever,
  name: 'applications' | 'opportunities' | 'postings',
  deletions: () => readonly { id: string; at: number }[],
): Route {
  return read(`/${name}/deleted`, `${name}:read`, (call) => {
    const isDeleted = momentFilter(call.query, 'deleted_at');
    return list(lever, call, {
      rows: deletions().filter(({ at }) => isDeleted(at)),
      render: ({ id, at }) => ({ id, deletedAt: at }),
      keyOf: ({ at, id }) => [at, id],
      filters: momentFilters('deleted_at'),
    });
  });
}
