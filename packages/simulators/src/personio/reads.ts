import type { Job } from '../kit/company-rows.ts';
import { route } from '../kit/route.ts';
import type { Call, Route } from '../kit/route.ts';
import { notFound } from '../kit/vendor-message.ts';
import { list, requireParameters, single, timeFilters } from './lists.ts';
import type { Category, Personio } from './personio.ts';
import {
  applicationShape,
  candidateShape,
  categoryShape,
  jobShape,
  transitionShapes,
} from './shapes.ts';

const scope = 'personio:recruiting:read';

/** `GET /v2/recruiting/…`: lists, single records, and the way of an application. */
export function readRoutes(personio: Personio): Route[] {
  return [...applicationRoutes(personio), ...candidateRoutes(personio), ...jobRoutes(personio)];
}

function applicationRoutes(personio: Personio): Route[] {
  const { people } = personio.company.tables;
  const path = '/v2/recruiting/applications';
  return [
    route(`GET ${path}`, scope, (call) => {
      const email = call.query.get('candidate.email');
      const page = list(personio, call, {
        rows: personio
          .applications()
          .filter(({ personId }) => email === null || hasAddress(people.get(personId), email)),
        render: (one) => applicationShape(personio, one),
        parameters: [...timeFilters, 'candidate.email'],
      });
      personio.countRead();
      return page;
    }),
    route(`GET ${path}/:id`, scope, (call) => {
      const application = named(call, 'application', personio.applications());
      return single(application.id, applicationShape(personio, application));
    }),
    route(`GET ${path}/:id/stage-transitions`, scope, (call) => {
      const application = named(call, 'application', personio.applications());
      return { _data: transitionShapes(personio, application), _meta: { links: {} } };
    }),
  ];
}

function candidateRoutes(personio: Personio): Route[] {
  return [
    route('GET /v2/recruiting/candidates', scope, (call) => {
      const email = call.query.get('email');
      return list(personio, call, {
        rows: personio.candidates().filter((one) => email === null || hasAddress(one, email)),
        render: (one) => candidateShape(personio, one),
        parameters: [...timeFilters, 'email'],
      });
    }),
    route('GET /v2/recruiting/candidates/:id', scope, (call) => {
      const person = named(call, 'candidate', personio.candidates());
      return single(person.id, candidateShape(personio, person));
    }),
  ];
}

function jobRoutes(personio: Personio): Route[] {
  const { categories, company } = personio;
  const jobs = company.tables.jobs;
  return [
    route('GET /v2/recruiting/jobs', scope, (call) => {
      const render = (job: Job): object => jobShape(personio, job);
      return list(personio, call, { rows: jobs.values(), render, parameters: timeFilters });
    }),
    route('GET /v2/recruiting/jobs/:id', scope, (call) => {
      const job = named(call, 'job', [...jobs.values()]);
      return single(job.id, jobShape(personio, job));
    }),
    route('GET /v2/recruiting/categories', scope, (call) => {
      const render = (category: Category): object => categoryShape(personio, category);
      return list(personio, call, { rows: categories, render });
    }),
    route('GET /v2/recruiting/categories/:id', scope, (call) => {
      const category = named(call, 'category', categories);
      return single(category.id, categoryShape(personio, category));
    }),
  ];
}

function named<T extends { id: string }>(call: Call, what: string, rows: readonly T[]): T {
  requireParameters(call, []);
  const { id = '' } = call.params;
  const row = rows.find((one) => one.id === id);
  if (row === undefined) throw notFound(what, id);
  return row;
}

/** Upper and lower case are the same, in the first address alone: v2 shows no other. */
export function hasAddress({ emails }: { emails: string[] }, email: string): boolean {
  return emails[0]?.toLowerCase() === email.toLowerCase();
}
