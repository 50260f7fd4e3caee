import {
  AddressRefusedError,
  AnswerTooLargeError,
  openUrl,
  readChunks,
} from '@hirewire/connector-kit';
import type { OutgoingFile } from '@hirewire/connector-kit';
import type { FileInput } from '@hirewire/contract';
import { inputInvalid } from '@hirewire/contract';
import type { Action } from './action.ts';

/** What one field allows beyond the limits of the server. */
export interface FileRules {
  /** Where the file stands in the request: `attachments[0]`. */
  field: string;
  maxBytes?: number | null;
  acceptedTypes?: readonly string[] | null;
}

/** Longer than any file system's names. */
const maxNameLength = 255;

/**
 * A file of a request: decoded piece by piece from base64, or fetched through the outgoing guard. It
 * is in memory once, and no longer than the request.
 * @throws ApiError that names the field
 */
export async function openFile(
  action: Pick<Action, 'guard' | 'limits' | 'signal' | 'isDryRun'>,
  input: FileInput,
  rules: FileRules,
): Promise<OutgoingFile> {
  const name = toFileName(input.name, rules);
  const maxBytes = Math.min(action.limits.fileBytes, rules.maxBytes ?? Infinity);
  const file =
    input.data === undefined
      ? await fetchFile(action, input, { ...rules, maxBytes })
      : decodeFile(input.data, input.content_type, { ...rules, maxBytes });
  if (file.size === 0 && !action.isDryRun)
    throw inputInvalid(`The file of \`${rules.field}\` is empty.`);
  const { acceptedTypes } = rules;
  if (acceptedTypes && !acceptedTypes.some((type) => isOfType(file.contentType, type))) {
    throw inputInvalid(
      `The file of \`${rules.field}\` is ${file.contentType}, but the question takes ` +
        `${acceptedTypes.join(', ')}.`,
    );
  }
  return { name, ...file };
}

type Content = Omit<OutgoingFile, 'name'>;
type Bounds = FileRules & { maxBytes: number };

/** Without folders and control characters, which could do harm where the file is stored. */
function toFileName(name: string, { field }: FileRules): string {
  const clean = name
    .replace(/^.*[/\\]/s, '')
    .replaceAll(/\p{Cc}/gu, '')
    .trim();
  if (clean !== '' && clean !== '.' && clean !== '..' && clean.length <= maxNameLength)
    return clean;
  throw inputInvalid(
    `\`${field}.name\` must be a file name of at most ${maxNameLength} characters.`,
  );
}

/** A multiple of four characters, so that every piece decodes by itself. */
const pieceCharacters = 4 * 16_384;

function decodeFile(data: string, contentType: string | undefined, bounds: Bounds): Content {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(data) || data.length % 4 !== 0) {
    throw inputInvalid(
      `\`${bounds.field}.data\` is not base64: it must hold the bytes of the file alone, without ` +
        'line breaks and without a `data:` prefix.',
    );
  }
  const padding = /=*$/.exec(data.slice(-2))?.[0].length ?? 0;
  const size = (data.length / 4) * 3 - padding;
  if (size > bounds.maxBytes) throw tooLarge(bounds);
  return {
    contentType: contentType ?? 'application/octet-stream',
    size,
    *chunks() {
      for (let start = 0; start < data.length; start += pieceCharacters) {
        yield Buffer.from(data.slice(start, start + pieceCharacters), 'base64');
      }
    },
  };
}

const fetchTimeoutMs = 30_000;

async function fetchFile(
  action: Pick<Action, 'guard' | 'signal' | 'isDryRun'>,
  { data_url: address = '', content_type: wanted }: FileInput,
  bounds: Bounds,
): Promise<Content> {
  if (action.isDryRun) {
    return { contentType: wanted ?? 'application/octet-stream', size: 0, chunks: () => [] };
  }
  const timeout = AbortSignal.timeout(fetchTimeoutMs);
  const signal = AbortSignal.any([action.signal, timeout]);
  try {
    const response = await openUrl(address, { guard: action.guard, signal });
    if (!response.ok) {
      await response.body?.cancel();
      throw inputInvalid(
        `\`${bounds.field}.data_url\` could not be fetched: its server answered ${response.status}.`,
      );
    }
    const contentType = wanted ?? plainType(response.headers.get('content-type'));
    const chunks = await readChunks(response, bounds.maxBytes);
    const size = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
    return { contentType, size, chunks: () => chunks };
  } catch (error) {
    action.signal.throwIfAborted();
    throw toFetchError(error, { bounds, isLate: timeout.aborted });
  }
}

/** Never says more of the address than the caller did: it may be one of somebody's own network. */
function toFetchError(
  error: unknown,
  { bounds, isLate }: { bounds: Bounds; isLate: boolean },
): unknown {
  if (error instanceof AnswerTooLargeError) return tooLarge(bounds);
  const field = `\`${bounds.field}.data_url\``;
  if (error instanceof AddressRefusedError) {
    return inputInvalid(`${field} is refused: ${error.message}`, { cause: error });
  }
  if (isLate) {
    return inputInvalid(`${field} could not be fetched within ${fetchTimeoutMs / 1000} seconds.`, {
      cause: error,
    });
  }
  if (!(error instanceof TypeError)) return error;
  return inputInvalid(`${field} could not be fetched: the connection failed.`, { cause: error });
}

function plainType(header: string | null): string {
  return header?.split(';')[0]?.trim().toLowerCase() || 'application/octet-stream';
}

/** `image/*` and `*\/*` stand for many. */
function isOfType(type: string, accepted: string): boolean {
  const [group, kind] = accepted.toLowerCase().split('/');
  const [ownGroup, ownKind] = type.toLowerCase().split('/');
  return (group === '*' || group === ownGroup) && (kind === '*' || kind === ownKind);
}

function tooLarge({ field, maxBytes }: Bounds) {
  return inputInvalid(
    `The file of \`${field}\` is larger than ${maxBytes} bytes, which is the most that is taken.`,
  );
}
