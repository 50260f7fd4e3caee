import {
  inParallel,
  nullIfGone,
  openSideCalls,
  parseRemote,
  parseResults,
  path,
  readOnce,
  toPagePosition,
  unreadOf,
} from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  JobRecord,
  Json,
  ReadModel,
  SideAnswer,
  SideCalls,
  Tombstone,
} from '@hirewire/connector-kit';
import { getOnlyfy, readOnlyfyPages, readWholeList } from '../call-onlyfy.ts';
import { OnlyfyCity, OnlyfyDepartment, OnlyfyJob } from '../remote-types.ts';
import { readFieldKeys } from './custom-fields.ts';
import { questionsCall, readQuestions } from './screening-questions.ts';
import { statusOf, toJob } from './to-job.ts';

const jobsPath = '/job';
/** Each takes a request more. */
const jobsAtOnce = 20;

export const readJobs: ReadModel<'jobs'> = async function* (context, { resumeFrom }) {
  const toRecords = await openJobs(context);
  const list = { path: jobsPath, rowsAtOnce: jobsAtOnce };
  const pages = readOnlyfyPages(context, list, toPagePosition(resumeFrom));
  for await (const { rows, next } of pages) {
    yield { records: await toRecords(rows), resumeFrom: next, completeness: 'full' };
  }
};

export async function readJobsById(
  context: ConnectorContext,
  ids: readonly string[],
): Promise<(JobRecord | Tombstone)[]> {
  const toRecords = await openJobs(context);
  return inParallel(ids, async (id) => {
    const raw = await nullIfGone(() => getOnlyfy(context, path`/job/${id}`));
    const [job] = raw === null ? [] : await toRecords([raw]);
    return job ?? { remote_id: id, deleted: true };
  });
}

/** Reads what jobs refer to, for as long as one read takes. */
async function openJobs(
  context: ConnectorContext,
): Promise<(rows: readonly Json[]) => Promise<JobRecord[]>> {
  const sideCalls = openSideCalls(context, 'jobs');
  const keys = await readFieldKeys(context, 'jobs', sideCalls);
  const departments = await readDepartments(context, sideCalls);
  const cityOf = readOnce((id) => readCity(context, id, sideCalls));
  const toRecord = async ({ raw, parsed }: { raw: Json; parsed: OnlyfyJob }) => {
    const city = parsed.city_id ? await cityOf(parsed.city_id) : notAsked;
    // The form of a closed job is of no use.
    const questions =
      statusOf(parsed) === 'CLOSED'
        ? notAsked
        : await sideCalls.ask({ ...questionsCall, key: parsed.id }, () =>
            readQuestions(context, parsed.id),
          );
    const details = {
      department: departments.value?.get(parsed.department_id ?? '') ?? null,
      city: city.value,
      fieldKeys: keys.value,
      questions: questions.value?.questions ?? null,
    };
    return {
      ...toJob(parsed, details, context),
      ...unreadOf(keys, departments, city, questions),
      remote_data: {
        [jobsPath]: raw,
        ...(questions.value && { [questionsCall.name]: questions.value.raw }),
      },
    };
  };
  return (rows) => inParallel(parseResults(OnlyfyJob, rows, { model: 'jobs', context }), toRecord);
}

const notAsked = { value: null, unread: [] };

/** Names, by id. */
function readDepartments(
  context: ConnectorContext,
  sideCalls: SideCalls<'jobs'>,
): Promise<SideAnswer<ReadonlyMap<string, string>>> {
  return sideCalls.ask({ name: '/department', fields: ['department'] }, async () => {
    const rows = await readWholeList(context, '/department');
    const departments = parseResults(OnlyfyDepartment, rows, { model: 'jobs', context });
    return new Map(
      departments.flatMap(({ parsed: { id, translations } }) => {
        const name = translations?.map((one) => one.name?.trim()).find(Boolean);
        return name ? [[id, name]] : [];
      }),
    );
  });
}

/** One by one: the list has the cities of the world. */
function readCity(
  context: ConnectorContext,
  id: string,
  sideCalls: SideCalls<'jobs'>,
): Promise<SideAnswer<OnlyfyCity | null>> {
  return sideCalls.ask({ name: '/city', fields: ['location'], key: id }, async () => {
    const raw = await nullIfGone(() => getOnlyfy(context, path`/city/${id}`));
    const { reportIssue } = context;
    return raw === null ? null : parseRemote(OnlyfyCity, raw, { model: 'jobs', reportIssue });
  });
}
