import { dates, link, links, written } from './columns.ts';
import type { Row, Tables, Value } from './search.ts';

/** Interviews in the calendar. */
export function createEvents(): Tables {
  return {
    'calendar.event': {
      columns: {
        id: 'integer',
        name: 'char',
        start: 'datetime',
        stop: 'datetime',
        allday: 'boolean',
        start_date: 'date',
        stop_date: 'date',
        location: 'char',
        videocall_location: 'char',
        active: 'boolean',
        user_id: link('res.users'),
        partner_ids: links('res.partner'),
        applicant_id: link('hr.applicant'),
        ...dates,
      },
      rows: inventEvents(),
    },
  };
}

function inventEvents(): Row[] {
  const event = (id: number, values: Record<string, Value>): Row => ({
    id,
    name: 'Interview',
    start: '2025-06-01 10:00:00',
    stop: '2025-06-01 11:00:00',
    active: true,
    user_id: 2,
    partner_ids: [],
    applicant_id: 1,
    ...values,
    ...written,
  });
  return [
    event(1, {
      location: 'Room 5',
      partner_ids: [2, 3, 100],
      videocall_location: 'https://meet.example.com/1',
    }),
    event(2, { active: false }),
    event(3, { name: 'Lunch', applicant_id: false }),
  ];
}
