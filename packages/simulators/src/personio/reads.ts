import { route } from '../kit/route.ts';
import type { Call, Route } from '../kit/route.ts';
import { notFound } from '../kit/vendor-message.ts';
import { list, requireParameters, single, timeFilters } from './lists.ts';
import type { Personio } from './personio.ts';
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
  const { people, jobs } = personio.company.tables;
  const applications = () => personio.applications();
  const candidates = () => personio.candidates();
  return [
    route('GET /v2/recruiting/applications', scope, (call) => {
      const email = call.query.get('candidate.email');
      const rows = applications().filter(
        ({ personId }) => email === null || hasAddress(people.get(personId), email),
      );
      const page = list(personio, call, {
        rows,
        render: (one) => applicationShape(personio, one),
        parameters: [...timeFilters, 'candidate.email'],
      });
      personio.countRead();
      return page;
    }),
    route('GET /v2/recruiting/applications/:id', scope, (call) => {
      const application = named(call, 'application', applications());
      return single(application.id, applicationShape(personio, application));
    }),
    route('GET /v2/recruiting/applications/:id/stage-transitions', scope, (call) => {
      requireParameters(call, []);
      const application = named(call, 'application', applications());
      return { _data: transitionShapes(personio, application), _meta: { links: {} } };
    }),
    route('GET /v2/recruiting/candidates', scope, (call) => {
      const email = call.query.get('email');
      return list(personio, call, {
        rows: candidates().filter((person) => email === null || hasAddress(person, email)),
        render: (one) => candidateShape(personio, one),
        parameters: [...timeFilters, 'email'],
      });
    }),
    route('GET /v2/recruiting/candidates/:id', scope, (call) => {
      const person = named(call, 'candidate', candidates());
      return single(person.id, candidateShape(personio, person));
    }),
    route('GET /v2/recruiting/jobs', scope, (call) =>
      list(personio, call, {
        rows: jobs.values(),
        render: (one) => jobShape(personio, one),
        parameters: timeFilters,
      }),
    ),
    route('GET /v2/recruiting/jobs/:id', scope, (call) => {
      const job = named(call, 'job', [...jobs.values()]);
      return single(job.id, jobShape(personio, job));
    }),
    route('GET /v2/recruiting/categories', scope, (call) =>
      list(personio, call, {
        rows: personio.categories,
        render: (one) => categoryShape(personio, one),
      }),
    ),
    route('GET /v2/recruiting/categories/:id', scope, (call) => {
      const category = named(call, 'category', personio.categories);
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
