import assert from 'node:assert/strict';
import type { SyncRun } from '@hirewire/store';
import { listRuns } from '@hirewire/store';
import type { FaultySimulator } from './request-faults.ts';
import type { SyncBench } from './sync-bench.ts';
import { integrationId } from './sync-bench.ts';

/** Lists of the vendor that are read for one model alone. */
const lists: Readonly<Record<string, string>> = {
  users: '/user.list',
  tags: '/candidateTag.list',
  rejection_reasons: '/archiveReason.list',
  jobs: '/job.list',
  candidates: '/candidate.list',
  applications: '/application.list',
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
  let models: SyncRun['models'] = {};
  let asked = 0;
  return {
    async note() {
      asked = simulator.requests().length;
      models = (await listRuns(bench.database, integrationId, { limit: 1 }))[0]?.models ?? {};
    },
    assertKept(what) {
      let stored = 0;
      for (const [model, path] of Object.entries(lists)) {
        const cursors = simulator
          .requests()
          .map((request) => (request.path === path ? cursorOf(request.body) : null));
        const pages = models[model]?.pages ?? 0;
        const kept = cursors
          .slice(0, asked)
          .filter((cursor) => cursor !== null)
          .slice(0, pages);
        const again = cursors.slice(asked).filter((cursor) => cursor !== null);
        const repeated = again.filter((cursor) => kept.includes(cursor));
        assert.deepEqual(repeated, [], `${what}: pages of ${model} were asked for again`);
        stored += kept.length;
      }
      return stored;
    },
  };
}

function cursorOf(body: unknown): string {
  return (body as { cursor?: string }).cursor ?? 'start';
}
