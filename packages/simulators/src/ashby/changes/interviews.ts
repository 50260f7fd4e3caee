import { newInterview } from '../new-records.ts';
import type { NewInterview } from '../new-records.ts';
import type { RecordChanges } from '../record-changes.ts';
import type { AshbyInterviewSchedule } from '../types.ts';

/** Schedules one interview for an application, in its current stage. */
export function addInterview(
  changes: RecordChanges,
  applicationId: string,
  wanted: NewInterview,
): AshbyInterviewSchedule {
  const { records } = changes;
  const schedule = newInterview(changes.random, {
    ...wanted,
    application: records.applications.get(applicationId),
    interviewers: wanted.interviewerIds.map((id) => records.users.get(id)),
    at: changes.stamp(),
  });
  for (const event of schedule.interviewEvents) records.interviewEvents.put(event);
  records.interviewSchedules.put(schedule);
  changes.announce('interviewScheduleCreate', { interviewSchedule: schedule });
  announceUpdate(changes, schedule);
  return schedule;
}

/** The schedule becomes Cancelled; its events stay. */
export function cancelInterview(changes: RecordChanges, scheduleId: string): void {
  const { interviewSchedules } = changes.records;
  announceUpdate(changes, changes.change(interviewSchedules, scheduleId, { status: 'Cancelled' }));
}

function announceUpdate(changes: RecordChanges, schedule: AshbyInterviewSchedule): void {
  const { candidate } = changes.records.applications.get(schedule.applicationId);
  const interviewSchedule = { ...schedule, candidateId: candidate.id };
  changes.announce('interviewScheduleUpdate', { interviewSchedule });
}
