import {
  inParallel,
  nullIfGone,
  openSideCalls,
  parseResults,
  path,
  toPagePosition,
  unreadOf,
} from '@hirewire/connector-kit';
import type {
  ApplicationRecord,
  ConnectorContext,
  Json,
  ReadModel,
  Tombstone,
} from '@hirewire/connector-kit';
import { getOnlyfy, readOnlyfyPages } from '../call-onlyfy.ts';
import { OnlyfyApplication } from '../remote-types.ts';
import type { OnlyfyStatusSet } from '../remote-types.ts';
import { readStatusSets } from './status-sets.ts';
import { toApplication } from './to-application.ts';
import { withoutContents } from './without-contents.ts';

const applicationsPath = '/application';

/** An application tells no time of its last change, so that all are read each time. */
export const readApplications: ReadModel<'applications'> = async function* (context, request) {
  const toRecords = await openApplications(context);
  const list = { path: applicationsPath, hasFiles: true };
  const pages = readOnlyfyPages(context, list, toPagePosition(request.resumeFrom));
  for await (const { rows, next } of pages) {
    yield { records: toRecords(rows), resumeFrom: next, completeness: 'full' };
  }
};

export async function readApplicationsById(
  context: ConnectorContext,
  ids: readonly string[],
): Promise<(ApplicationRecord | Tombstone)[]> {
  const toRecords = await openApplications(context);
  return inParallel(ids, async (id) => {
    const raw = await nullIfGone(() => getOnlyfy(context, path`/application/${id}`));
    const [application] = raw === null ? [] : toRecords([raw]);
    return application ?? { remote_id: id, deleted: true };
  });
}

async function openApplications(
  context: ConnectorContext,
): Promise<(rows: readonly Json[]) => ApplicationRecord[]> {
  const sideCalls = openSideCalls(context, 'applications');
  const call = { name: '/status_set', fields: ['current_stage_index'] };
  const sets = await sideCalls.ask(call, async () => {
    const found = await readStatusSets(context, 'applications');
    return toPositions(found.map(({ parsed }) => parsed));
  });
  return (rows) =>
    parseResults(OnlyfyApplication, rows, { model: 'applications', context }).map(
      ({ raw, parsed }) => ({
        ...toApplication(parsed, context),
        current_stage_index: sets.value?.(parsed),
        ...unreadOf(sets),
        remote_data: { [applicationsPath]: withoutContents(raw) },
      }),
    );
}

type PositionOf = (application: OnlyfyApplication) => number | null;

/** Where a status stands among those of its job: several sets may have the same one. */
function toPositions(sets: readonly OnlyfyStatusSet[]): PositionOf {
  const ofJobs = new Map(sets.flatMap((set) => (set.job_ids ?? []).map((id) => [id, set])));
  const indexes = new Map(
    sets.map((set) => [set, new Map((set.statuses ?? []).map(({ id }, index) => [id, index]))]),
  );
  return ({ job_id: job, current_job_application_status: status }) => {
    const set = ofJobs.get(job ?? '');
    return (set && indexes.get(set)?.get(status?.id ?? '')) ?? null;
  };
}
