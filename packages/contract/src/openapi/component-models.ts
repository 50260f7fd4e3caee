import type { z } from 'zod';

import { DryRun, AtsError, GeneralError, Warning } from '../envelopes.ts';
import * as hirewireModels from '../hirewire/index.ts';
import { hirewireOperations } from '../hirewire/operations.ts';
import { applicationRemoteFields } from '../inputs/application-remote-fields.ts';
import {
  AssessmentPackageInput,
  AttachmentInput,
  CandidateInput,
  FileInput,
  ScreeningAnswerInput,
} from '../inputs/index.ts';
import * as models from '../models/index.ts';
import type { Operation } from '../operations/define-operation.ts';
import { operations } from '../operations/operations.ts';
import { ReceivedAssessmentOrder } from '../webhooks/assessment-order-received.ts';
import { webhooks } from '../webhooks/webhooks.ts';

/** Models by the name that they have in the document. */
export type NamedModels = ReadonlyMap<string, z.ZodType>;

/** `move-application-to-stage` → `MoveApplicationToStage`. */
export function toPascalCase(id: string): string {
  return id.replaceAll(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
}

export const bodyName = (operationId: string) => `${toPascalCase(operationId)}Body`;
export const responseName = (operationId: string) => `${toPascalCase(operationId)}Response`;
export const payloadName = (webhookId: string) => `${toPascalCase(webhookId)}WebhookPayload`;

/** The models among the exports of a module. */
function modelsOf(exports: object): [string, z.ZodType][] {
  return Object.entries(exports).flatMap(([name, value]) =>
    typeof value === 'object' && '_zod' in value ? [[name, value]] : [],
  );
}

const responsesOf = (all: readonly Operation[]): [string, z.ZodType][] =>
  all.flatMap(({ id, response, responseType }) =>
    responseType === 'application/json' ? [[responseName(id), response]] : [],
  );

const bodiesOf = (all: readonly Operation[]): [string, z.ZodType][] =>
  all.flatMap(({ id, body }) => (body ? [[bodyName(id), body]] : []));

/** What a document has schemas of. */
export interface DocumentModels {
  /** Everything that is sent. */
  readonly sent: NamedModels;
  /** Everything that is accepted as a body. */
  readonly accepted: NamedModels;
}

const errorModels: [string, z.ZodType][] = [
  ['AtsError', AtsError],
  ['GeneralError', GeneralError],
];

/** The models of the wire. */
export const wireModels: DocumentModels = {
  sent: new Map<string, z.ZodType>([
    ...modelsOf(models),
    ['Warning', Warning],
    ['DryRun', DryRun],
    ...errorModels,
    ['ReceivedAssessmentOrder', ReceivedAssessmentOrder],
    ...responsesOf(operations),
    ...webhooks.map(({ id, payload }): [string, z.ZodType] => [payloadName(id), payload]),
  ]),
  accepted: new Map<string, z.ZodType>([
    ['ApplicationRemoteFields', applicationRemoteFields.unwrap()],
    ['AssessmentPackageInput', AssessmentPackageInput],
    ['AttachmentInput', AttachmentInput],
    ['CandidateInput', CandidateInput],
    ['FileInput', FileInput],
    ['ScreeningAnswerInput', ScreeningAnswerInput],
    ...bodiesOf(operations),
  ]),
};

/** The models of the API of our own. */
export const ownModels: DocumentModels = {
  sent: new Map([...modelsOf(hirewireModels), ...errorModels, ...responsesOf(hirewireOperations)]),
  accepted: new Map(bodiesOf(hirewireOperations)),
};
