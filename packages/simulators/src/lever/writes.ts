import type { Application, Interview } from '../kit/company-rows.ts';
import * as is from '../kit/fields.ts';
import type { Field, Fields, Input } from '../kit/fields.ts';
import { route } from '../kit/route.ts';
import type { Call, Route } from '../kit/route.ts';
import { json, noContent } from '../kit/vendor-message.ts';
import type { LeverRight } from './access.ts';
import { children, fileShape, notesOf } from './child-shapes.ts';
import { invalid, missing } from './lever.ts';
import type { Lever } from './lever.ts';
import { requireParameters } from './lists.ts';
import { opportunityShape } from './shapes.ts';
import { sentFile } from './uploads.ts';

/** Everything that changes one opportunity. */
export function opportunityWrites(lever: Lever): Route[] {
  return [
    change(lever, 'PUT /stage', (one, call) => {
      const { stage } = is.checkInput(call.body, { stage: is.required(is.filledText) });
      const { id } = lever.find('stages', String(stage));
      lever.company.moveApplication(one.id, id, lever.actor(call.query).id);
      return redacted(lever, one);
    }),
    change(lever, 'PUT /archived', (one, { body }) => {
      endOpportunity(lever, one, is.checkInput(body, archivedFields));
      return redacted(lever, one);
    }),
    ...changesOf(lever, 'tags', { item: is.filledText, answer: redacted }),
    ...changesOf(lever, 'links', { item: is.webAddress, answer: full }),
    ...changesOf(lever, 'sources', { item: is.filledText, answer: redacted }),
    change(lever, 'POST /notes', (one, call) => addNote(lever, one, call), 'notes'),
    change(
      lever,
      'DELETE /notes/:note',
      (one, { params }) => {
        const threadId = noteOf(lever, one, params['note'] ?? '');
        const added = [...lever.kept.notes].filter(([, note]) => note.threadId === threadId);
        for (const [id] of added) lever.company.remove('notes', id);
        lever.company.remove('notes', threadId);
        return noContent();
      },
      'notes',
    ),
    change(
      lever,
      'POST /files',
      (one, call) => {
        const file = sentFile(lever, call);
        lever.addFile(one.id, file);
        return json({ data: fileShape(one, file, call.origin) }, 201);
      },
      'files',
    ),
    change(lever, 'POST /panels', (one, call) => addPanel(lever, one, call), 'panels'),
  ];
}

/** A change below `/opportunities/:id`. All but those of sources need an acting user. */
function change(
  lever: Lever,
  pattern: string,
  answer: (one: Application, call: Call) => object,
  resource: 'files' | 'notes' | 'opportunities' | 'panels' = 'opportunities',
): Route {
  const right: LeverRight = `${resource}:write`;
  const parameters = pattern === 'POST /notes' ? ['perform_as', 'note_id'] : ['perform_as'];
  return route(pattern.replace(' ', ' /opportunities/:id'), `${right}:admin`, (call) => {
    requireParameters(call, parameters);
    if (call.query.has('perform_as') || !pattern.endsWith('Sources')) lever.actor(call.query);
    return answer(lever.findOpportunity(call.params['id'] ?? ''), call);
  });
}

function full(lever: Lever, { id }: Application) {
  return { data: opportunityShape(lever, lever.company.tables.applications.get(id)) };
}

/** As recorded: these answers do not say who somebody is. */
function redacted(lever: Lever, one: Application) {
  return { data: { ...full(lever, one).data, name: '', headline: '', emails: [], phones: [] } };
}

const archivedFields: Fields = {
  reason: is.required(is.nullable(is.filledText)),
  cleanInterviews: is.flag,
  requisitionId: is.uuid,
};

/** A reason of type hired hires, and null takes the end back. */
function endOpportunity(lever: Lever, { id }: Application, input: Input): void {
  const { company } = lever;
  const requisitionId = is.textOf(input, 'requisitionId');
  if (requisitionId !== '') lever.findRequisition(requisitionId);
  const { status, reasonId } = endOf(lever, is.textOf(input, 'reason'));
  if (status === 'active') company.reopenApplication(id);
  else company.endApplication(id, status, reasonId);
  if (input['cleanInterviews'] !== true) return;
  for (const { id: interviewId, applicationId, status: planned } of allInterviews(lever)) {
    if (applicationId !== id || planned !== 'planned') continue;
    company.change('interviews', interviewId, { status: 'cancelled' });
  }
}

