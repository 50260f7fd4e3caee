import { createHmac } from 'node:crypto';
import type { SavedPart } from './saved-state.ts';
import type { WebhookDelivery, WebhookMessage, WebhookSender } from './webhook-sender.ts';

/** The message of an event in the vendor's form, signed as the vendor signs. */
export type ComposeWebhook<Setting, Content> = (
  setting: Setting,
  event: string,
  content: Content,
) => WebhookMessage;

/** Who wants to hear of what, and what is sent for it. */
export class Webhooks<
  Setting extends { id: string },
  Content extends object = object,
> implements SavedPart {
  readonly #sender: WebhookSender;
  readonly #compose: ComposeWebhook<Setting, Content>;
  readonly #isFor: (setting: Setting, event: string, content: Content) => boolean;
  #settings = new Map<string, Setting>();

  constructor(
    sender: WebhookSender,
    compose: ComposeWebhook<Setting, Content>,
    isFor: (setting: Setting, event: string, content: Content) => boolean,
  ) {
    this.#sender = sender;
    this.#compose = compose;
    this.#isFor = isFor;
  }

  get content(): ReadonlyMap<string, Setting> {
    return this.#settings;
  }

  restore(content: unknown): void {
    this.#settings = new Map(content as ReadonlyMap<string, Setting>);
  }

  find(id: string): Setting | null {
    return this.#settings.get(id) ?? null;
  }

  all(): Setting[] {
    return [...this.#settings.values()];
  }

  put(setting: Setting): Setting {
    this.#settings.set(setting.id, setting);
    return setting;
  }

  /** Says whether there was one. */
  delete(id: string): boolean {
    return this.#settings.delete(id);
  }

  /** Sends what happened to all who asked for it, as it is at this moment. */
  announce(event: string, content: Content): void {
    for (const setting of this.#settings.values()) {
      if (this.#isFor(setting, event, content)) void this.send(setting, event, content);
    }
  }

  /** Sends to one receiver; resolves with what came of it. */
  send(setting: Setting, event: string, content: Content): Promise<WebhookDelivery> {
    return this.#sender.send(this.#compose(setting, event, content));
  }
}

/** What nearly all vendors sign with: HMAC-SHA256 over the body, in hex. */
export function hmacSha256(secret: string, signed: string): string {
  return createHmac('sha256', secret).update(signed).digest('hex');
}
