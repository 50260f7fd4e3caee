import { redact, redactText } from './redact.ts';
import { describedCredentials, prepareTarget, requestUrl } from './remote-target.ts';
import type { RemoteClientOptions } from './remote-target.ts';
import type { RemoteClient } from './remote.ts';
import { encodeBody } from './request-body.ts';

/** A request that would have been sent; files are described, secrets are redacted. */
export interface PlannedRequest {
  method: string;
  url: string;
  body: unknown;
}

/**
 * A client that sends nothing and writes down what it would have sent. The answers that it gives
 * are those of the declaration's `dryRunAnswer`.
 */
export function createDryRunClient<Credentials>(
  options: RemoteClientOptions<Credentials>,
): RemoteClient & { readonly planned: readonly PlannedRequest[] } {
  const target = prepareTarget(options);
  const planned: PlannedRequest[] = [];
  const plan = (method: string, url: string, content: Parameters<typeof encodeBody>[0]): void => {
    const body = redact(encodeBody(content).shown, target.secrets);
    planned.push({ method, url: redactText(url, target.secrets), body });
  };
  return {
    planned,
    credentials: describedCredentials(options),
    async request(request) {
      plan(request.method, requestUrl(target, request).href, request);
      const body = target.declaration.dryRunAnswer?.(request) ?? null;
      return { status: 200, headers: {}, body };
    },
    async upload(upload) {
      plan(upload.method, upload.url, upload);
    },
    async download(file) {
      plan('GET', typeof file === 'string' ? file : requestUrl(target, file).href, {});
      return { contentType: 'application/octet-stream', size: 0, body: noBytes() };
    },
  };
}

async function* noBytes(): AsyncGenerator<Uint8Array> {}
