import { mapEnum, toCountryCode, toIsoDate, unreadOf } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  JobRecord,
  Location,
  ReadRequest,
  SideAnswer,
} from '@hirewire/connector-kit';
import { OdooEmployee, OdooJob, OdooPartner, fieldsOf } from '../remote-types.ts';
import { employmentTypes } from '../vocabulary.ts';
import type { JobRole } from '../vocabulary.ts';
import { isEmptyHtml } from './is-empty-html.ts';
import type { OdooRow } from './odoo-reader.ts';
import { parseRows, toRemoteData } from './parse-rows.ts';
import { readListings } from './read-listings.ts';
import type { Plan, Source } from './read-listings.ts';
import { askForPipelines } from './stages.ts';
import type { Pipelines } from './stages.ts';
import { toCustomFields } from './to-custom-fields.ts';

/** What a page of jobs refers to. */
interface JobSurroundings {
  pipelines: SideAnswer<Pipelines>;
  /** By id of the contact. */
  addresses: SideAnswer<ReadonlyMap<number, Location | null>>;
  /** Id of the user of an employee; employees need not be users. */
  userOfEmployee: SideAnswer<ReadonlyMap<number, number>>;
  /** English name of a job's contract type, by the job's id. */
  contractTypes: ReadonlyMap<number, string | null>;
}

/** https://www.odoo.com/documentation/19.0/applications/hr/recruitment/new_job.html */
export function readJobs(context: ConnectorContext, request: ReadRequest) {
  return readListings(context, request, { model: 'jobs', plan: listJobs });
}

/** How jobs are read, whichever of them. */
export async function listJobs(source: Source<'jobs'>): Promise<Plan<'jobs'>> {
  const { context } = source;
  const pipelines = await askForPipelines(source, { model: 'jobs', field: 'stages' });
  return {
    fingerprint: pipelines.value?.fingerprint ?? '',
    callsOfPages: [addressesCall, employeesCall],
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
            source,
            jobs.map(({ parsed }) => parsed),
          );
          return jobs.map(({ parsed, row }) =>
            toJob(parsed, row, { context, surroundings: { ...found, pipelines } }),
          );
        },
      },
    ],
  };
}

const addressesCall = { name: 'res.partner', fields: ['location'] };
// Every user may read the public side of employees.
const employeesCall = { name: 'hr.employee.public', fields: ['hiring_team'] };

async function readSurroundings(
  { context, reader, sideCalls }: Source<'jobs'>,
  jobs: readonly OdooJob[],
): Promise<Omit<JobSurroundings, 'pipelines'>> {
  const ref = { model: 'jobs' as const, context };
  const idsOf = (field: 'address_id' | 'manager_id') => [
    ...new Set(jobs.flatMap((job) => job[field]?.id ?? [])),
  ];
  const addresses = await sideCalls.ask(addressesCall, async () => {
    const rows = await reader.searchAll({
      model: addressesCall.name,
      domain: [['id', 'in', idsOf('address_id')]],
      fields: fieldsOf(OdooPartner),
    });
    const partners = parseRows(OdooPartner, rows, ref);
    return new Map(partners.map(({ parsed }) => [parsed.id, toLocation(parsed)]));
  });
  const userOfEmployee = await sideCalls.ask(employeesCall, async () => {
    const rows = await reader.searchAll({
      model: employeesCall.name,
      domain: [['id', 'in', idsOf('manager_id')]],
      fields: fieldsOf(OdooEmployee),
    });
    const users = parseRows(OdooEmployee, rows, ref).flatMap(({ parsed: { id, user_id: user } }) =>
      user ? [[id, user.id] as const] : [],
    );
    return new Map(users);
  });
  // The name of a contract type is translated, and the types themselves are not for recruiters.
  const inEnglish = await reader.searchAll({
    model: 'hr.job',
    domain: [['id', 'in', jobs.map(({ id }) => id)]],
    fields: ['contract_type_id'],
    language: 'en_US',
  });
  return {
    addresses,
    userOfEmployee,
    contractTypes: new Map(
      parseRows(OdooJob, inEnglish, ref).map(({ parsed: { id, contract_type_id: type } }) => [
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
  const ref = (field: string) =>
    ({ model: 'jobs', field, reportIssue: context.reportIssue }) as const;
  return {
    remote_id: String(job.id),
    name: job.name,
    description: publicText(job) ?? job.description,
    employment_type: mapEnum(
      employmentTypes,
      surroundings.contractTypes.get(job.id),
      ref('contract_type_id'),
    ),
    status: job.active === false ? 'ARCHIVED' : 'OPEN',
    visibility: job.website_published === true ? 'PUBLIC' : null,
    department: job.department_id?.label,
    post_url: job.website_published === true ? job.full_url : null,
    location: surroundings.addresses.value?.get(job.address_id?.id ?? 0),
    custom_fields: toCustomFields(job.job_properties, row.plain),
    remote_created_at: toIsoDate(job.create_date, ref('create_date')),
    remote_updated_at: toIsoDate(job.write_date, ref('write_date')),
    stages: surroundings.pipelines.value?.stagesOf(job.id) ?? [],
    screening_questions: [],
    job_postings: toPostings(job),
    hiring_team: toHiringTeam(job, surroundings),
    ...unreadOf(surroundings.pipelines, surroundings.addresses, surroundings.userOfEmployee),
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
  add(userOfEmployee.value?.get(job.manager_id?.id ?? 0), 'department-manager');
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
