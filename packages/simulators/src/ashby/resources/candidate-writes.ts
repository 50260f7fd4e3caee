import {
  askedCandidate,
  askedCreation,
  askedOrigin,
  found,
  originFields,
} from '../asked-records.ts';
import {
  addCandidate,
  anonymizeCandidate,
  attachFile,
  emailsOf,
  phonesOf,
  tagCandidate,
  untagCandidate,
  updateCandidate,
} from '../changes/candidates.ts';
import { contactsWith, newContact } from '../contacts.ts';
import { AshbyFailure } from '../envelope.ts';
import {
  emailAddress,
  every,
  filledText,
  flag,
  givenText,
  isoMoment,
  oneOf,
  required,
  shape,
  text,
  textOf,
  uuid,
  webAddress,
} from '../../kit/fields.ts';
import type { Fields, Input } from '../../kit/fields.ts';
import type { AshbyCall, AshbyMethod } from '../method.ts';
import { newLocation } from '../new-records.ts';
import type { AshbyCandidate } from '../types.ts';
import { shownCandidate } from './candidates.ts';
import { keptFile } from './files.ts';

const scope = 'candidates:write';

const links: Record<string, string> = {
  linkedInUrl: 'LinkedIn',
  githubUrl: 'GitHub',
  website: 'Website',
  websiteUrl: 'Website',
};
const socialSites = ['LinkedIn', 'GitHub', 'Twitter', 'Medium', 'StackOverflow', 'YouTube'];
const socialLink = shape({
  type: required(oneOf(...socialSites, 'CodePen', 'Website')),
  url: required(webAddress),
});

const personFields: Fields = {
  email: emailAddress,
  phoneNumber: filledText,
  linkedInUrl: webAddress,
  githubUrl: webAddress,
  ...originFields,
  location: shape({ city: text, region: text, country: text }),
  createdAt: isoMoment,
};

export const candidateWriteMethods: Record<string, AshbyMethod> = {
  // Never looks for somebody with the same address: that is the caller's task.
  'candidate.create': {
    scope,
    fields: {
      ...personFields,
      name: required(filledText),
      website: webAddress,
      alternateEmailAddresses: every(emailAddress),
    },
    answer: (call) => {
      const { changes, input } = call;
      const patch = { ...patchOf(call, null), socialLinks: linksOf(input, []) };
      const person = { ...patch, name: textOf(input, 'name'), updatedAt: changes.stamp() };
      return shown(addCandidate(changes, person), call);
    },
  },
  // Nobody is notified here, whatever the request says.
  'candidate.update': {
    scope,
    fields: {
      ...personFields,
      candidateId: required(uuid),
      name: filledText,
      websiteUrl: webAddress,
      alternateEmail: emailAddress,
      socialLinks: every(socialLink),
      sendNotifications: flag,
    },
    answer: (call) => {
      const candidate = askedCandidate(call);
      const name = givenText(call.input, 'name') ?? candidate.name;
      const socialLinks =
        (call.input['socialLinks'] as AshbyCandidate['socialLinks'] | undefined) ??
        linksOf(call.input, candidate.socialLinks);
      const patch = { ...patchOf(call, candidate), name, socialLinks };
      return shown(updateCandidate(call.changes, candidate.id, patch), call);
    },
  },
  'candidate.addTag': {
    scope,
    fields: { candidateId: required(text), tagId: required(text) },
    answer: (call) => {
      const { id } = askedCandidate(call);
      const tag = found(call.records.tags, textOf(call.input, 'tagId'), 'candidate_tag');
      return shown(tagCandidate(call.changes, id, tag), call);
    },
  },
  'candidate.removeTag': {
    scope,
    fields: { candidateId: required(uuid), tagId: required(uuid) },
    answer: (call) => {
      const { id } = askedCandidate(call);
      const tag = found(call.records.tags, textOf(call.input, 'tagId'), 'candidate_tag');
      return shown(untagCandidate(call.changes, id, tag.id), call);
    },
  },
  // Nobody reads the résumé: what it says does not reach the profile.
  'candidate.uploadResume': {
    scope,
    fields: { candidateId: required(uuid), resumeHandle: required(text) },
    answer: (call) => {
      const { id } = askedCandidate(call);
      const file = keptFile(call, textOf(call.input, 'resumeHandle'), 'CandidateResume');
      return shown(attachFile(call.changes, id, { file, isResume: true }), call);
    },
  },
  'candidate.uploadFile': {
    scope,
    fields: { candidateId: required(uuid), fileHandle: required(text) },
    answer: (call) => {
      const { id } = askedCandidate(call);
      const file = keptFile(call, textOf(call.input, 'fileHandle'), 'CandidateFiles');
      return shown(attachFile(call.changes, id, { file, isResume: false }), call);
    },
  },
  'candidate.anonymize': {
    scope,
    fields: { candidateId: required(uuid) },
    answer: (call) => {
      const { id, applicationIds } = askedCandidate(call);
      const { applications } = call.records;
      const isOver = applicationIds.every((applicationId) =>
        ['Archived', 'Hired'].includes(applications.get(applicationId).status),
      );
      if (!isOver) {
        const reason = 'All applications must be archived or hired';
        throw new AshbyFailure('candidate_has_active_applications', reason);
      }
      return shown(anonymizeCandidate(call.changes, id), call);
    },
  },
};

function shown(candidate: AshbyCandidate, call: AshbyCall): Record<string, unknown> {
  return { results: shownCandidate(candidate, call) };
}

/** What both create and update take over, apart from the name and the links. */
function patchOf(call: AshbyCall, candidate: AshbyCandidate | null): Partial<AshbyCandidate> {
  const { input, changes } = call;
  const phone = givenText(input, 'phoneNumber');
  const location = input['location'] as Parameters<typeof newLocation>[1] | undefined;
  return {
    ...emailsOf(askedEmails(input, candidate)),
    ...(phone !== undefined && phonesOf(contactsWith(candidate?.phoneNumbers ?? [], phone))),
    ...(location !== undefined && { location: newLocation(changes.random.uuid(), location) }),
    ...askedOrigin(call),
    ...askedCreation(call),
  };
}

function askedEmails(
  input: Input,
  candidate: AshbyCandidate | null,
): AshbyCandidate['emailAddresses'] {
  const known = candidate?.emailAddresses ?? [];
  const email = givenText(input, 'email');
  const addresses = email === undefined ? known : contactsWith(known, email);
  const listed = (input['alternateEmailAddresses'] ?? []) as string[];
  const single = givenText(input, 'alternateEmail');
  const others = single === undefined ? listed : [...listed, single];
  const added = others.filter((other) => addresses.every(({ value }) => value !== other));
  return [...addresses, ...added.map((value) => newContact(value, false))];
}

/** The links with those that the request names in place of the earlier ones of that site. */
function linksOf(
  input: Input,
  known: AshbyCandidate['socialLinks'],
): AshbyCandidate['socialLinks'] {
  let all = known;
  for (const [field, type] of Object.entries(links)) {
    const url = givenText(input, field);
    if (url !== undefined) all = [...all.filter((link) => link.type !== type), { type, url }];
  }
  return all;
}
