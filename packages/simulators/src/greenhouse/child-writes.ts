import type { Person } from '../kit/company-rows.ts';
import * as is from '../kit/fields.ts';
import type { Route } from '../kit/route.ts';
import { json, noContent, notFound } from '../kit/vendor-message.ts';
import { applicationsIn, candidateLists } from './candidate-lists.ts';
import { findTag } from './candidate-writes.ts';
import { unprocessable } from './greenhouse.ts';
import type { Greenhouse } from './greenhouse.ts';
import { id, optionalRow, shownIn, writeRoutes } from './inputs.ts';
import type { Write } from './inputs.ts';
import { organisationLists } from './organisation-lists.ts';

const visibilities: Readonly<Record<string, string>> = {
  public: 'publicly_visible',
  private: 'privately_visible',
  admin_only: 'admin_only_visible',
};
const mailFields = ['subject', 'email_from', 'email_to', 'email_cc'];

/** The words for visibility and type differ between what is written and what is shown. */
function createNote(write: Write): unknown {
  const { input, view } = write;
  const { greenhouse } = view;
  const person = greenhouse.named('people', 'candidate_id', input['candidate_id']);
  const type = is.textOf(input, 'note_type');
  const missing = mailFields.find((name) => input[name] === undefined);
  if (type === 'EMAIL' && missing !== undefined) throw unprocessable({ [missing]: 'is required' });
  const applicationId = input['application_id'];
  const application = [...applicationsIn(view)].find((one) => one.id === String(applicationId));
  if (applicationId !== undefined && application?.personId !== person.id) {
    throw unprocessable({ application_id: 'does not exist' });
  }
  const visibility = visibilities[is.textOf(input, 'visibility') || 'public'] ?? '';
  const note = greenhouse.company.add('notes', {
    personId: person.id,
    applicationId: application?.id ?? null,
    userId: optionalRow(write, 'user_id', 'users') ?? view.userId,
    text: is.textOf(input, 'body'),
    isPrivate: visibility !== 'publicly_visible',
  });
  const mail = Object.fromEntries(
    mailFields.flatMap((name) => (name in input ? [[name, input[name]]] : [])),
  );
  greenhouse.kept.notes.set(note.id, { type, visibility, ...mail });
  return json(shownIn(candidateLists['notes'], view, note.id), 201);
}

/** Some endings are refused; the list is ours. */
const blockedEnding = /\.(exe|bat|cmd|com|js|msi|scr|vbs)$/i;
const base64 = /^[A-Za-z0-9+/]*={0,2}$/;

function createAttachment(write: Write): unknown {
  const { input, view, call } = write;
  const { greenhouse } = view;
  const asked = String(input['application_id']);
  const application = [...applicationsIn(view)].find((one) => one.id === asked);
  if (application === undefined) throw unprocessable({ application_id: 'does not exist' });
  const { content, url } = input;
  if ((content === undefined) === (url === undefined)) {
    throw unprocessable('Exactly one of content and url is required.');
  }
  const name = is.textOf(input, 'filename');
  if (blockedEnding.test(name)) throw unprocessable({ filename: 'has a blocked file type' });
  const text = is.textOf(input, 'content');
  if (!base64.test(text)) throw unprocessable({ content: 'must be base64' });
  const handle =
    content === undefined
      ? `file-${greenhouse.random.uuid()}`
      : greenhouse.files.store(name, Buffer.from(text, 'base64'), 'application/octet-stream')
          .handle;
  const file = { id: greenhouse.ids.next(), name, handle, applicationId: asked };
  const added = greenhouse.addAttachment({ ...file, type: is.textOf(input, 'type') }, call.at);
  return json(shownIn(candidateLists['attachments'], view, added.id), 201);
}

