import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createContext,
  createDryRunClient,
  createLocalLimiter,
  createTestClock,
  silentLog,
} from '@hirewire/connector-kit';
import type { ConnectorContext } from '@hirewire/connector-kit';
import { candidateDraft } from '../../testing/candidate-draft.ts';
import { teamtailor } from '../index.ts';

const write = teamtailor.write ?? {};
const application = { remoteId: '1', jobRemoteId: 'j-1', candidateRemoteId: null };
const candidate = { remoteId: 'c-1' };
const remoteFields = {};
const file = { name: 'cv.pdf', contentType: 'application/pdf', size: 0, chunks: () => [] };
const attachment = { type: 'OTHER', file } as const;
const link = { label: 'Report', url: 'https://reports.example.com/1', details: null };

const actions: Record<string, (context: ConnectorContext) => Promise<unknown> | undefined> = {
  'POST /job-applications': (context) =>
    write.createApplication?.(context, {
      job: { remoteId: 'j-1' },
      stageRemoteId: 's-1',
      candidate: candidateDraft({ title: 'Welder' }),
      attachments: [attachment],
      answers: [
        { questionRemoteId: 'q-1', title: null, format: { type: 'BOOLEAN' }, value: true },
        { questionRemoteId: 'q-2', title: null, format: { type: 'FILE' }, value: file },
      ],
      source: { name: null, remoteId: null, isAutomatic: true },
      sourcedByUserRemoteId: null,
      gdprConsent: null,
      remoteFields,
    }),
  'PATCH /job-applications/1': (context) =>
    write.rejectApplication?.(context, {
      application,
      rejectionReasonRemoteId: 'x-1',
      note: 'No',
      remoteFields,
    }),
  'POST /notes': (context) =>
    write.addApplicationResultLink?.(context, { application, link, remoteFields }),
  'POST /uploads': (context) =>
    write.addCandidateAttachment?.(context, { candidate, attachment, remoteFields }),
  'PATCH /candidates/c-1': (context) =>
    write.removeCandidateTag?.(context, { candidate, tagName: 'Dock', remoteFields }),
};

for (const [change, run] of Object.entries(actions)) {
  test(`a dry run shows ${change}, and sends nothing`, async () => {
    const clock = createTestClock('2026-03-20T00:00:00.000Z');
    const { signal } = new AbortController();
    const remote = createDryRunClient({
      declaration: teamtailor.remote,
      credentials: { api_key: 'fixture-key', region: 'na' },
      limiter: createLocalLimiter(clock),
      clock,
      log: silentLog,
      signal,
    });
    const reportIssue = () => undefined;
    const log = silentLog;
    const context = createContext({ remote, clock, log, signal, reportIssue, isDryRun: true });
    await run(context);
    const planned = remote.planned.map(
      ({ method, url }) => `${method} ${url.replace('https://api.na.teamtailor.com/v1', '')}`,
    );
    assert.ok(planned.includes(change), planned.join(', '));
  });
}
