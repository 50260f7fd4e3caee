import { addApplicationAttachment } from './add-application-attachment.ts';
import { addApplicationNote } from './add-application-note.ts';
import { addApplicationResultLink } from './add-application-result-link.ts';
import { addCandidateAttachment } from './add-candidate-attachment.ts';
import { addCandidateResultLink } from './add-candidate-result-link.ts';
import { addCandidateTag } from './add-candidate-tag.ts';
import { checkApiKey } from './check-api-key.ts';
import { createApplication } from './create-application.ts';
import { createCandidate } from './create-candidate.ts';
import { createConnectionLink } from './create-connection-link.ts';
import { createReconnectionLink } from './create-reconnection-link.ts';
import { createSetupLink } from './create-setup-link.ts';
import { deleteIntegration } from './delete-integration.ts';
import { getApplicationAttachments } from './get-application-attachments.ts';
import { getAssessmentOrders } from './get-assessment-orders.ts';
import { getAtsAttachments } from './get-ats-attachments.ts';
import { getCandidateAttachments } from './get-candidate-attachments.ts';
import { getCustomFields } from './get-custom-fields.ts';
import { getIntegrationByToken } from './get-integration-by-token.ts';
import { getIntegrationDetails } from './get-integration-details.ts';
import { getIntegrationFields } from './get-integration-fields.ts';
import { getPackages } from './get-packages.ts';
import { getTools } from './get-tools.ts';
import { importTrackedApplication } from './import-tracked-application.ts';
import { moveApplicationToStage } from './move-application-to-stage.ts';
import { rejectApplication } from './reject-application.ts';
import { removeCandidateTag } from './remove-candidate-tag.ts';
import { sendPassthroughRequest } from './send-passthrough-request.ts';
import { setIntegrationEnabled } from './set-integration-enabled.ts';
import { setPackages } from './set-packages.ts';
import { triggerSync } from './trigger-sync.ts';
import { updateCustomFieldMapping } from './update-custom-field-mapping.ts';
import { updateIntegrationField } from './update-integration-field.ts';
import { updateOrderResult } from './update-order-result.ts';
import type { Operation } from './define-operation.ts';
import { listOperations } from './list-operations.ts';
import type { ListOperation } from './list-operations.ts';

const stated = [
  addApplicationAttachment,
  addApplicationNote,
  addApplicationResultLink,
  addCandidateAttachment,
  addCandidateResultLink,
  addCandidateTag,
  checkApiKey,
  createApplication,
  createCandidate,
  createConnectionLink,
  createReconnectionLink,
  createSetupLink,
  deleteIntegration,
  getApplicationAttachments,
  getAssessmentOrders,
  getAtsAttachments,
  getCandidateAttachments,
  getCustomFields,
  getIntegrationByToken,
  getIntegrationDetails,
  getIntegrationFields,
  getPackages,
  getTools,
  importTrackedApplication,
  moveApplicationToStage,
  rejectApplication,
  removeCandidateTag,
  sendPassthroughRequest,
  setIntegrationEnabled,
  setPackages,
  triggerSync,
  updateCustomFieldMapping,
  updateIntegrationField,
  updateOrderResult,
] as const satisfies readonly Operation[];

/** Every operation of the wire, by name. */
export const operations: readonly ((typeof stated)[number] | ListOperation)[] = [
  ...stated,
  ...listOperations,
].toSorted((one, other) => (one.id < other.id ? -1 : 1));

/** The name of an operation, such as `get-jobs`. */
export type OperationId = (typeof operations)[number]['id'];
