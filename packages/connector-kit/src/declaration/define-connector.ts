import { modelNames } from '@hirewire/contract';
import { z } from 'zod';
import type { Connector, CoverageEntry } from './connector.ts';
import { slugsOf } from '../mapping/slugs.ts';
import { writeActionFunctions } from '../writing/writes.ts';

/**
 * Checks what types cannot: that coverage, functions and credential fields agree. Then freezes
 * the connector through and through.
 * @throws Error that names the tool and what is wrong with it
 */
export function defineConnector<Credentials>(
  connector: Connector<Credentials>,
): Connector<Credentials> {
  const problems = [
    ...findBasicProblems(connector),
    ...findModelProblems(connector),
    ...findWriteProblems(connector),
    ...findMissingNotes(connector),
    ...findCredentialProblems(connector),
    ...findPermissionProblems(connector),
    ...findSettingProblems(connector),
  ];
  if (problems.length > 0) {
    throw new Error(`Connector '${connector.tool.id}' is wrong: ${problems.join(' ')}`);
  }
  return deepFreeze(connector);
}

const inputSchema = { io: 'input', unrepresentable: 'any' } as const;

/** The status of a coverage entry, which may be written short or with a note. */
export function coverageStatus(entry: CoverageEntry): string {
  return typeof entry === 'string' ? entry : entry.status;
}

function findBasicProblems<Credentials>(connector: Connector<Credentials>): string[] {
  const problems: string[] = [];
  const version: number = connector.specificationVersion;
  if (version !== 1) problems.push(`specificationVersion ${version} is not 1.`);
  if (!slugsOf(connector.tool).every((slug) => /^[a-z][a-z0-9]*$/.test(slug))) {
    problems.push('tool.id and tool.aliases must be slugs of lower-case letters and digits.');
  }
  const { requests, windowMs, concurrency, routes = [] } = connector.remote.limit;
  if (![requests, windowMs, concurrency].every((number) => number > 0)) {
    problems.push('remote.limit needs requests, windowMs and concurrency above zero.');
  }
  const ofRoutes = routes.flatMap((route) => [
    route.requests,
    route.windowMs,
    route.concurrency ?? 1,
  ]);
  if (!ofRoutes.every((number) => number > 0)) {
    problems.push('The routes of remote.limit need requests, windowMs and concurrency above zero.');
  }
  for (const [index, row] of connector.remote.errors.entries()) {
    const patterns = [row.code, row.text].filter((pattern) => pattern instanceof RegExp);
    // Such a pattern remembers where it stopped and would match every second time only.
    if (patterns.some((pattern) => pattern.global || pattern.sticky)) {
      problems.push(`remote.errors[${index}] has a pattern with the flag g or y.`);
    }
  }
  return problems;
}

function findModelProblems<Credentials>(connector: Connector<Credentials>): string[] {
  const problems: string[] = [];
  for (const model of modelNames) {
    const id = `ats_${model}`;
    const coverage = connector.coverage.readModels[id];
    const isRead = connector.read[model] !== undefined;
    if (coverage === undefined) problems.push(`coverage.readModels has no '${id}'.`);
    else if (isRead !== (coverageStatus(coverage.model) === 'SUPPORTED')) {
      const difference = isRead ? 'has a read function but is not' : 'has no read function but is';
      problems.push(`'${id}' ${difference} SUPPORTED.`);
    }
  }
  for (const model of Object.keys(connector.read)) {
    if (!modelNames.some((name) => name === model))
      problems.push(`read.${model} is no list model.`);
  }
  for (const model of connector.incrementalModels) {
    if (connector.read[model] === undefined) {
      problems.push(`incrementalModels names '${model}', which has no read function.`);
    }
  }
  for (const model of Object.keys(connector.listIds ?? {})) {
    if (!connector.incrementalModels.some((name) => name === model)) {
      problems.push(`listIds.${model} is of no incremental model: a full read finds deletions.`);
    }
  }
  return problems;
}