const allInterviews = ({ company }: Lever): Interview[] => [...company.tables.interviews.values()];

/** What an archive reason makes of an opportunity; an empty one archives nothing. */
export function endOf(lever: Lever, reason: string) {
  if (reason === '') return { status: 'active', reasonId: null } as const;
  if (reason === lever.hiredReasonId) return { status: 'hired', reasonId: null } as const;
  const { id: reasonId } = lever.find('rejectionReasons', reason, 'archive_reasons');
  return { status: 'rejected', reasonId } as const;
}

/** `addTags` and `removeTags`, and so on. */
function changesOf(
  lever: Lever,
  name: 'tags' | 'links' | 'sources',
  { item, answer }: { item: Field; answer: (lever: Lever, one: Application) => object },
): Route[] {
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const made = (verb: string, combine: (old: string[], given: string[]) => string[]): Route =>
    change(lever, `POST /${verb}${title}`, (one, { body }) => {
      const input = is.checkInput(body, { [name]: is.required(is.every(item)) });
      const given = [input[name] ?? []].flat().map(String);
      lever.changeDetails(one, { [name]: combine([...lever.detailsOf(one)[name]], given) });
      return answer(lever, one);
    });
  return [
    made('add', (old, given) => [...new Set([...old, ...given])]),
    made('remove', (old, given) => old.filter((text) => !given.includes(text))),
  ];
}

const noteFields: Fields = {
  value: is.required(is.filledText),
  secret: is.flag,
  score: is.number,
  notifyFollowers: is.flag,
  createdAt: is.epochMs,
};

function noteOf(lever: Lever, one: Application, id: string): string {
  if (notesOf(lever, one).every((note) => note.id !== id)) throw missing('notes', id);
  return id;
}

function addNote(lever: Lever, one: Application, { body, query }: Call): object {
  const input = is.checkInput(body, noteFields);
  const { score, createdAt } = input;
  const asked = query.get('note_id');
  const threadId = asked === null ? null : noteOf(lever, one, asked);
  const { id } = lever.company.add('notes', {
    personId: one.personId,
    applicationId: one.id,
    userId: lever.actor(query).id,
    text: is.textOf(input, 'value'),
    isPrivate: input['secret'] === true,
    ...(typeof createdAt === 'number' && { createdAt }),
  });
  lever.kept.notes.set(id, { threadId, score: typeof score === 'number' ? score : null });
  return json({ data: { noteId: id } }, 201);
}

const panelFields: Fields = {
  timezone: is.required(is.filledText),
  interviews: is.required(
    is.every(
      is.shape({
        subject: is.required(is.text),
        note: is.text,
        interviewers: is.required(is.every(is.shape({ id: is.required(is.uuid) }))),
        date: is.required(is.epochMs),
        duration: is.required(is.integer(1)),
      }),
    ),
  ),
};

interface AskedInterview {
  subject: string;
  note?: string;
  interviewers: { id: string }[];
  date: number;
  duration: number;
}

function addPanel(lever: Lever, one: Application, { body, query }: Call): object {
  const { company, kept, random } = lever;
  const input = is.checkInput(body, panelFields);
  const asked = input['interviews'] as AskedInterview[];
  if (asked.length === 0) throw invalid('interviews is empty');
  for (const { id } of asked.flatMap(({ interviewers }) => interviewers)) lever.find('users', id);
  const panelId = random.uuid();
  const shared = { panelId, timezone: is.textOf(input, 'timezone'), userId: lever.actor(query).id };
  for (const { subject, note = '', interviewers, date, duration } of asked) {
    const id = company.newId();
    kept.panels.set(id, { ...shared, note });
    company.add('interviews', {
      id,
      applicationId: one.id,
      stageId: one.stageId,
      title: subject,
      startsAt: date,
      endsAt: date + duration * 60_000,
      status: 'planned',
      interviewerIds: interviewers.map((interviewer) => interviewer.id),
      where: null,
    });
  }
  return json({ data: children.panels(lever, one).find(({ id }) => id === panelId) }, 201);
}
