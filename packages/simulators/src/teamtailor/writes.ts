import * as is from '../kit/fields.ts';
import { route } from '../kit/route.ts';
import type { Call, Route } from '../kit/route.ts';
import { json, noContent, notFound } from '../kit/vendor-message.ts';
import { InvalidField } from './access.ts';
import type { Teamtailor } from './account.ts';
import { changeApplication, createApplication } from './application-writes.ts';
import { createCandidate, updateCandidate } from './candidate-writes.ts';
import { readDocument } from './document-input.ts';
import type { DocumentInput, InputForm } from './document-input.ts';
import { fileFrom, fileRoute } from './remote-files.ts';
import { resourceOf, sceneOf, showOne } from './json-api.ts';
import type { Resource } from './resource.ts';

type Written = string | Promise<string>;

/** How a resource is written; what is left out cannot be done. */
interface Writer extends InputForm {
  create?: (account: Teamtailor, input: DocumentInput) => Written;
  update?: (account: Teamtailor, id: string, input: DocumentInput) => Written;
  remove?: (account: Teamtailor, id: string) => void;
}

const text = is.nullable(is.text);
const flag = is.nullable(is.flag);

const candidates: Writer = {
  type: 'candidates',
  attributes: {
    'first-name': text,
    'last-name': text,
    email: is.nullable(is.emailAddress),
    phone: text,
    pitch: text,
    tags: is.every(is.filledText),
    'linkedin-url': is.nullable(is.webAddress),
    sourced: is.flag,
    resume: is.nullable(is.webAddress),
    picture: text,
    'referring-url': text,
    internal: flag,
    unsubscribed: flag,
    merge: is.flag,
    'set-consent-expiration': is.flag,
    'send-welcome-message': is.flag,
  },
  relations: { department: ['departments'], role: ['roles'], locations: ['locations'] },
  required: [],
  create: createCandidate,
  update: updateCandidate,
};

const jobApplications: Writer = {
  type: 'job-applications',
  attributes: {
    'cover-letter': text,
    'referring-url': text,
    'referring-site': text,
    'rejected-at': is.nullable(is.isoMoment),
    'row-order': is.number,
    sourced: is.flag,
    'send-default-reply': is.flag,
    'send-user-notifications': is.flag,
  },
  relations: {
    candidate: ['candidates'],
    job: ['jobs'],
    stage: ['stages'],
    'reject-reason': ['reject-reasons'],
    user: ['users'],
  },
  required: ['candidate', 'job'],
  create: createApplication,
  update: changeApplication,
};

const notes: Writer = {
  type: 'notes',
  attributes: { note: is.filledText, 'private-note': is.flag },
  relations: { candidate: ['candidates'], user: ['users'] },
  required: ['note', 'candidate', 'user'],
  create: ({ company }, input) => {
    const personId = input.requiredId('candidate');
    const userId = input.requiredId('user');
    const isPrivate = input.isTrue('private-note');
    const note = input.textOf('note') ?? '';
    return company.add('notes', { personId, applicationId: null, userId, text: note, isPrivate })
      .id;
  },
  update: ({ company }, id, input) => {
    const note = input.textOf('note');
    return company.change('notes', id, typeof note === 'string' ? { text: note } : {}).id;
  },
  remove: ({ company }, id) => company.remove('notes', id),
};

const answerFields: Readonly<Record<string, is.Field>> = {
  boolean: is.flag,
  choices: is.every(is.integer(1)),
  text: is.text,
  range: is.number,
  number: is.number,
  date: is.day,
};

/** The attribute of an answer by the type of its question; there is none for files and videos. */
const answerNames: Readonly<Record<string, string>> = {
  Boolean: 'boolean',
  Choice: 'choices',
  Text: 'text',
  Range: 'range',
  Number: 'number',
  Date: 'date',
};

const answers: Writer = {
  type: 'answers',
  attributes: answerFields,
  relations: { candidate: ['candidates'], question: ['questions'] },
  required: ['candidate', 'question'],
  create: (account, input) => {
    const personId = input.requiredId('candidate');
    const questionId = input.requiredId('question');
    const question = account.questions.find(({ id }) => id === questionId);
    const name = answerNames[question?.type ?? ''];
    if (name === undefined || !input.has(name)) {
      throw new InvalidField('attributes', name ?? 'text', `does not fit a ${question?.type}`);
    }
    const value = input.valueOf(name);
    const known = question?.alternatives?.map(({ id }) => id) ?? [];
    if (name === 'choices' && [value].flat().some((one) => !known.includes(Number(one)))) {
      throw new InvalidField('attributes', name, `must be among ${known.join(', ')}`);
    }
    const { kept } = account;
    const before = [...kept.answers.values()].find(
      (one) =>
        one.personId === personId && one.questionId === questionId && one.interviewId === null,
    );
    const answer = { personId, questionId, interviewId: null, value: { [name]: value } };
    return account.keep(kept.answers, { ...before, ...answer });
  },
};

