import { RemoteError } from '@hirewire/connector-kit';
import type { OpenAttachment } from '@hirewire/connector-kit';
import { z } from 'zod';
import { findFiles } from './attachments.ts';

const Reference = z.object({ candidateId: z.string(), id: z.string() });

/** Addresses of files are signed for some hours, and ours are good for days: each is asked for anew. */
export const openAttachment: OpenAttachment = async (context, reference) => {
  const wanted = Reference.safeParse(reference).data;
  const files = wanted === undefined ? [] : await findFiles(context, wanted.candidateId);
  const url = files.find(({ id }) => id === wanted?.id)?.url;
  if (url) return context.remote.download(url);
  const message = 'There is no such file in Workable, or no longer.';
  throw new RemoteError({ kind: 'not-found', message, status: null });
};
