import { isDeepStrictEqual } from 'node:util';
import type { ModelName } from '@hirewire/connector-kit';
import type { LiveOdoo, Row } from './live-odoo.ts';

/**
 * What an Odoo holds, as facts that a record of ours must tell: written from Odoo's side, without
 * the connector's code, so that a misreading of one shows in the other.
 */
export type Facts = Record<string, unknown>;
export type FactsById = ReadonlyMap<string, Facts>;
export type ComparedModel = Exclude<ModelName, 'offers' | 'roles' | 'notes' | 'scorecards'>;
export type AllFacts = Record<ComparedModel, FactsById>;

/** Ids of what is there now and was not, or was otherwise. */
export function findChanges(before: FactsById, after: FactsById): string[] {
  return [...after]
    .filter(([id, facts]) => !isDeepStrictEqual(facts, before.get(id)))
    .map(([id]) => id)
    .toSorted(byText);
}

type Named = { id: number; display_name: string } | false;
const named = { fields: { display_name: {} } };
const dates = { create_date: {}, write_date: {} };

/** Reads the facts of every model that is compared. */
export async function readFacts(live: LiveOdoo): Promise<AllFacts> {
  const stages = (await live.list('hr.recruitment.stage', { name: {}, sequence: {}, job_ids: {} }))
    .toSorted((one, other) => one.id - other.id)
    .toSorted((one, other) => Number(one['sequence']) - Number(other['sequence']));
  const applicants = await live.list('hr.applicant', {
    active: {},
    partner_name: {},
    email_from: {},
    partner_phone: {},
    job_id: {},
    stage_id: {},
    date_closed: {},
    refuse_reason_id: named,
    refuse_date: {},
    categ_ids: {},
    talent_pool_ids: {},
    source_id: named,
    linkedin_profile: {},
    partner_id: {
      fields: {
        name: {},
        email: {},
        phone: {},
        function: {},
        company_name: {},
        city: {},
        write_date: {},
      },
    },
    ...dates,
  });
  return {
    jobs: await readJobs(live, stages),
    application_stages: byId(stages, ({ name }) => ({ name, status: 'ACTIVE' })),
    applications: byId(
      applicants.filter(({ talent_pool_ids: pools }) => (pools as number[]).length === 0),
      toApplication,
    ),
    candidates: toCandidates(applicants),
    interviews: await readInterviews(live),
    users: byId(
      await live.list('res.users', { name: {}, email: {}, active: {} }, [['share', '=', false]]),
      ({ name, email, active }) => ({
        name,
        email: email || null,
        status: active ? 'ACTIVE' : 'INACTIVE',
      }),
    ),
    tags: byId(await live.list('hr.applicant.category', { name: {} }), ({ name }) => ({ name })),
    rejection_reasons: byId(
      await live.list('hr.applicant.refuse.reason', { name: {} }),
      ({ name }) => ({ name }),
    ),
  };
}

async function readJobs(live: LiveOdoo, stages: readonly Row[]): Promise<FactsById> {
  const jobs = await live.list('hr.job', {
    name: {},
    active: {},
    description: {},
    department_id: named,
    address_id: { fields: { street: {}, city: {}, zip: {}, country_code: {} } },
    user_id: {},
    interviewer_ids: {},
    manager_id: {},
    ...dates,
  });
  const employees = await live.list('hr.employee', { user_id: {} });
  return byId(jobs, (job) => {
    const address = job['address_id'] as Record<string, unknown> | false;
    const manager = employees.find(({ id }) => id === job['manager_id'])?.['user_id'];
    const own = stages.filter((stage) => {
      const jobIds = stage['job_ids'] as number[];
      return jobIds.length === 0 || jobIds.includes(job.id);
    });
    return {
      name: job['name'],
      status: job['active'] ? 'OPEN' : 'ARCHIVED',
      description: job['description'] || null,
      department: labelOf(job['department_id']),
      city: (address && address['city']) || null,
      zipCode: (address && address['zip']) || null,
      country: (address && address['country_code']) || null,
      stages: own.map(({ id }) => String(id)),
      recruiters: [job['user_id']].filter(Boolean).map(String),
      managers: [manager].filter(Boolean).map(String),
      interviewers: (job['interviewer_ids'] as number[]).map(String).toSorted(byText),
      createdAt: toTime(job['create_date']),
      updatedAt: toTime(job['write_date']),
    };
  });
}

