import type { Job, Person } from '../kit/company-rows.ts';
import * as is from '../kit/fields.ts';
import type { Input } from '../kit/fields.ts';
import type { Call, Route } from '../kit/route.ts';
import { VendorFailure, json, noContent } from '../kit/vendor-message.ts';
import { answering } from './access.ts';
import { candidateShape, referencesOf } from './candidates.ts';
import { fieldRoutes } from './custom-fields.ts';
import { bodyOf, checkKnown, id, isFile, objectOf, textsOf, unprocessable } from './input.ts';
import { createCandidate, cvIn, fetched, file, openOffer, stored } from './new-candidates.ts';
import { addNote } from './notes.ts';
import type { OfferStatus } from './offers.ts';
import { placementWrites } from './placement-writes.ts';
import type { Recruitee } from './recruitee.ts';

/** Everything that can be written with a token. */
export function writeRoutes(account: Recruitee): Route[] {
  return [
    ...candidateWrites(account),
    ...tagWrites(account),
    ...fileWrites(account),
    ...offerWrites(account),
    ...placementWrites(account),
    ...fieldRoutes(account),
    answering('POST /candidates/:id/notes', 'Manage candidates', (call) => addNote(account, call)),
    answering('DELETE /notes/:id', 'Manage candidates', ({ params }) => {
      account.company.remove('notes', account.find('notes', params['id'], 'Note').id);
      return noContent();
    }),
  ];
}

const texts = is.every(is.text);
const changeable = {
  name: is.filledText,
  emails: is.every(is.emailAddress),
  phones: texts,
  social_links: texts,
  links: texts,
  cover_letter: is.text,
  sources: texts,
};
const creatable = {
  ...changeable,
  name: is.required(is.filledText),
  remote_cv_url: is.webAddress,
  cv: file,
};
/** Only below an offer. */
const creatableInOffer = { ...creatable, tags: texts };

function candidateWrites(account: Recruitee): Route[] {
  const { company } = account;
  return [
    answering('POST /candidates', 'Manage candidates', (call) => {
      const { candidate, offers } = bodyOf(call);
      const input = checkKnown(objectOf(candidate), creatable);
      const jobs = textsOf(offers).map((one) => openOffer(account, one));
      return made(account, createCandidate(account, input, jobs), call);
    }),
    answering('POST /offers/:id/candidates', 'Manage candidates', (call) => {
      const job = openOffer(account, account.findOffer(call.params['id']).id);
      const input = checkKnown(objectOf(bodyOf(call)['candidate']), creatableInOffer);
      const person = createCandidate(account, input, [job]);
      if (input['tags'] !== undefined) addTags(account, person, textsOf(input['tags']));
      return made(account, person, call);
    }),
    answering('PATCH /candidates/:id', 'Manage candidates', (call) => {
      const person = account.findCandidate(call.params['id']);
      const input = checkKnown(objectOf(bodyOf(call)['candidate']), changeable);
      changeCandidate(account, person, input);
      return shownAgain(account, person, call);
    }),
    answering('PATCH /candidates/:id/update_cv', 'Manage candidates', (call) => {
      const person = account.findCandidate(call.params['id']);
      const fields = { remote_cv_url: is.webAddress, cv: file };
      const input = checkKnown(objectOf(bodyOf(call)['candidate']), fields);
      const cv = cvIn(account, input);
      if (cv === null) throw unprocessable('cv', "can't be blank");
      const others = person.files.map((one) => ({ ...one, kind: 'other' as const }));
      company.change('people', person.id, { files: [cv, ...others] });
      return shownAgain(account, person, call);
    }),
    answering('DELETE /candidates/:id', 'Delete candidates', ({ params, origin, at }) => {
      const person = account.findCandidate(params['id']);
      const candidate = candidateShape(account, person, origin);
      company.remove('people', person.id);
      return { candidate: { ...candidate, deleted_at: new Date(at).toISOString() } };
    }),
  ];
}

function changeCandidate(account: Recruitee, person: Person, input: Input): void {
  const { name, emails, phones, social_links: social, links, cover_letter: letter } = input;
  const linksGiven = social !== undefined || links !== undefined;
  account.company.change('people', person.id, {
    ...(typeof name === 'string' && { name }),
    ...(emails !== undefined && { emails: textsOf(emails) }),
    ...(phones !== undefined && { phones: textsOf(phones) }),
    ...(linksGiven && { links: [...textsOf(social), ...textsOf(links)] }),
  });
  if (typeof letter === 'string') account.changeProfile(person, { coverLetter: letter });
  const { sources } = input;
  if (sources !== undefined) account.changeProfile(person, { sources: textsOf(sources) });
}

