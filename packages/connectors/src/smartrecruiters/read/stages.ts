import { parseResults } from '@hirewire/connector-kit';
import type {
  ApplicationStageRecord,
  ConnectorContext,
  ModelName,
  ReadModel,
} from '@hirewire/connector-kit';
import { readRows } from '../call-smartrecruiters.ts';
import { SmartRecruitersProcess } from '../remote-types.ts';
import { statuses } from '../vocabulary.ts';

export const processesPath = '/configuration/hiring-processes';

/** A status, or one of the steps that customers divide it into: those have no ids but their text. */
export interface Stage {
  id: string;
  name: string;
  /** False for steps of processes that are no longer used. */
  isActive: boolean;
  /** Whether applications can be moved to it. */
  isTarget: boolean;
}

export function stageIdOf(status: string, subStatus: string | null | undefined): string {
  return subStatus ? `${status}/${subStatus}` : status;
}

/** What a status is set with; the text of a step may have any character. */
export function toStatus(stageId: string): { status: string; subStatus?: string } {
  const [, status = '', subStatus] = /^([^/]*)(?:\/(.*))?$/s.exec(stageId) ?? [];
  return subStatus === undefined ? { status } : { status, subStatus };
}

/**
 * The stages of all hiring processes. A job does not say which process it has, so it gets all of them.
 * @throws RemoteError
 */
export async function readStages(context: ConnectorContext, model: ModelName): Promise<Stage[]> {
  const rows = await readRows(context, processesPath);
  const processes = parseResults(SmartRecruitersProcess, rows, { model, context });
  const all = processes.map(({ parsed }) => parsed);
  const active = all.filter(({ active: isActive }) => isActive !== false);
  return Object.entries(statuses).flatMap(([status, { name, isStage }]) => {
    const steps = stepsOf(active, status);
    const former = stepsOf(all, status).filter((step) => !steps.includes(step));
    const toStep = (step: string, isActive: boolean): Stage => ({
      id: stageIdOf(status, step),
      name: `${name}: ${step}`,
      isActive,
      isTarget: isActive && isStage,
    });
    return [
      { id: status, name, isActive: true, isTarget: isStage },
      ...steps.map((step) => toStep(step, true)),
      ...former.map((step) => toStep(step, false)),
    ];
  });
}

function stepsOf(processes: readonly SmartRecruitersProcess[], status: string): string[] {
  const steps = processes.flatMap(({ subStatuses }) => subStatuses?.[status] ?? []);
  return [...new Set(steps)].filter((step) => step !== '');
}

/** The stages of a job, in their order. */
export const targetsOf = (stages: readonly Stage[]): Stage[] =>
  stages.filter(({ isTarget }) => isTarget);

export const readApplicationStages: ReadModel<'application_stages'> = async function* (context) {
  const stages = await readStages(context, 'application_stages');
  const records = stages.map(({ id, name, isActive }): ApplicationStageRecord => ({
    remote_id: id,
    name,
    status: isActive ? 'ACTIVE' : 'INACTIVE',
  }));
  yield { records, resumeFrom: null, completeness: 'full' };
};
