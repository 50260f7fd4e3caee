export * from './application-stage.ts';
export * from './application.ts';
export * from './assessment.ts';
export * from './attachment.ts';
export * from './candidate.ts';
export * from './contact-details.ts';
export * from './coverage.ts';
export type {
  ColumnKind,
  FilterMatch,
  LinkList,
  ListFilter,
  ReadModelDefinition,
} from './define-read-model.ts';
export * from './integration-field.ts';
export * from './integration.ts';
export * from './interview.ts';
export * from './job.ts';
export * from './location.ts';
export * from './note.ts';
export * from './offer.ts';
export { IntegrationFieldValue } from './primitives.ts';
export * from './rejection-reason.ts';
export * from './role.ts';
export * from './scorecard.ts';
export * from './screening-question-answer.ts';
export * from './screening-question.ts';
export * from './summaries.ts';
export * from './tag.ts';
export * from './tool.ts';
export * from './user.ts';
export * from './vocabulary.ts';
