import type { Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';
import { inputInvalid, toErrorEnvelope } from '@hirewire/contract';

/** Failures of Node's HTTP parser, which happen before there is a request. By their code. */
const answers: Readonly<Record<string, { status: number; message: string }>> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    message: 'The URL and headers together are too long. Ask for fewer ids at a time.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    message: 'The request was not received in time.',
  },
};
const malformed = { status: 400, message: 'This is not a valid HTTP/1.1 request.' };

/** How long and how much to go on reading from a client that was answered already. */
const lingerMs = 2_000;
const lingerBytes = 64 * 1024 * 1024;

/**
 * Answers what is not an HTTP request in the error envelope, then reads on for a while: closing
 * while the client still sends would reset the connection and take the answer with it.
 */
export function answerParserError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, message } = answers[error.code ?? ''] ?? malformed;
  const body = JSON.stringify(toErrorEnvelope(inputInvalid(message), 'general'));
  let received = 0;
  // Taking over the socket: a data listener detaches the parser, which would fail again.
  socket.on('data', () => {});
  socket.removeAllListeners('data');
  socket.on('data', (chunk: Buffer) => {
    received += chunk.length;
    if (received > lingerBytes) socket.destroy();
  });
  socket.setTimeout(lingerMs, () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n` +
      'Content-Type: application/json; charset=utf-8\r\n' +
      `Content-Length: ${Buffer.byteLength(body)}\r\n` +
      `Connection: close\r\n\r\n${body}`,
  );
}
