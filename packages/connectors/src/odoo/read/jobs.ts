import { mapEnum, toCountryCode, toIsoDate } from '@hirewire/connector-kit';
import type { ConnectorContext, JobRecord, Location, ReadRequest } from '@hirewire/connector-kit';
import { OdooEmployee, OdooJob, OdooPartner, fieldsOf } from '../remote-types.ts';
import { employmentTypes } from '../vocabulary.ts';
import type { JobRole } from '../vocabulary.ts';
import { isEmptyHtml } from './is-empty-html.ts';
import type { OdooReader, OdooRow } from './odoo-reader.ts';
import { parseRows, toRemoteData } from './parse-rows.ts';
import { readListings } from './read-listings.ts';
import type { Plan } from './read-listings.ts';
import { readPipelines } from './stages.ts';
import { toCustomFields } from './to-custom-fields.ts';

/** What a page of jobs refers to. */
interface JobSurroundings {
  stagesOf: (jobId: number) => JobRecord['stages'];
  /** By id of the contact. */
  addresses: ReadonlyMap<number, Location | null>;
  /** Id of the user of an employee; employees need not be users. */
  userOfEmployee: ReadonlyMap<number, number>;
  /** English name of a job's contract type, by the job's id. */
  contractTypes: ReadonlyMap<number, string | null>;
}

/** https://www.odoo.com/documentation/19.0/applications/hr/recruitment/new_job.html */
export function readJobs(context: ConnectorContext, request: ReadRequest) {
  return readListings<'jobs'>(context, request, (reader) => listJobs(context, reader));
}

/** How jobs are read, whichever of them. */
export async function listJobs(
  context: ConnectorContext,
  reader: OdooReader,
): Promise<Plan<'jobs'>> {
  const { fingerprint, stagesOf } = await readPipelines(context, reader, 'jobs');
  return {
    fingerprint,
    listings: [
      {
        model: 'hr.job',
        domain: [],
        fields: fieldsOf(OdooJob),
        withCustomFields: true,
        changeDates: ['write_date', 'department_id.write_date', 'address_id.write_date'],
        async toRecords(rows) {
          const jobs = parseRows(OdooJob, rows, { model: 'jobs', context });
          const found = await readSurroundings(
            context,
            reader,
            jobs.map(({ parsed }) => parsed),
          );
          return jobs.map(({ parsed, row }) =>
            toJob(parsed, row, { context, surroundings: { ...found, stagesOf } }),
          );
        },
      },
    ],
  };
}

async function readSurroundings(
  context: ConnectorContext,
  reader: OdooReader,
  jobs: readonly OdooJob[],
): Promise<Omit<JobSurroundings, 'stagesOf'>> {
  const place = { model: 'jobs' as const, context };
  const idsOf = (field: 'address_id' | 'manager_id') => [
    ...new Set(jobs.flatMap((job) => job[field]?.id ?? [])),
  ];
  const addresses = await reader.searchAll({
    model: 'res.partner',
    domain: [['id', 'in', idsOf('address_id')]],
    fields: fieldsOf(OdooPartner),
  });
  // Every user may read the public side of employees.
  const employees = await reader.searchAll({
    model: 'hr.employee.public',
    domain: [['id', 'in', idsOf('manager_id')]],
    fields: fieldsOf(OdooEmployee),
  });
  // The name of a contract type is translated, and the types themselves are not for recruiters.
  const inEnglish = await reader.searchAll({
    model: 'hr.job',
    domain: [['id', 'in', jobs.map(({ id }) => id)]],
    fields: ['contract_type_id'],
    language: 'en_US',
  });
  return {
    addresses: new Map(
      parseRows(OdooPartner, addresses, place).map(({ parsed }) => [parsed.id, toLocation(parsed)]),
    ),
    userOfEmployee: new Map(
      parseRows(OdooEmployee, employees, place).flatMap(({ parsed: { id, user_id: user } }) =>
        user ? [[id, user.id]] : [],
      ),
    ),
    contractTypes: new Map(
      parseRows(OdooJob, inEnglish, place).map(({ parsed: { id, contract_type_id: type } }) => [
        id,
        type?.label ?? null,
      ]),
    ),
  };
}

function toJob(
  job: OdooJob,
  row: OdooRow,
  { context, surroundings }: { context: ConnectorContext; surroundings: JobSurroundings },
): JobRecord {
  const place = (field: string) =>
    ({ model: 'jobs', field, reportIssue: context.reportIssue }) as const;
  return {
    remote_id: String(job.id),
    name: job.name,
    description: publicText(job) ?? job.description,
    employment_type: mapEnum(
      employmentTypes,
      surroundings.contractTypes.get(job.id),
      place('contract_type_id'),
    ),
    status: job.active === false ? 'ARCHIVED' : 'OPEN',
    visibility: job.website_published === true ? 'PUBLIC' : null,
    department: job.department_id?.label,
    post_url: job.website_published === true ? job.full_url : null,
    location: surroundings.addresses.get(job.address_id?.id ?? 0),
    custom_fields: toCustomFields(job.job_properties, row.plain),
    remote_created_at: toIsoDate(job.create_date, place('create_date')),
    remote_updated_at: toIsoDate(job.write_date, place('write_date')),
    stages: surroundings.stagesOf(job.id),
    screening_questions: [],
    job_postings: toPostings(job),
    hiring_team: toHiringTeam(job, surroundings),
    remote_data: toRemoteData({ 'hr.job': row.raw }),
  };
}

/** What everybody reads: not `description`, which people write for themselves and the list of jobs. */
function publicText({ website_description: html }: OdooJob): string | null {
  return isEmptyHtml(html) ? null : (html ?? null);
}

/** The job's page on Odoo's website, where that module is installed. */
function toPostings(job: OdooJob): JobRecord['job_postings'] {
  if (typeof job.website_published !== 'boolean') return [];
  return [
    {
      remote_id: String(job.id),
      title: job.name,
      description_html: publicText(job),
      status: job.website_published ? 'ACTIVE' : 'INACTIVE',
      visibility: job.website_published ? 'PUBLIC' : null,
      url: job.full_url,
    },
  ];
}

function toHiringTeam(job: OdooJob, { userOfEmployee }: JobSurroundings): JobRecord['hiring_team'] {
  const rolesByUser = new Map<number, JobRole[]>();
  const add = (userId: number | undefined, role: JobRole) => {
    if (userId !== undefined) rolesByUser.set(userId, [...(rolesByUser.get(userId) ?? []), role]);
  };
  add(job.user_id?.id, 'recruiter');
  add(userOfEmployee.get(job.manager_id?.id ?? 0), 'department-manager');
  for (const userId of job.interviewer_ids ?? []) add(userId, 'interviewer');
  return [...rolesByUser].map(([userId, roles]) => ({
    user_remote_id: String(userId),
    role_remote_ids: roles,
  }));
}

/** Null where the contact has no address. */
export function toLocation(partner: OdooPartner): Location | null {
  const location = {
    street_1: partner.street,
    street_2: partner.street2,
    city: partner.city,
    zip_code: partner.zip,
    // Odoo shows a state as `California (US)`.
    state: partner.state_id?.label?.replace(/ \([A-Z]{2}\)$/, ''),
    country: toCountryCode(partner.country_code) ?? partner.country_id?.label,
  };
  return Object.values(location).some((part) => part) ? location : null;
}