function toApplication(applicant: Row): Facts {
  const reason = labelOf(applicant['refuse_reason_id']);
  const isHired = applicant['date_closed'] !== false;
  const outcome = isHired ? 'HIRED' : applicant['active'] ? 'PENDING' : 'DECLINED';
  return {
    outcome: reason === null ? outcome : 'DECLINED',
    reason,
    rejectedAt: reason === null ? null : toTime(applicant['refuse_date']),
    stage: idOf(applicant['stage_id']),
    job: idOf(applicant['job_id']),
    candidate: candidateOf(applicant),
    createdAt: toTime(applicant['create_date']),
    updatedAt: toTime(applicant['write_date']),
  };
}

function toCandidates(applicants: readonly Row[]): FactsById {
  const groups = Map.groupBy(applicants, candidateOf);
  return new Map([...groups].map(([id, entries]) => [id, toCandidate(entries)]));
}

/** Facts of a person, of all the entries of that person. */
function toCandidate(entries: readonly Row[]): Facts {
  const newest = entries.toSorted((one, other) => other.id - one.id);
  const contact = (newest[0]?.['partner_id'] || {}) as Record<string, unknown>;
  const texts = (field: string, own: unknown) =>
    distinct([own, ...newest.map((entry) => entry[field])].filter(Boolean).map(String));
  return {
    name: contact['name'] ?? newest[0]?.['partner_name'],
    emails: texts('email_from', contact['email']),
    phones: texts('partner_phone', contact['phone']),
    title: contact['function'] || null,
    company: contact['company_name'] || null,
    city: contact['city'] || null,
    source: newest.map((entry) => labelOf(entry['source_id'])).find(Boolean) ?? null,
    profiles: texts('linkedin_profile', null),
    updatedAt: toTime(texts('write_date', contact['write_date']).at(-1)),
    tags: distinct(newest.flatMap((entry) => entry['categ_ids'] as number[]).map(String)),
  };
}

async function readInterviews(live: LiveOdoo): Promise<FactsById> {
  const events = await live.list(
    'calendar.event',
    {
      name: {},
      start: {},
      stop: {},
      location: {},
      videocall_location: {},
      active: {},
      applicant_id: {},
      user_id: {},
      partner_ids: { fields: { user_ids: {} } },
    },
    [['applicant_id', '!=', false]],
  );
  return byId(events, (event) => {
    const attendees = event['partner_ids'] as { user_ids: number[] }[];
    const users = [event['user_id'], ...attendees.flatMap(({ user_ids: ids }) => ids)];
    return {
      title: event['name'],
      startsAt: toTime(event['start']),
      endsAt: toTime(event['stop']),
      place: event['location'] || null,
      video: event['videocall_location'] || null,
      isCanceled: !event['active'],
      application: idOf(event['applicant_id']),
      users: distinct(users.filter(Boolean).map(String)),
    };
  });
}

function byId(rows: readonly Row[], toFacts: (row: Row) => Facts): FactsById {
  return new Map(rows.map((row) => [String(row.id), toFacts(row)]));
}

function candidateOf(applicant: Row): string {
  const contact = applicant['partner_id'] as { id: number } | false;
  return contact ? `partner:${contact.id}` : `applicant:${applicant.id}`;
}

function idOf(link: unknown): string | null {
  return typeof link === 'number' ? String(link) : null;
}

function labelOf(link: unknown): string | null {
  return (link as Named) === false ? null : (link as Exclude<Named, false>).display_name;
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].toSorted(byText);
}

/** By code unit, as texts are compared everywhere here. */
export function byText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function toTime(text: unknown): string | null {
  return typeof text === 'string' ? `${text.replace(' ', 'T')}.000Z` : null;
}
