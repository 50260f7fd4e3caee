import { it } from 'node:test';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { openApiDocument, operations } from '@hirewire/contract';
import type * as contract from '@hirewire/contract';
import type * as sdk from '@hirewire/sdk';

// What the types of the SDK say is what the models of the contract say, in both directions. These
// lines are checked by `tsc`. Whether a property that is left out may also be there as `undefined`
// is the only thing that is not compared.
type Loose<Value> = Value extends string
  ? Value
  : Value extends object
    ? { [Name in keyof Value]: Loose<Value[Name]> | undefined }
    : Value;
type Fits<Value extends Expected, Expected> = Value;
type Payload<Type extends string> = Extract<
  (typeof contract.webhooks)[number],
  { type: Type }
>['payload']['_zod']['output'];
export type Checks = [
  Fits<Loose<sdk.Application>, Loose<contract.Application>>,
  Fits<Loose<contract.Application>, Loose<sdk.Application>>,
  Fits<Loose<sdk.ApplicationStage>, Loose<contract.ApplicationStage>>,
  Fits<Loose<contract.ApplicationStage>, Loose<sdk.ApplicationStage>>,
  Fits<Loose<sdk.Candidate>, Loose<contract.Candidate>>,
  Fits<Loose<contract.Candidate>, Loose<sdk.Candidate>>,
  Fits<Loose<sdk.Interview>, Loose<contract.Interview>>,
  Fits<Loose<contract.Interview>, Loose<sdk.Interview>>,
  Fits<Loose<sdk.Job>, Loose<contract.Job>>,
  Fits<Loose<contract.Job>, Loose<sdk.Job>>,
  Fits<Loose<sdk.Note>, Loose<contract.Note>>,
  Fits<Loose<contract.Note>, Loose<sdk.Note>>,
  Fits<Loose<sdk.Offer>, Loose<contract.Offer>>,
  Fits<Loose<contract.Offer>, Loose<sdk.Offer>>,
  Fits<Loose<sdk.RejectionReason>, Loose<contract.RejectionReason>>,
  Fits<Loose<contract.RejectionReason>, Loose<sdk.RejectionReason>>,
  Fits<Loose<sdk.Role>, Loose<contract.Role>>,
  Fits<Loose<contract.Role>, Loose<sdk.Role>>,
  Fits<Loose<sdk.Scorecard>, Loose<contract.Scorecard>>,
  Fits<Loose<contract.Scorecard>, Loose<sdk.Scorecard>>,
  Fits<Loose<sdk.SyncedAttachment>, Loose<contract.SyncedAttachment>>,
  Fits<Loose<contract.SyncedAttachment>, Loose<sdk.SyncedAttachment>>,
  Fits<Loose<sdk.AssessmentOrder>, Loose<contract.AssessmentOrder>>,
  Fits<Loose<contract.AssessmentOrder>, Loose<sdk.AssessmentOrder>>,
  Fits<Loose<sdk.AssessmentPackage>, Loose<contract.AssessmentPackage>>,
  Fits<Loose<contract.AssessmentPackage>, Loose<sdk.AssessmentPackage>>,
  Fits<Loose<sdk.Tag>, Loose<contract.Tag>>,
  Fits<Loose<contract.Tag>, Loose<sdk.Tag>>,
  Fits<Loose<sdk.User>, Loose<contract.User>>,
  Fits<Loose<contract.User>, Loose<sdk.User>>,
  Fits<Loose<contract.CandidateInput>, Loose<sdk.CandidateInput>>,
  Fits<Loose<contract.AttachmentInput>, Loose<sdk.AttachmentInput>>,
  Fits<sdk.WebhookEvent['type'], (typeof contract.webhooks)[number]['type']>,
  Fits<(typeof contract.webhooks)[number]['type'], sdk.WebhookEvent['type']>,
  Fits<Loose<Payload<'data-changed'>>, Loose<sdk.DataChangedWebhookPayload>>,
  Fits<Loose<sdk.DataChangedWebhookPayload>, Loose<Payload<'data-changed'>>>,
  Fits<Loose<Payload<'sync-finished'>>, Loose<sdk.SyncFinishedWebhookPayload>>,
  Fits<Loose<sdk.SyncFinishedWebhookPayload>, Loose<Payload<'sync-finished'>>>,
  Fits<keyof typeof contract.errorCodes, sdk.ErrorCode>,
  Fits<sdk.ErrorCode, keyof typeof contract.errorCodes>,
];

it('every property that the OpenAPI document names is in the types of the SDK', async () => {
  const folder = new URL('../../packages/sdk/src/generated/', import.meta.url);
  const types = await readFile(new URL('models.ts', folder), 'utf8');
  const names = new Set<string>();
  const collect = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { properties } = node as { properties?: unknown };
    if (
      typeof properties === 'object' &&
      properties !== null &&
      !('type' in properties && typeof properties.type === 'string')
    ) {
      for (const name of Object.keys(properties)) names.add(name);
    }
    for (const value of Object.values(node)) collect(value);
  };
  const { AtsError: _, GeneralError: __, ...schemas } = openApiDocument().components.schemas;
  collect(schemas);
  assert.ok(names.size > 200, `${names.size}`);
  const missing = [...names].filter((name) => !new RegExp(`\\b${name}'?\\??:`).test(types));
  assert.deepEqual(missing, []);
});

it('every parameter of an operation is a parameter of its method', async () => {
  const folder = new URL('../../packages/sdk/src/generated/', import.meta.url);
  const types = await readFile(new URL('models.ts', folder), 'utf8');
  for (const { id, pathParameters, query, body } of operations) {
    const shapes = [pathParameters, query, body] as ({ shape: object } | null)[];
    const names = shapes.flatMap((shape) => Object.keys(shape?.shape ?? {}));
    if (names.length === 0) continue;
    const type = id.replaceAll(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
    const text = new RegExp(`interface ${type}Parameters \\{\\n([\\s\\S]*?)\\n\\}`).exec(
      types,
    )?.[1];
    assert.ok(text !== undefined, type);
    const found = [...text.matchAll(/^ {2}'?(\w+)'?\??:/gm)].map(([, name]) => name);
    assert.deepEqual(new Set(found), new Set(names), type);
  }
});