function applyTag({ input, view, call }: Write): unknown {
  const { greenhouse } = view;
  const person = greenhouse.named('people', 'candidate_id', input['candidate_id']);
  const tag = greenhouse.named('tags', 'candidate_tag_id', input['candidate_tag_id']);
  if (person.tagIds.includes(tag.id)) throw unprocessable({ candidate_tag_id: 'is taken' });
  const link = { id: greenhouse.ids.next(), createdAt: call.at };
  greenhouse.kept.appliedTags.set(`${person.id} ${tag.id}`, link);
  greenhouse.changeQuietly(person, { tagIds: [...person.tagIds, tag.id] });
  return json(shownIn(candidateLists['applied_candidate_tags'], view, link.id), 201);
}

function takeTag(greenhouse: Greenhouse, person: Person, tagId: string): void {
  greenhouse.kept.appliedTags.delete(`${person.id} ${tagId}`);
  greenhouse.changeQuietly(person, { tagIds: person.tagIds.filter((one) => one !== tagId) });
}

function removeAppliedTag({ view: { greenhouse }, call }: Write): unknown {
  const { id: linkId = '' } = call.params;
  for (const person of greenhouse.company.tables.people.values()) {
    const tagId = person.tagIds.find((one) => greenhouse.appliedTag(person, one).id === linkId);
    if (tagId === undefined) continue;
    takeTag(greenhouse, person, tagId);
    return noContent();
  }
  throw notFound('applied_candidate_tags', linkId);
}

/** Takes the tag from everybody. */
function removeTag({ view: { greenhouse }, call }: Write): unknown {
  const tag = greenhouse.find('tags', call.params['id'] ?? '');
  for (const person of greenhouse.company.tables.people.values()) {
    if (person.tagIds.includes(tag.id)) takeTag(greenhouse, person, tag.id);
  }
  greenhouse.company.remove('tags', tag.id);
  return noContent();
}

function createTag({ input, view }: Write): unknown {
  const { company } = view.greenhouse;
  const name = is.textOf(input, 'name');
  if (findTag(view.greenhouse, name) !== undefined) {
    throw unprocessable({ name: 'has already been taken' });
  }
  const added = company.add('tags', { name });
  return json(shownIn(organisationLists['candidate_tags'], view, added.id), 201);
}

const attachmentTypes = is.oneOf(
  'resume',
  'cover_letter',
  'take_home_test',
  'offer_packet',
  'offer_letter',
  'signed_offer_letter',
  'other',
  'form_attachment',
);
const visibility = is.oneOf('public', 'private', 'admin_only');

/** Notes, files and tags. */
export function childWrites(greenhouse: Greenhouse): Route[] {
  const write = writeRoutes(greenhouse);
  return [
    write(
      'POST /notes',
      'notes:create',
      {
        candidate_id: is.required(id),
        application_id: id,
        user_id: id,
        body: is.required(is.filledText),
        note_type: is.required(is.oneOf('NOTE', 'ACTIVITY', 'EMAIL')),
        visibility,
        subject: is.text,
        email_from: is.text,
        email_to: is.text,
        email_cc: is.every(is.text),
      },
      createNote,
    ),
    write(
      'POST /attachments',
      'attachments:create',
      {
        application_id: is.required(id),
        filename: is.required(is.filledText),
        type: is.required(attachmentTypes),
        content: is.text,
        url: is.webAddress,
        visibility,
      },
      createAttachment,
    ),
    write(
      'POST /candidate_tags',
      'candidate_tags:create',
      { name: is.required(is.filledText) },
      createTag,
    ),
    write('DELETE /candidate_tags/:id', 'candidate_tags:destroy', {}, removeTag),
    write(
      'POST /applied_candidate_tags',
      'applied_candidate_tags:create',
      { candidate_id: is.required(id), candidate_tag_id: is.required(id) },
      applyTag,
    ),
    write(
      'DELETE /applied_candidate_tags/:id',
      'applied_candidate_tags:destroy',
      {},
      removeAppliedTag,
    ),
  ];
}