function findWriteProblems<Credentials>(connector: Connector<Credentials>): string[] {
  const { coverage, write = {}, openAttachment } = connector;
  const problems: string[] = [];
  for (const [action, name] of Object.entries(writeActionFunctions)) {
    const status = statusOfAction(coverage.writeActions[action]);
    const isWritten = write[name] !== undefined;
    if (isWritten !== (status === 'SUPPORTED')) {
      const difference = isWritten ? 'is there but' : 'is not there but';
      problems.push(`write.${name} ${difference} '${action}' is ${status}.`);
    }
  }
  for (const name of Object.keys(write)) {
    if (!Object.values<string>(writeActionFunctions).includes(name)) {
      problems.push(`write.${name} is no write action.`);
    }
  }
  const listsFiles = write.getApplicationAttachments ?? write.getCandidateAttachments;
  if (listsFiles !== undefined && openAttachment === undefined) {
    problems.push('Attachments are listed, but there is no openAttachment.');
  }
  return problems;
}

function statusOfAction(entry: CoverageEntry | undefined): string {
  return entry === undefined ? 'UNSUPPORTED' : coverageStatus(entry);
}

function findMissingNotes<Credentials>({ coverage }: Connector<Credentials>): string[] {
  const entries: [string, CoverageEntry][] = [
    ...Object.entries(coverage.writeActions),
    ...Object.entries(coverage.features),
  ];
  for (const [id, { model, fields }] of Object.entries(coverage.readModels)) {
    entries.push([id, model]);
    for (const [field, entry] of Object.entries(fields)) entries.push([`${id}.${field}`, entry]);
  }
  return entries
    .filter(([, entry]) => coverageStatus(entry) !== 'SUPPORTED')
    .filter(([, entry]) => typeof entry === 'string' || entry.note.trim() === '')
    .map(([id, entry]) => `'${id}' is ${coverageStatus(entry)} without a note that says why.`);
}

function findCredentialProblems<Credentials>({ credentials }: Connector<Credentials>): string[] {
  const { schema } = credentials;
  if (!('shape' in schema) || typeof schema.shape !== 'object' || schema.shape === null) {
    return ['credentials.schema must be a z.object.'];
  }
  const keys = Object.keys(schema.shape);
  const fields = Object.keys(credentials.fields);
  return [
    ...keys
      .filter((key) => !fields.includes(key))
      .map((key) => `credentials.fields has no '${key}'.`),
    ...fields
      .filter((field) => !keys.includes(field))
      .map((field) => `credentials.schema has no '${field}'.`),
  ];
}

function findSettingProblems<Credentials>({ settings }: Connector<Credentials>): string[] {
  return Object.entries(settings?.shape ?? {})
    .filter(([, schema]) => z.toJSONSchema(schema, inputSchema).description === undefined)
    .map(([name]) => `settings.${name} has no description: end it with .describe(…).`);
}

function findPermissionProblems<Credentials>(connector: Connector<Credentials>): string[] {
  const { permissions = {}, read, write = {}, webhooks } = connector;
  return Object.entries(permissions).flatMap(([name, use]) => {
    const { models = [], fieldsOf = [], actions = [] } = use;
    const unread = [...models, ...fieldsOf].filter((model) => read[model] === undefined);
    const unwritten = actions.filter((action) => write[action] === undefined);
    const strangers = [
      ...unread,
      ...unwritten,
      ...(use.webhooks === true && webhooks === undefined ? ['webhooks'] : []),
    ];
    return [
      ...strangers.map((one) => `permissions['${name}'] names ${one}, which is not there.`),
      ...(use.grantedAt.trim() === ''
        ? [`permissions['${name}'] does not say where to grant it.`]
        : []),
    ];
  });
}

/** Plain objects and lists only: zod schemas fill their own caches after they are made. */
function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) deepFreeze(part);
  return value;
}
