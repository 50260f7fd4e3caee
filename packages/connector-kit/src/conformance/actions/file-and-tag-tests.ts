import assert from 'node:assert/strict';
import type { ConnectorContext } from '../../declaration/connector-context.ts';
import type { AttachmentRecord, AttachmentType } from '../../writing/writes.ts';
import type { ConformanceTest } from '../bench.ts';
import { openSession } from '../session.ts';
import type { Session } from '../session.ts';
import { assertChangesAreThere, assertNames, readOne } from './effect-tests.ts';
import { findFile, openFinder } from './find-made.ts';
import { attachmentOf, fileContent } from './inputs.ts';
import { functionOf, withSetup } from './setup.ts';
import type { Setup } from './setup.ts';

export const fileAndTagTests: readonly ConformanceTest[] = [
  {
    name: 'lists the files that it has added, and opens them byte for byte',
    run: (bench) =>
      withSetup(bench, ['addApplicationAttachment', 'addCandidateAttachment'], async (setup) => {
        for (const type of ['CV', 'OTHER'] as const) {
          for (const owner of ['application', 'candidate'] as const) {
            const { subject, remote } = setup;
            const { context, ...session } = openSession(subject, remote);
            const { add, list } = filesOf(setup, owner);
            if (add === undefined) continue;
            const trace = setup.newTrace();
            await assertChangesAreThere({ context, ...session }, await add(context, trace, type));
            if (list !== undefined)
              await assertIsKept(setup, context, await list(context), `${trace}.pdf`);
          }
        }
      }),
  },
  {
    name: 'adds a tag, and changes nothing where it is there already',
    run: (bench) =>
      withSetup(bench, ['addCandidateTag'], async (setup) => {
        const tagName = setup.newTrace();
        await setup.provideTag(tagName);
        await changeTag(setup, 'addCandidateTag', tagName, { isLasting: true });
        const { tags } = await (await openFinder(setup))(tagName);
        const tagId = tags[0]?.remote_id;
        const tagsOnce = await tagsOf(setup);
        assert.ok(tagId !== undefined, 'The tag was not made.');
        assert.ok(tagsOnce.includes(tagId), 'The candidate does not have the tag.');
        await changeTag(setup, 'addCandidateTag', tagName);
        assert.deepEqual(await tagsOf(setup), tagsOnce, 'The tags after the second time.');
        const again = await (await openFinder(setup))(tagName);
        assert.equal(again.tags.length, 1, 'Tags of this name.');
      }),
  },
  {
    name: 'removes a tag, and changes nothing where it is not there',
    run: (bench) =>
      withSetup(bench, ['removeCandidateTag'], async (setup) => {
        const before = await tagsOf(setup);
        await changeTag(setup, 'removeCandidateTag', setup.newTrace());
        assert.deepEqual(await tagsOf(setup), before, 'The tags after removing an unknown one.');
        if (setup.write.addCandidateTag === undefined) return;
        const tagName = setup.newTrace();
        await setup.provideTag(tagName);
        await changeTag(setup, 'addCandidateTag', tagName, { isLasting: true });
        await changeTag(setup, 'removeCandidateTag', tagName, { isLasting: true });
        assert.deepEqual(await tagsOf(setup), before, 'The tags after adding and removing one.');
        await changeTag(setup, 'removeCandidateTag', tagName);
        assert.deepEqual(await tagsOf(setup), before, 'The tags after removing it again.');
      }),
  },
];

interface Files {
  add?: (
    context: ConnectorContext,
    trace: string,
    type: AttachmentType,
  ) => ReturnType<NonNullable<Setup['write']['addCandidateAttachment']>>;
  list?: (context: ConnectorContext) => Promise<AttachmentRecord[]>;
}

function filesOf(setup: Setup, owner: 'application' | 'candidate'): Files {
  const { write, application, candidateRemoteId } = setup;
  const candidate = { remoteId: candidateRemoteId };
  const remoteFields = {};
  const { addApplicationAttachment, addCandidateAttachment } = write;
  const { getApplicationAttachments, getCandidateAttachments } = write;
  if (owner === 'application') {
    return {
      ...(addApplicationAttachment && {
        add: (context, trace, type) => {
          const attachment = attachmentOf(trace, type);
          return addApplicationAttachment(context, { application, attachment, remoteFields });
        },
      }),
      ...(getApplicationAttachments && {
        list: (context) => getApplicationAttachments(context, { application }),
      }),
    };
  }
  return {
    ...(addCandidateAttachment && {
      add: (context, trace, type) => {
        const attachment = attachmentOf(trace, type);
        return addCandidateAttachment(context, { candidate, attachment, remoteFields });
      },
    }),
    ...(getCandidateAttachments && {
      list: (context) => getCandidateAttachments(context, { candidate }),
    }),
  };
}

async function assertIsKept(
  { subject }: Setup,
  context: ConnectorContext,
  files: readonly AttachmentRecord[],
  name: string,
): Promise<void> {
  const found = findFile(subject, files, name);
  assert.equal(found.length, 1, `Listed files of the name ${name}.`);
  const { openAttachment } = subject.connector;
  assert.ok(openAttachment, 'There is no openAttachment.');
  const { size, body } = await openAttachment(context, found[0]?.reference ?? null);
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  const content = Buffer.concat(pieces);
  if (size !== null) assert.equal(size, fileContent.length, 'The size of the opened file.');
  assert.ok(content.equals(fileContent), `${name} came back as another file.`);
}

async function changeTag(
  setup: Setup,
  name: 'addCandidateTag' | 'removeCandidateTag',
  tagName: string,
  { isLasting = false } = {},
): Promise<void> {
  const candidate = { remoteId: setup.candidateRemoteId };
  const session: Session = openSession(setup.subject, setup.remote);
  const change = functionOf(setup, name);
  const outcome = await change(session.context, { candidate, tagName, remoteFields: {} });
  if (isLasting) assertNames(outcome, 'candidates', candidate.remoteId);
  await assertChangesAreThere(session, outcome);
}

async function tagsOf({ subject, remote, candidateRemoteId }: Setup): Promise<string[]> {
  const session = openSession(subject, remote);
  return (await readOne(session, 'candidates', candidateRemoteId)).tag_remote_ids.toSorted();
}
