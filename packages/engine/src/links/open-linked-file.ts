import type { IncomingFile } from '@hirewire/connector-kit';
import { findIntegration } from '@hirewire/store';
import { toActionError } from '../actions/action-error.ts';
import type { ActionEnvironment } from '../actions/action.ts';
import { openFileLink } from './file-links.ts';
import { openRemote } from '../remotes/open-remote.ts';

export type OpenedFile =
  | { name: string; file: IncomingFile }
  /** The link is not ours, has expired, or leads to an integration that is disabled or deleted. */
  | { gone: true };

/** For all of a file, however slowly its receiver reads. */
const timeoutMs = 5 * 60_000;

/**
 * Opens the file that a link stands for, at the tool. `receiver` ends it.
 * @throws ApiError where the tool does not give the file
 */
export async function openLinkedFile(
  environment: ActionEnvironment,
  token: string,
  receiver: AbortSignal,
): Promise<OpenedFile> {
  const { database, connectors, clock, secretKeys } = environment;
  const link = openFileLink(secretKeys, clock, token);
  const integration = link === null ? null : await findIntegration(database, link.integrationId);
  const connector = integration === null ? undefined : connectors.get(integration.tool);
  const isDisabled = integration === null || integration.status === 'INACTIVE';
  if (link === null || isDisabled || connector?.openAttachment === undefined) return { gone: true };
  const { context } = await openRemote(environment, {
    integration,
    connector,
    signal: AbortSignal.any([receiver, AbortSignal.timeout(timeoutMs)]),
  });
  try {
    const file = await connector.openAttachment(context, link.reference);
    // What the list said: storage services call everything a stream of bytes.
    const isTold = file.contentType !== 'application/octet-stream';
    const contentType = isTold ? file.contentType : link.contentType;
    return { name: link.name, file: { ...file, contentType } };
  } catch (error) {
    throw toActionError(error, { hasSent: false }) ?? error;
  }
}
