import type { RemoteRequest } from '@hirewire/connector-kit';

const stage = {
  id: '<stage>',
  title: '<stage>',
  type: 'PreInterviewScreen',
  interviewPlanId: '<plan>',
};
const archived = { ...stage, id: '<archive stage>', type: 'Archived' };

const answers: Readonly<Record<string, unknown>> = {
  'job.info': {
    id: '<job>',
    status: 'Open',
    defaultInterviewPlanId: '<plan>',
    interviewPlanIds: ['<plan>'],
    jobPostingIds: ['<posting>'],
  },
  'application.info': {
    id: '<application>',
    candidate: { id: '<candidate>' },
    job: { id: '<job>' },
    currentInterviewStage: { ...stage, id: '<present stage>' },
  },
  'interviewStage.list': [stage, archived],
  'file.createFileUploadHandle': {
    handle: '<upload>',
    url: 'https://storage.invalid/upload',
    fields: {},
  },
  'file.info': { url: 'https://storage.invalid/file' },
  'applicationForm.submit': { submittedFormInstance: { id: '<submission>' } },
};

/** What a dry run takes for Ashby's answers: placeholders for ids, and nobody found. */
export function dryRunAnswer({ path }: RemoteRequest): unknown {
  const method = path.slice(1);
  const isList = /\.(?:list|search)$/.test(method);
  const results = answers[method] ?? (isList ? [] : { id: `<id of ${method}>` });
  return { success: true, results };
}
