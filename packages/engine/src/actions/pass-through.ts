import { AddressRefusedError, parseExactly, RemoteError, slugsOf } from '@hirewire/connector-kit';
import type { FormPart, OutgoingFile, PassthroughAnswer } from '@hirewire/connector-kit';
import type { FileInput } from '@hirewire/contract';
import {
  inputInvalid,
  parseHandedOnBody,
  parsePath,
  sendPassthroughRequest as operation,
} from '@hirewire/contract';
import type { z } from 'zod';
import type { Action, ActionInput } from './action.ts';
import { openFile } from './open-file.ts';

type Body = z.output<typeof operation.body>;
type Answer = z.output<typeof operation.response>['data'];

/** Sends the caller's own request to the tool, and answers with whatever the tool says. */
export async function passThrough(action: Action, input: ActionInput): Promise<Answer> {
  const { tool, api: name } = parsePath(operation.pathParameters, input.path);
  const body = parseHandedOnBody(operation.body, input.body);
  const { connector, integration } = action;
  if (!slugsOf(connector.tool).includes(tool)) {
    throw inputInvalid(`Integration ${integration.id} is one of ${integration.tool}, not ${tool}.`);
  }
  const apis = connector.passthrough ?? {};
  const api = Object.hasOwn(apis, name) ? apis[name] : undefined;
  if (api === undefined) {
    const known = Object.keys(apis).join(', ') || 'none';
    throw inputInvalid(`${connector.tool.label} has no API "${name}" to pass through: ${known}.`);
  }
  if (body.api_options !== undefined && Object.keys(body.api_options).length > 0) {
    throw inputInvalid(`The API "${name}" of ${connector.tool.label} takes no \`api_options\`.`);
  }
  const request = {
    method: body.method,
    path: body.path,
    params: body.params ?? {},
    headers: body.headers ?? {},
    isAnswerOpaque: body.response_as_base64 === true,
    ...(await toContent(action, body)),
  };
  const answer = await action.passThrough(api, request).catch((error: unknown) => {
    const isRefused = error instanceof RemoteError && error.kind === 'input';
    // An address that we refuse to connect to is not the caller's mistake.
    if (!isRefused || error.cause instanceof AddressRefusedError) throw error;
    throw inputInvalid(error.message, { cause: error });
  });
  const { url, status, headers } = answer;
  return { url, status, headers: { ...headers }, data: shownContent(answer, body) };
}

async function toContent(action: Action, body: Body) {
  const { data, multipart_form_data: parts } = body;
  if (parts !== undefined && data !== undefined) {
    throw inputInvalid('Send either `data` or `multipart_form_data`.');
  }
  const hasContent = parts !== undefined || data !== undefined;
  if (hasContent && body.method === 'GET') throw inputInvalid('A GET request has no body.');
  if (parts !== undefined) return { form: await toForm(action, parts) };
  if (typeof data !== 'string') return { json: data };
  const bytes = Buffer.from(data);
  const contentType = headerOf(body, 'content-type') ?? 'text/plain';
  return { body: { contentType, size: bytes.length, chunks: () => [bytes] } };
}

async function toForm(
  action: Action,
  parts: NonNullable<Body['multipart_form_data']>,
): Promise<FormPart[]> {
  const form: FormPart[] = [];
  for (const [index, { name, value }] of parts.entries()) {
    const field = `multipart_form_data[${index}].value`;
    const content: string | OutgoingFile =
      typeof value === 'string' ? value : await openFile(action, value as FileInput, { field });
    form.push({ name, value: content });
  }
  return form;
}

function headerOf({ headers = {} }: Body, name: string): string | undefined {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
}

/** JSON parsed, with its numbers as they are written; other text as it is; bytes in base64 where the caller asked for that. */
function shownContent({ body }: PassthroughAnswer, wanted: Body): unknown {
  if (wanted.response_as_base64 === true) return body.toString('base64');
  const text = body.toString('utf8');
  if (text === '') return null;
  try {
    return parseExactly(text);
  } catch {
    return text;
  }
}
