import { createHmac } from 'node:crypto';
import type { WebhookSender } from '../webhook-sender.ts';

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
export class Webhooks {
  #settings = new Map<string, AshbyWebhook>();
  readonly #sender: WebhookSender;

  constructor(sender: WebhookSender) {
    this.#sender = sender;
  }

  get settings(): ReadonlyMap<string, AshbyWebhook> {
    return this.#settings;
  }

  restore(settings: ReadonlyMap<string, AshbyWebhook>): void {
    this.#settings = new Map(settings);
  }

  find(id: string): AshbyWebhook | null {
    return this.#settings.get(id) ?? null;
  }

  /**
   * Keeps a setting, new or changed, and pings its receiver. Without a good answer it is kept, but
   * disabled: https://developers.ashbyhq.com/docs/setting-up-webhooks
   */
  async save(webhook: AshbyWebhook): Promise<AshbyWebhook> {
    this.#settings.set(webhook.id, { ...webhook, enabled: false });
    const { status } = await this.#send(webhook, 'ping', { webhookActionType: 'ping' });
    const saved = { ...webhook, enabled: webhook.enabled && status !== null && status < 400 };
    // Deleted while its ping was under way.
    if (this.#settings.has(webhook.id)) this.#settings.set(webhook.id, saved);
    return saved;
  }

  delete(id: string): void {
    this.#settings.delete(id);
  }

  /** Sends what happened to everyone who asked for it, as it is at this moment. */
  announce(type: AshbyWebhookType, content: object): void {
    for (const webhook of this.#settings.values()) {
      if (webhook.enabled && webhook.webhookType === type) void this.#send(webhook, type, content);
    }
  }

  #send(
    { requestUrl, secretToken }: AshbyWebhook,
    action: string,
    content: object,
  ): ReturnType<WebhookSender['send']> {
    const body = JSON.stringify({ action, data: content });
    const digest = createHmac('sha256', secretToken).update(body).digest('hex');
    return this.#sender.send({
      url: requestUrl,
      headers: { 'content-type': 'application/json', 'ashby-signature': `sha256=${digest}` },
      body,
    });
  }
}
