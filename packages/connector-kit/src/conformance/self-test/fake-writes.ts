import { z } from 'zod';
import type { ConnectorContext } from '../../declaration/connector-context.ts';
import { RemoteError } from '../../http/remote.ts';
import type {
  ChangedRecord,
  CreateApplicationInput,
  CreateApplicationOutcome,
  OpenAttachment,
  WriteFunctions,
  WriteOutcome,
} from '../../writing/writes.ts';
import type { Flaw } from './flaw.ts';
import { addFile, addNote, listFiles, send } from './fake-sender.ts';
import type { Body, FlawContext } from './fake-sender.ts';

/** The actions of the invented ATS, as a careful author would write them, but for the flaw. */
export function createFakeWrites(ref: FlawContext): WriteFunctions {
  return {
    createApplication: (context, input) => createApplication(context, input, ref),
    ...createMoves(ref),
    ...createTexts(ref),
    ...createFiles(ref),
    ...createTags(ref),
    importTrackedApplication: ({ id_type: type, tiny_id: id }) =>
      (type === 'tiny' || ref.flaw === 'takes the ids of other tools') && id !== undefined
        ? id
        : null,
  };
}

async function createApplication(
  context: ConnectorContext,
  input: CreateApplicationInput,
  ref: FlawContext,
): Promise<CreateApplicationOutcome> {
  const { flaw } = ref;
  const applied = appliedSchema.safeParse(
    await send(context, '/apply', toBody(input, flaw), { flaw }),
  );
  if (!applied.success) {
    const message = 'This is no answer to an application.';
    throw new RemoteError({ kind: 'unknown', message, status: 200, mayHaveHappened: true });
  }
  const { application: applicationRemoteId, candidate: candidateRemoteId } = applied.data;
  const warnings: string[] = [];
  const attempt = async (work: Promise<void>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      if (flaw === 'fails when the application is there') throw error;
      if (flaw !== 'is silent about what is missing') warnings.push(String(error));
    }
  };
  const attachments = flaw === 'forgets the files of an application' ? [] : input.attachments;
  for (const attachment of attachments) {
    await attempt(addFile(context, candidateRemoteId, attachment, ref));
  }
  const [link] = input.candidate.social_links;
  await attempt(addNote(context, candidateRemoteId, link?.url ?? '', ref));
  return { applicationRemoteId, candidateRemoteId, changed: [], warnings };
}

function createMoves(ref: FlawContext) {
  const { flaw } = ref;
  const harmless = { flaw, isIdempotent: true };
  return {
    async moveApplicationToStage(context, { application: { remoteId }, stageRemoteId }) {
      const stage = flaw === 'moves to where it was' ? 's1' : stageRemoteId;
      await send(context, `/applications/${remoteId}/stage`, { stage }, harmless);
      return outcomeOf({ model: 'applications', remoteId }, flaw);
    },
    async rejectApplication(context, { application: { remoteId }, ...input }) {
      const reason: Body =
        flaw === 'forgets the reason' ? {} : { reason: input.rejectionReasonRemoteId };
      await send(context, `/applications/${remoteId}/reject`, reason, harmless);
      const outcome = outcomeOf({ model: 'applications', remoteId }, flaw);
      if (input.note === null) return outcome;
      try {
        await addNote(context, remoteId, input.note, ref);
        return outcome;
      } catch (error) {
        return { ...outcome, warnings: [String(error)] };
      }
    },
  } satisfies WriteFunctions;
}

function createTexts(ref: FlawContext) {
  const add = async (
    context: ConnectorContext,
    id: string,
    text: string,
  ): Promise<WriteOutcome> => {
    await addNote(context, id, text, ref);
    return outcomeOf(null, ref.flaw);
  };
  return {
    addApplicationNote: (context, { application, content }) =>
      add(context, application.remoteId, content),
    addApplicationResultLink: (context, { application, link }) =>
      add(context, application.remoteId, `${link.label}: ${link.url}`),
    addCandidateResultLink: (context, { candidate, link }) =>
      add(context, candidate.remoteId, `${link.label}: ${link.url}`),
  } satisfies WriteFunctions;
}

function createFiles(ref: FlawContext) {
  return {
    async addApplicationAttachment(context, { application: { remoteId }, attachment }) {
      await addFile(context, remoteId, attachment, ref);
      return outcomeOf({ model: 'applications', remoteId }, ref.flaw);
    },
    async addCandidateAttachment(context, { candidate: { remoteId }, attachment }) {
      await addFile(context, remoteId, attachment, ref);
      return outcomeOf({ model: 'candidates', remoteId }, ref.flaw);
    },
    getApplicationAttachments: (context, { application }) =>
      listFiles(context, application.remoteId),
    getCandidateAttachments: (context, { candidate }) => listFiles(context, candidate.remoteId),
  } satisfies WriteFunctions;
}

function createTags({ flaw }: FlawContext) {
  const harmless = { flaw, isIdempotent: true };
  return {
    async addCandidateTag(context, { candidate: { remoteId }, tagName: name }) {
      const body: Body = flaw === 'makes a tag a second time' ? { name, anew: 'yes' } : { name };
      await send(context, `/candidates/${remoteId}/tag`, body, harmless);
      return outcomeOf({ model: 'candidates', remoteId }, flaw);
    },
    async removeCandidateTag(context, { candidate: { remoteId }, tagName: name }) {
      const isStrict = flaw === 'fails where a tag is not there';
      const body: Body = isStrict ? { name, strict: 'yes' } : { name };
      await send(context, `/candidates/${remoteId}/untag`, body, harmless);
      return outcomeOf({ model: 'candidates', remoteId }, flaw);
    },
  } satisfies WriteFunctions;
}

export function createFakeOpener(): OpenAttachment {
  return async ({ remote }, reference) => {
    const path = `/files/${z.string().parse(reference)}`;
    const { body } = await remote.request({ method: 'GET', path });
    const content = Buffer.from(z.object({ content: z.string() }).parse(body).content, 'base64');
    return { contentType: 'application/pdf', size: content.length, body: inPieces(content) };
  };
}

const appliedSchema = z.object({ application: z.string(), candidate: z.string() });
function toBody(
  { job, stageRemoteId, candidate }: CreateApplicationInput,
  flaw: Flaw | null,
): Record<string, string> {
  const { first_name: first, last_name: last, email_address: email } = candidate;
  return {
    job: job.remoteId,
    first,
    last: flaw === 'mixes up the names of people' ? first : last,
    email,
    ...(stageRemoteId !== null && { stage: stageRemoteId }),
  };
}

function outcomeOf(changed: ChangedRecord | null, flaw: Flaw | null): WriteOutcome {
  if (flaw === 'names as changed what it cannot read') {
    return { changed: [{ model: 'tags', remoteId: 'nobody' }], warnings: [] };
  }
  const leaked = flaw === 'leaks a secret into an outcome' ? ['Sent with tiny-full-key-1.'] : [];
  return { changed: changed === null ? [] : [changed], warnings: leaked };
}

async function* inPieces(content: Buffer): AsyncGenerator<Uint8Array> {
  yield content.subarray(0, 1000);
  yield content.subarray(1000);
}
