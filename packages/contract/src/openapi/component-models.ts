import type { z } from 'zod';

import { AtsError, GeneralError, Warning } from '../envelopes.ts';
import { applicationRemoteFields } from '../inputs/application-remote-fields.ts';
import {
  AssessmentPackageInput,
  AttachmentInput,
  CandidateInput,
  FileInput,
  ScreeningAnswerInput,
} from '../inputs/index.ts';
import * as models from '../models/index.ts';
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

const wireModels: [string, z.ZodType][] = Object.entries(models).flatMap(([name, value]) =>
  typeof value === 'object' && '_zod' in value ? [[name, value]] : [],
);

/** Everything that is sent. */
export const sentModels: NamedModels = new Map<string, z.ZodType>([
  ...wireModels,
  ['Warning', Warning],
  ['AtsError', AtsError],
  ['GeneralError', GeneralError],
  ['ReceivedAssessmentOrder', ReceivedAssessmentOrder],
  ...operations.map(({ id, response }): [string, z.ZodType] => [responseName(id), response]),
  ...webhooks.map(({ id, payload }): [string, z.ZodType] => [payloadName(id), payload]),
]);

/** Everything that is accepted as a body. */
export const acceptedModels: NamedModels = new Map<string, z.ZodType>([
  ['ApplicationRemoteFields', applicationRemoteFields.unwrap()],
  ['AssessmentPackageInput', AssessmentPackageInput],
  ['AttachmentInput', AttachmentInput],
  ['CandidateInput', CandidateInput],
  ['FileInput', FileInput],
  ['ScreeningAnswerInput', ScreeningAnswerInput],
  ...operations.flatMap(({ id, body }): [string, z.ZodType][] =>
    body ? [[bodyName(id), body]] : [],
  ),
]);
