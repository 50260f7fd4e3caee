const timeZone = 'Europe/Berlin';

// The Swedish form is that of ISO 8601, with a space for the T.
const localForm = new Intl.DateTimeFormat('sv-SE', {
  timeZone,
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** `2026-06-01T10:00:00`, as a clock at the company shows it. */
export function localTime(at: number): string {
  return localForm.format(at).replace(' ', 'T');
}

/** The day at the company. */
export function localDay(at: number): string {
  return localTime(at).slice(0, 10);
}

/**
 * A moment as v2 shows it. Clients have seen local time beside the name of its zone; Personio's
 * common components have UTC under `date`, and clients allow for plain text. The id decides.
 */
export function shownMoment(at: number, id: string): unknown {
  const form = Number(id) % 10;
  const seconds = new Date(Math.floor(at / 1000) * 1000).toISOString();
  if (form === 7) return { date: seconds, timezone: timeZone };
  return form === 8 ? seconds : { 'date-time': localTime(at), timezone: timeZone };
}
