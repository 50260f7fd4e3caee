import { path } from '@hirewire/connector-kit';
import type { ConnectorContext, CreateApplicationInput } from '@hirewire/connector-kit';
import { changeTeamtailor } from '../call-teamtailor.ts';
import { linkedInOf } from './candidate-details.ts';
import type { KnownCandidate } from './find-candidate.ts';
import { extraAttributes } from './remote-fields.ts';

/** Of somebody who is there, what Teamtailor knows stays; what it lacks is added. */
export async function writeCandidate(
  context: ConnectorContext,
  { candidate, remoteFields }: CreateApplicationInput,
  known: KnownCandidate | null,
): Promise<string> {
  const extra = extraAttributes(remoteFields, 'candidate');
  const optional = { phone: candidate.phone_number, 'linkedin-url': linkedInOf(candidate) };
  const lacking = Object.entries(optional).filter(
    ([name, value]) => value !== null && !known?.candidate[name as keyof typeof optional],
  );
  const attributes = { ...Object.fromEntries(lacking), ...extra };
  const type = 'candidates';
  if (known !== null) {
    const { id } = known.candidate;
    if (Object.keys(attributes).length > 0) {
      const data = { id, type, attributes };
      await changeTeamtailor(context, { method: 'PATCH', path: path`/candidates/${id}`, data });
    }
    return id;
  }
  const named = {
    'first-name': candidate.first_name,
    'last-name': candidate.last_name,
    email: candidate.email_address,
  };
  const made = await changeTeamtailor(context, {
    method: 'POST',
    path: '/candidates',
    data: { type, attributes: { ...named, ...attributes, merge: true } },
    // With `merge`, a second one becomes part of the first.
    isIdempotent: true,
  });
  return made.id;
}
