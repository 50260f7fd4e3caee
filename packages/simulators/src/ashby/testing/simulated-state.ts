import assert from 'node:assert/strict';
import type { AshbySimulator } from '../start-ashby-simulator.ts';
import type { AshbyApplication, AshbyInterviewStage, AshbyJob } from '../types.ts';
import { call, readAll } from './ashby-client.ts';

/** The code of a call that must fail with HTTP 200; 'no failure' when it succeeds. */
export async function failureCode(
  simulator: AshbySimulator,
  method: string,
  body: unknown,
): Promise<string> {
  const { status, envelope } = await call(simulator, method, body);
  assert.equal(status, 200);
  return envelope.errorInfo?.code ?? 'no failure';
}

/** The ids that a write shows in a read with a sync token. */
export async function changedIds(
  simulator: AshbySimulator,
  method: string,
  write: () => Promise<unknown>,
): Promise<string[]> {
  const { syncToken } = await readAll(simulator, method);
  await write();
  const { records } = await readAll(simulator, method, { syncToken });
  return records.map(({ id }) => id);
}

/** An open job with a plan that has stages of every kind. */
export function openJob(simulator: AshbySimulator): AshbyJob & { defaultInterviewPlanId: string } {
  const { records } = simulator.state;
  for (const job of records.jobs.values()) {
    const { defaultInterviewPlanId } = job;
    if (job.status !== 'Open' || defaultInterviewPlanId === null) continue;
    const types = records.stagesOf(defaultInterviewPlanId).map(({ type }) => type);
    if (types.includes('PreInterviewScreen')) return { ...job, defaultInterviewPlanId };
  }
  return assert.fail('The seed has no such job');
}

export function jobWith(simulator: AshbySimulator, status: AshbyJob['status']): AshbyJob {
  const found = [...simulator.state.records.jobs.values()].find((job) => job.status === status);
  return found ?? assert.fail(status);
}

export function stageOf(
  simulator: AshbySimulator,
  planId: string,
  type: string,
): AshbyInterviewStage {
  const stages = simulator.state.records.stagesOf(planId);
  return stages.find((stage) => stage.type === type) ?? assert.fail(type);
}

/** A stage of any plan but this one. */
export function foreignStage(simulator: AshbySimulator, planId: string): AshbyInterviewStage {
  const stages = [...simulator.state.records.interviewStages.values()];
  return stages.find(({ interviewPlanId }) => interviewPlanId !== planId) ?? assert.fail();
}

export function applicationWith(
  simulator: AshbySimulator,
  status: AshbyApplication['status'],
): AshbyApplication {
  const all = [...simulator.state.records.applications.values()];
  return all.find((one) => one.status === status) ?? assert.fail(status);
}
