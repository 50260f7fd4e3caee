import { invalidInput, notFound } from '../envelope.ts';
import { text, textOf, uuid } from '../../kit/fields.ts';
import { createdAfter, isCreatedAfter, pagedList } from '../method.ts';
import type { AshbyCall, AshbyMethod } from '../method.ts';
import type { AshbyCandidate } from '../types.ts';

const scope = 'candidates:read';
/** candidate.search never answers more. */
const maximumFound = 100;

export const candidateMethods: Record<string, AshbyMethod> = {
  'candidate.list': pagedList<AshbyCandidate>({
    scope,
    filters: createdAfter,
    collection: (records) => records.candidates,
    accept: (candidate, call) =>
      isCreatedAfter(candidate.createdAt, call) && call.visibility.isCandidateVisible(candidate),
    render: shownCandidate,
  }),
  'candidate.info': {
    scope,
    fields: { id: uuid, externalMappingId: text },
    answer: (call) => {
      if (call.input['id'] === undefined && call.input['externalMappingId'] === undefined) {
        throw invalidInput('id or externalMappingId is required');
      }
      // Nobody here was mapped from another system, so an externalMappingId finds no one.
      const candidate = call.records.candidates.find(textOf(call.input, 'id'));
      if (candidate === null || !call.visibility.isCandidateVisible(candidate)) {
        throw notFound('candidate');
      }
      return { results: shownCandidate(candidate, call) };
    },
  },
  'candidate.search': {
    scope,
    fields: { email: text, name: text },
    answer: (call) => {
      const email = lowered(call.input['email']);
      const name = lowered(call.input['name']);
      if (email === null && name === null) throw invalidInput('email or name is required');
      const found: unknown[] = [];
      for (const candidate of call.records.candidates.values()) {
        if (found.length === maximumFound) break;
        if (!call.visibility.isCandidateVisible(candidate)) continue;
        if (hasEmail(candidate, email) && hasName(candidate, name)) {
          found.push(shownCandidate(candidate, call));
        }
      }
      return { results: found };
    },
  },
};

/** The candidate as the key sees it. */
export function shownCandidate(
  candidate: AshbyCandidate,
  { visibility }: AshbyCall,
): AshbyCandidate {
  return visibility.withoutPrivateFields(candidate);
}

function lowered(value: unknown): string | null {
  return typeof value === 'string' ? value.toLowerCase() : null;
}

function hasEmail({ emailAddresses }: AshbyCandidate, email: string | null): boolean {
  return email === null || emailAddresses.some(({ value }) => value.toLowerCase() === email);
}

function hasName({ name }: AshbyCandidate, part: string | null): boolean {
  return part === null || name.toLowerCase().includes(part);
}
