import type { AshbyState } from '@hirewire/simulators';
import type { ListName } from './official-sdk.ts';

/** Ashby has no list of these: https://docs.ashbyhq.com/user-permissions */
const accessLevels = [
  'Organization Admin',
  'Elevated Access',
  'Limited Access',
  'External Recruiter',
];

/** What each list must hold, told by the simulator itself: the remote ids, in one order. */
export function simulatedRemoteIds({ records }: AshbyState): Record<ListName, string[]> {
  const schedules = [...records.interviewSchedules.values()];
  return {
    applications: idsOf(records.applications.values()),
    candidates: idsOf(records.candidates.values()),
    jobs: idsOf(records.jobs.values()),
    users: idsOf(records.users.values()),
    roles: [...accessLevels, ...idsOf(records.hiringTeamRoles.values())].toSorted(),
    offers: idsOf(records.offers.values()),
    interviews: idsOf(schedules.flatMap(({ interviewEvents }) => interviewEvents)),
    tags: idsOf(records.tags.values()),
    rejection_reasons: idsOf(records.archiveReasons.values()),
    application_stages: idsOf(records.interviewStages.values()),
  };
}

/** The ids of some of the simulator's records, in one order. */
export function idsOf(records: Iterable<{ id: string }>): string[] {
  return [...records].map(({ id }) => id).toSorted();
}