/** As it is now. */
function shownAgain(account: Recruitee, { id: personId }: Person, { origin }: Call) {
  const candidate = candidateShape(account, account.findCandidate(personId), origin);
  return { candidate, references: referencesOf(account, account.placements.of(personId)) };
}

const made = (account: Recruitee, person: Person, call: Call) =>
  json(shownAgain(account, person, call), 201);

function tagWrites(account: Recruitee): Route[] {
  const change = (method: string, act: (person: Person, names: string[]) => void): Route =>
    answering(`${method} /candidates/:id/tags`, 'Manage candidates', (call) => {
      const person = account.findCandidate(call.params['id']);
      const names = is.every(is.filledText);
      const { tags } = checkKnown(bodyOf(call), { tags: is.required(names) });
      act(person, textsOf(tags));
      return shownAgain(account, person, call);
    });
  return [
    change('POST', (person, names) => addTags(account, person, names)),
    change('DELETE', (person, names) => {
      const { people, tags } = account.company.tables;
      const { tagIds } = people.get(person.id);
      const left = tagIds.filter((tagId) => !names.includes(tags.get(tagId).name));
      account.company.change('people', person.id, { tagIds: left });
    }),
  ];
}

/** Tags that the company has not yet are made. */
function addTags({ company }: Recruitee, person: Person, names: readonly string[]): void {
  const { people, tags } = company.tables;
  const added = names.map(
    (name) =>
      ([...tags.values()].find((tag) => tag.name === name) ?? company.add('tags', { name })).id,
  );
  const { tagIds } = people.get(person.id);
  company.change('people', person.id, { tagIds: [...new Set([...tagIds, ...added])] });
}

function fileWrites(account: Recruitee): Route[] {
  const { company } = account;
  return [
    answering('POST /attachments', 'Manage candidates', (call) => {
      const body = bodyOf(call);
      // As it was seen on a live account.
      if (isFile(body['file']))
        throw new VendorFailure('internal', 'Server error', { status: 500 });
      const fields = { candidate_id: is.required(id), remote_file_url: is.webAddress, file };
      const input = checkKnown(objectOf(body['attachment']), fields);
      const { file: sent, remote_file_url: url } = input;
      const person = company.tables.people.find(String(input['candidate_id']));
      if (person === null) throw unprocessable('candidate_id', 'is invalid');
      if (!isFile(sent) && typeof url !== 'string') throw unprocessable('file', "can't be blank");
      const added = isFile(sent)
        ? stored(account, sent, 'other')
        : fetched(account, String(url), 'other');
      company.change('people', person.id, { files: [...person.files, added] });
      return json({ attachment: { id: Number(added.id), filename: added.name } }, 201);
    }),
    answering('PATCH /candidates/:id/set_as_cv/:attachment', 'Manage candidates', (call) => {
      const person = account.findCandidate(call.params['id']);
      const chosen = person.files.find((one) => one.id === call.params['attachment']);
      if (chosen === undefined) throw unprocessable('attachment_id', 'is invalid');
      const others = person.files.filter((one) => one !== chosen);
      const files = [
        { ...chosen, kind: 'resume' as const },
        ...others.map((one) => ({ ...one, kind: 'other' as const })),
      ];
      company.change('people', person.id, { files });
      return shownAgain(account, person, call);
    }),
  ];
}

const transitions: Readonly<Record<string, { status: OfferStatus; patch: Partial<Job> }>> = {
  draft: { status: 'draft', patch: { status: 'draft', isPublished: false } },
  publish: { status: 'published', patch: { status: 'open', isPublished: true } },
  unpublish: { status: 'internal', patch: { status: 'open', isPublished: false } },
  close: { status: 'closed', patch: { status: 'closed', isPublished: false } },
  archive: { status: 'archived', patch: { status: 'archived', isPublished: false } },
};

function offerWrites(account: Recruitee): Route[] {
  return Object.entries(transitions).map(([verb, { status, patch }]) =>
    answering(`PATCH /offers/:id/${verb}`, 'Manage jobs', ({ params }) => {
      const job = account.findOffer(params['id']);
      account.company.change('jobs', job.id, patch);
      return { offer: { id: Number(job.id), status } };
    }),
  );
}
