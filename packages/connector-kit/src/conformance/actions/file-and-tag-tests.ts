import assert from 'node:assert/strict';
import type { ConnectorContext } from '../../connector-context.ts';
import type { AttachmentRecord, AttachmentType } from '../../writes.ts';
import type { ConformanceTest } from '../bench.ts';
import { openSession } from '../session.ts';
import type { Session } from '../session.ts';
import { assertChangesAreThere, assertNames, readOne } from './effect-tests.ts';
import { openFinder } from './find-made.ts';
import { attachmentOf, fileContent } from './inputs.ts';
import { functionOf, withPlace } from './place.ts';
import type { Place } from './place.ts';

export const fileAndTagTests: readonly ConformanceTest[] = [
  {
    name: 'lists the files that it has added, and opens them byte for byte',
    run: (bench) =>
      withPlace(bench, ['addApplicationAttachment', 'addCandidateAttachment'], async (place) => {
        for (const type of ['CV', 'OTHER'] as const) {
          for (const owner of ['application', 'candidate'] as const) {
            const { subject, remote } = place;
            const { context, ...session } = openSession(subject, remote);
            const { add, list } = filesOf(place, owner);
            if (add === undefined) continue;
            const trace = place.newTrace();
            await assertChangesAreThere({ context, ...session }, await add(context, trace, type));
            if (list !== undefined) await assertIsKept(place, context, await list(context), trace);
          }
        }
      }),
  },
  {
    name: 'adds a tag, and changes nothing where it is there already',
    run: (bench) =>
      withPlace(bench, ['addCandidateTag'], async (place) => {
        const tagName = place.newTrace();
        await changeTag(place, 'addCandidateTag', tagName, { isLasting: true });
        const { tags } = await (await openFinder(place))(tagName);
        const tagId = tags[0]?.remote_id;
        const tagsOnce = await tagsOf(place);
        assert.ok(tagId !== undefined, 'The tag was not made.');
        assert.ok(tagsOnce.includes(tagId), 'The candidate does not have the tag.');
        await changeTag(place, 'addCandidateTag', tagName);
        assert.deepEqual(await tagsOf(place), tagsOnce, 'The tags after the second time.');
        const again = await (await openFinder(place))(tagName);
        assert.equal(again.tags.length, 1, 'Tags of this name.');
      }),
  },
  {
    name: 'removes a tag, and changes nothing where it is not there',
    run: (bench) =>
      withPlace(bench, ['removeCandidateTag'], async (place) => {
        const before = await tagsOf(place);
        await changeTag(place, 'removeCandidateTag', place.newTrace());
        assert.deepEqual(await tagsOf(place), before, 'The tags after removing an unknown one.');
        if (place.write.addCandidateTag === undefined) return;
        const tagName = place.newTrace();
        await changeTag(place, 'addCandidateTag', tagName, { isLasting: true });
        await changeTag(place, 'removeCandidateTag', tagName, { isLasting: true });
        assert.deepEqual(await tagsOf(place), before, 'The tags after adding and removing one.');
        await changeTag(place, 'removeCandidateTag', tagName);
        assert.deepEqual(await tagsOf(place), before, 'The tags after removing it again.');
      }),
  },
];

interface Files {
  add?: (
    context: ConnectorContext,
    trace: string,
    type: AttachmentType,
  ) => ReturnType<NonNullable<Place['write']['addCandidateAttachment']>>;
  list?: (context: ConnectorContext) => Promise<AttachmentRecord[]>;
}

function filesOf(place: Place, owner: 'application' | 'candidate'): Files {
  const { write, application, candidateRemoteId } = place;
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
  { subject }: Place,
  context: ConnectorContext,
  files: readonly AttachmentRecord[],
  trace: string,
): Promise<void> {
  const found = files.filter(({ file_name: name }) => name === `${trace}.pdf`);
  assert.equal(found.length, 1, `Listed files of the name ${trace}.pdf.`);
  const { openAttachment } = subject.connector;
  assert.ok(openAttachment, 'There is no openAttachment.');
  const { size, body } = await openAttachment(context, found[0]?.reference ?? null);
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  const content = Buffer.concat(pieces);
  if (size !== null) assert.equal(size, fileContent.length, 'The size of the opened file.');
  assert.ok(content.equals(fileContent), `${trace}.pdf came back as another file.`);
}

async function changeTag(
  place: Place,
  name: 'addCandidateTag' | 'removeCandidateTag',
  tagName: string,
  { isLasting = false } = {},
): Promise<void> {
  const candidate = { remoteId: place.candidateRemoteId };
  const session: Session = openSession(place.subject, place.remote);
  const change = functionOf(place, name);
  const outcome = await change(session.context, { candidate, tagName, remoteFields: {} });
  if (isLasting) assertNames(outcome, 'candidates', candidate.remoteId);
  await assertChangesAreThere(session, outcome);
}

async function tagsOf({ subject, remote, candidateRemoteId }: Place): Promise<string[]> {
  const session = openSession(subject, remote);
  return (await readOne(session, 'candidates', candidateRemoteId)).tag_remote_ids.toSorted();
}
