export { AssessmentPackageInput, AssessmentResultInput } from './assessment-input.ts';
export { CandidateInput } from './candidate-input.ts';
export { AttachmentInput, FileInput } from './file-input.ts';
export { ResultLinkInput } from './result-link-input.ts';
export { ScreeningAnswerInput } from './screening-answer-input.ts';
