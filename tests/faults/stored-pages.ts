import assert from 'node:assert/strict';
import type { Database, ModelName, ModelProgress } from '@hirewire/store';
import { listRuns } from '@hirewire/store';
import { findModelProgress } from '@hirewire/store/testing';
import type { FaultySimulator } from './request-faults.ts';
import type { SyncBench } from './sync-bench.ts';
import { integrationId } from './sync-bench.ts';

/** Lists of the vendor that are read for one model alone: not those of candidates, for their notes. */
const lists: Readonly<Record<string, string>> = {
  users: '/user.list',
  tags: '/candidateTag.list',
  rejection_reasons: '/archiveReason.list',
  jobs: '/job.list',
  applications: '/application.list',
  scorecards: '/applicationFeedback.list',
  interviews: '/interviewSchedule.list',
  offers: '/offer.list',
};

/** Watches that a run which was interrupted goes on, and does not begin anew. */
export interface StoredPages {
  /** Notes which pages are stored; to be called at the moment of the fault. */
  note(): Promise<void>;
  /** That none of those was asked for again; returns how many there were. */
  assertKept(what: string): number;
}

export function watchStoredPages(simulator: FaultySimulator, bench: SyncBench): StoredPages {
  let progress: Record<string, ModelProgress> = {};
  let asked = 0;
  const cursorsOf = (path: string): (string | null)[] =>
    simulator.requests().map((request) => (request.path === path ? cursorOf(request.body) : null));
  return {
    async note() {
      asked = simulator.requests().length;
      progress = await findProgress(bench.database);
    },
    assertKept(what) {
      let stored = 0;
      for (const [model, path] of Object.entries(lists)) {
        const cursors = cursorsOf(path);
        const before = cursors.slice(0, asked).filter((cursor) => cursor !== null);
        const kept = storedOf(before, progress[model]);
        const again = cursors.slice(asked).filter((cursor) => cursor !== null);
        const repeated = again.filter((cursor) => kept.includes(cursor));
        assert.deepEqual(repeated, [], `${what}: pages of ${model} were asked for again`);
        stored += kept.length;
      }
      return stored;
    },
  };
}

async function findProgress(database: Database): Promise<Record<string, ModelProgress>> {
  const [run] = await listRuns(database, integrationId, { limit: 1 });
  if (run === undefined) return {};
  const found = Object.keys(run.models).map(async (model) => {
    const place = { integrationId, runId: run.id, model: model as ModelName };
    return [model, await findModelProgress(database, place)] as const;
  });
  return Object.fromEntries(await Promise.all(found));
}

/** Those of the pages that were asked for which come before the one to go on with. */
function storedOf(asked: readonly string[], progress: ModelProgress | undefined): string[] {
  if (progress === undefined || progress.state === 'PENDING') return [];
  if (progress.state !== 'READING') return [...asked];
  if (progress.resumeFrom === null) return [];
  const next = asked.indexOf(tokenOf(progress.resumeFrom));
  return next === -1 ? [...asked] : asked.slice(0, next);
}

function cursorOf(body: unknown): string {
  return (body as { cursor?: string }).cursor ?? 'start';
}

/** Of the page to go on with, also where the connector keeps more beside its position. */
function tokenOf(resumeFrom: unknown): string {
  const { inner, token } = resumeFrom as { inner?: unknown; token?: string | null };
  return inner === undefined ? (token ?? 'start') : tokenOf(inner);
}