const uploads: Writer = {
  type: 'uploads',
  attributes: { url: is.webAddress, 'file-name': is.filledText, internal: is.flag },
  relations: { candidate: ['candidates'], job: ['jobs'] },
  required: ['url', 'candidate'],
  create: async (account, input) => {
    const { name, handle } = await fileFrom(account, input, 'url');
    const personId = input.requiredId('candidate');
    const jobId = input.idOf('job') ?? null;
    return account.keep(account.kept.uploads, { name, handle, personId, jobId, answerId: null });
  },
};

const anyValue = is.either(is.either(is.text, is.number), is.either(is.flag, is.every(is.text)));

const customValues: Writer = {
  type: 'custom-field-values',
  attributes: { value: is.nullable(anyValue) },
  relations: { 'custom-field': ['custom-fields'], owner: ['candidates', 'jobs'] },
  required: ['value', 'custom-field', 'owner'],
  create: (account, input) => {
    const fieldId = input.requiredId('custom-field');
    const ownerId = input.requiredId('owner');
    const { customValues: table } = account.kept;
    const known = [...table.values()].find(
      (one) => one.fieldId === fieldId && one.ownerId === ownerId,
    );
    return account.keep(table, { ...known, fieldId, ownerId, value: input.valueOf('value') });
  },
  update: (account, id, input) => {
    const { customValues: table } = account.kept;
    const value = input.has('value') ? input.valueOf('value') : table.get(id).value;
    return account.keep(table, { ...table.get(id), value });
  },
  remove: (account, id) => account.drop(account.kept.customValues, id),
};

const reasonOf = (input: DocumentInput) => ({
  ...(input.has('reason') && { name: input.textOf('reason') ?? '' }),
  ...(input.has('rejected-by-company') && {
    by: input.isTrue('rejected-by-company') ? ('company' as const) : ('candidate' as const),
  }),
});

const rejectReasons: Writer = {
  type: 'reject-reasons',
  attributes: { reason: is.filledText, 'rejected-by-company': is.flag },
  relations: {},
  required: ['reason'],
  create: ({ company }, input) =>
    company.add('rejectionReasons', { name: '', by: 'company', ...reasonOf(input) }).id,
  update: ({ company }, id, input) => company.change('rejectionReasons', id, reasonOf(input)).id,
  remove: ({ company }, id) => company.remove('rejectionReasons', id),
};

const writers = [candidates, jobApplications, notes, answers, uploads, customValues, rejectReasons];

export function writeRoutes(
  account: Teamtailor,
  resources: ReadonlyMap<string, Resource>,
): Route[] {
  return [fileRoute(account), ...writers.flatMap((one) => routesOf(account, resources, one))];
}

function routesOf(
  account: Teamtailor,
  resources: ReadonlyMap<string, Resource>,
  writer: Writer,
): Route[] {
  const { type, create, update, remove } = writer;
  const routes: Route[] = [];
  const shown = (call: Call, id: string): object => {
    const scene = sceneOf(call, account, resources);
    const resource = resourceOf(scene, type);
    return showOne(scene, call, resource, resource.find(account, id));
  };
  const asked = ({ params: { id = '' } }: Call): string => {
    if (resources.get(type)?.find(account, id) === null) throw notFound(type, id);
    return id;
  };
  if (create !== undefined) {
    routes.push(
      route(`POST /${type}`, 'admin:create', async (call) => {
        const input = readDocument(sceneOf(call, account, resources), call, writer);
        return json(shown(call, await create(account, input)), 201);
      }),
    );
  }
  if (update !== undefined) {
    routes.push(
      route(`PATCH /${type}/:id`, 'admin:update', async (call) => {
        const id = asked(call);
        const input = readDocument(sceneOf(call, account, resources), call, writer);
        return shown(call, await update(account, id, input));
      }),
    );
  }
  if (remove !== undefined) {
    routes.push(
      route(`DELETE /${type}/:id`, 'admin:update', (call) => {
        remove(account, asked(call));
        return noContent();
      }),
    );
  }
  return routes;
}
