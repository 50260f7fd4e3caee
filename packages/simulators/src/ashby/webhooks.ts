import type { WebhookMessage, WebhookSender } from '../kit/webhook-sender.ts';
import { Webhooks, hmacSha256 } from '../kit/webhooks.ts';

/** What webhook.create takes; the vendor's own pages offer a few more. */
export const webhookTypes = [
  'applicationSubmit',
  'applicationUpdate',
  'candidateHire',
  'candidateStageChange',
  'candidateDelete',
  'candidateMerge',
  'interviewPlanTransition',
  'interviewScheduleCreate',
  'interviewScheduleUpdate',
  'jobPostingUpdate',
  'jobPostingPublish',
  'jobPostingUnpublish',
  'offerCreate',
  'offerUpdate',
  'offerDelete',
  'pushToHRIS',
  'surveySubmit',
] as const;

export type AshbyWebhookType = (typeof webhookTypes)[number];

export interface AshbyWebhook {
  id: string;
  enabled: boolean;
  requestUrl: string;
  secretToken: string;
  webhookType: AshbyWebhookType;
}

/** The webhook settings, and what is sent for them. */
export class AshbyWebhooks extends Webhooks<AshbyWebhook> {
  constructor(sender: WebhookSender) {
    const isFor = ({ enabled, webhookType }: AshbyWebhook, event: string): boolean =>
      enabled && webhookType === event;
    super(sender, composeWebhook, isFor);
  }

  /**
   * Keeps a setting, new or changed, and pings its receiver. Without a good answer it is kept, but
   * disabled: https://developers.ashbyhq.com/docs/setting-up-webhooks
   */
  async save(webhook: AshbyWebhook): Promise<AshbyWebhook> {
    this.put({ ...webhook, enabled: false });
    const { status } = await this.send(webhook, 'ping', { webhookActionType: 'ping' });
    const saved = { ...webhook, enabled: webhook.enabled && status !== null && status < 400 };
    // Deleted while its ping was under way.
    return this.find(webhook.id) === null ? saved : this.put(saved);
  }
}

function composeWebhook(
  { requestUrl, secretToken }: AshbyWebhook,
  action: string,
  content: object,
): WebhookMessage {
  const body = JSON.stringify({ action, data: content });
  const signature = `sha256=${hmacSha256(secretToken, body)}`;
  const headers = { 'content-type': 'application/json', 'ashby-signature': signature };
  return { url: requestUrl, headers, body };
}
