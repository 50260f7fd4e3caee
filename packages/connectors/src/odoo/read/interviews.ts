import { toIsoDate, toIsoDay, unreadOf } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  FieldRef,
  InterviewRecord,
  ReadRequest,
  SideAnswer,
} from '@hirewire/connector-kit';
import { OdooEvent, fieldsOf } from '../remote-types.ts';
import type { OdooRow } from './odoo-reader.ts';
import { parseRows, toRemoteData } from './parse-rows.ts';
import { readListings } from './read-listings.ts';
import type { Plan, Source } from './read-listings.ts';
import { readUsersOfPartners } from './users.ts';

/** Meetings of the calendar that belong to an applicant. */
export function readInterviews(context: ConnectorContext, request: ReadRequest) {
  return readListings(context, request, { model: 'interviews', plan: listInterviews });
}

/** Which users take part, beside the one who has made the event. */
const attendeesCall = { name: 'res.users', fields: ['user_remote_ids'] };

/** How interviews are read, whichever of them. */
export function listInterviews({
  context,
  reader,
  sideCalls,
}: Source<'interviews'>): Plan<'interviews'> {
  return {
    fingerprint: '',
    callsOfPages: [attendeesCall],
    listings: [
      {
        model: 'calendar.event',
        domain: [['applicant_id', '!=', false]],
        fields: fieldsOf(OdooEvent),
        changeDates: ['write_date'],
        async toRecords(rows) {
          const events = parseRows(OdooEvent, rows, { model: 'interviews', context });
          const partnerIds = events.flatMap(({ parsed }) => parsed.partner_ids ?? []);
          const ref = { context, reader, model: 'interviews' } as const;
          const userOfPartner = await sideCalls.ask(attendeesCall, () =>
            readUsersOfPartners(ref, partnerIds),
          );
          return events.flatMap(({ parsed, row }) =>
            toInterview(parsed, row, { userOfPartner, context }),
          );
        },
      },
    ],
  };
}

/**
 * Nothing for another user's private meeting: Odoo finds it, but shows neither its applicant
 * nor its name to the user whose key we have.
 */
function toInterview(
  event: OdooEvent,
  row: OdooRow,
  {
    userOfPartner,
    context: { reportIssue },
  }: { userOfPartner: SideAnswer<ReadonlyMap<number, number>>; context: ConnectorContext },
): InterviewRecord[] {
  const ref = (field: string) => ({ model: 'interviews', field, reportIssue }) as const;
  if (!event.applicant_id) return [];
  const attendees = (event.partner_ids ?? []).flatMap((id) => userOfPartner.value?.get(id) ?? []);
  const userIds = new Set([...(event.user_id ? [event.user_id.id] : []), ...attendees]);
  return [
    {
      remote_id: String(event.id),
      title: event.name,
      ...toTimes(event, ref),
      location: event.location ? { raw: event.location } : null,
      video_conferencing_url: event.videocall_location,
      application_remote_id: String(event.applicant_id.id),
      canceled: event.active === false,
      user_remote_ids: [...userIds].map(String),
      ...unreadOf(userOfPartner),
      remote_created_at: toIsoDate(event.create_date, ref('create_date')),
      remote_updated_at: toIsoDate(event.write_date, ref('write_date')),
      remote_data: toRemoteData({ 'calendar.event': row.raw }),
    },
  ];
}

/**
 * An event that takes all day is on its days "for everyone", whatever the zone; Odoo's times of it
 * stand for nothing. The wire has no days, so they are those of UTC, from the first to the last second.
 * https://github.com/odoo/odoo/blob/19.0/addons/calendar/models/calendar_event.py
 */
function toTimes(
  { allday: isAllDay, start, stop, start_date: firstDay, stop_date: lastDay }: OdooEvent,
  ref: (field: string) => FieldRef,
): Pick<InterviewRecord, 'starting_at' | 'ending_at'> {
  if (isAllDay !== true) {
    return {
      starting_at: toIsoDate(start, ref('start')),
      ending_at: toIsoDate(stop, ref('stop')),
    };
  }
  const first = toIsoDay(firstDay ?? start, ref('start_date'));
  const last = toIsoDay(lastDay ?? stop, ref('stop_date'));
  return {
    starting_at: first && `${first}T00:00:00.000Z`,
    ending_at: last && `${last}T23:59:59.000Z`,
  };
}
