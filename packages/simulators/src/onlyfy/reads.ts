import type { CompanyRows, Job } from '../kit/company-rows.ts';
import type { TableName } from '../kit/company.ts';
import { route } from '../kit/route.ts';
import type { Call, Route } from '../kit/route.ts';
import { notFound } from '../kit/vendor-message.ts';
import { fieldsOf } from './catalogue.ts';
import * as filters from './filters.ts';
import type { Filters } from './filters.ts';
import { list, requireNoParameters } from './lists.ts';
import type { Onlyfy } from './onlyfy.ts';
import * as shapes from './shapes.ts';

interface Resource<T> {
  /** As in the path. */
  name: string;
  filters: Filters;
  rows: () => readonly T[];
  find: (id: string) => T | null;
  render: (row: T) => object;
}

export const idOf = ({ params: { id = '' } }: Call): string => id;

/** Everything that can be read: lists, records by id, and the questions of a job. */
export function readRoutes(onlyfy: Onlyfy): Route[] {
  return [
    ...companyResources(onlyfy),
    ...catalogueResources(onlyfy),
    route('GET /job/:id/custom_candidate_fields', null, (call) => {
      const job: Job = onlyfy.find('jobs', idOf(call));
      const rows = fieldsOf(onlyfy.catalogue, job);
      return list(onlyfy, call, { rows, render: (field) => field });
    }),
  ];
}

function companyResources(onlyfy: Onlyfy): Route[] {
  const held = <Name extends TableName>(
    name: string,
    table: Name,
    known: Filters,
    render: (row: CompanyRows[Name]) => object,
  ) => {
    const find = (id: string): CompanyRows[Name] | null => onlyfy.company.tables[table].find(id);
    return resource(onlyfy, {
      name,
      filters: known,
      rows: () => onlyfy.list(table),
      find,
      render,
    });
  };
  return [
    ...held('application', 'applications', filters.applicationFilters, (row) =>
      shapes.applicationShape(onlyfy, row),
    ),
    ...held('candidate', 'people', filters.candidateFilters, (row) =>
      shapes.candidateShape(onlyfy, row),
    ),
    ...held('job', 'jobs', filters.jobFilters, (row) => shapes.jobShape(onlyfy, row)),
    ...held('candidate_tag', 'tags', filters.tagFilters, shapes.tagShape),
    ...held('department', 'departments', filters.nameFilters, shapes.departmentShape),
  ];
}

function catalogueResources(onlyfy: Onlyfy): Route[] {
  const { cities, fields, industries } = onlyfy.catalogue;
  const made = <T extends { id: number }>(name: string, known: Filters, rows: () => T[]) => {
    const find = (id: string): T | null => rows().find((row) => String(row.id) === id) ?? null;
    return resource(onlyfy, {
      name,
      filters: known,
      rows,
      find,
      render: (row) => row,
    });
  };
  return [
    ...made('city', filters.cityFilters, () => cities),
    ...made('custom_field', filters.fieldFilters, () => fields),
    ...made('industry', filters.nameFilters, () => industries),
    ...made('status_set', filters.statusSetFilters, () => shapes.statusSetShapes(onlyfy)),
  ];
}

function resource<T>(
  onlyfy: Onlyfy,
  { name, filters: known, rows, find, render }: Resource<T>,
): Route[] {
  return [
    route(`GET /${name}`, null, (call) =>
      list(onlyfy, call, { rows: rows(), render, filters: known }),
    ),
    route(`GET /${name}/:id`, null, (call) => {
      requireNoParameters(call);
      const row = find(idOf(call));
      if (row === null) throw notFound(name, idOf(call));
      return render(row);
    }),
  ];
}
