/** One webhook on its way to a receiver. */
export interface WebhookMessage {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** A webhook that was sent, and what came of it. */
export interface WebhookDelivery extends WebhookMessage {
  /** The receiver's status; null when there was no answer. */
  status: number | null;
  /** The headers of its answer, for vendors that expect something there. */
  answerHeaders: Readonly<Record<string, string>>;
}

/** What a test may see of the webhooks that a simulator sends. */
export interface SentWebhooks {
  /** Finished deliveries, oldest first; the log is bounded. */
  deliveries(): readonly WebhookDelivery[];
  /** Resolves when nothing is under way any more. */
  settled(): Promise<void>;
}

const maximumLoggedDeliveries = 1000;
const answerTimeoutMs = 10_000;

/** Sends webhooks one after another, each once: a retry would hide what a receiver lost. */
export class WebhookSender implements SentWebhooks {
  readonly #closing = new AbortController();
  #log: WebhookDelivery[] = [];
  #latest: Promise<unknown> = Promise.resolve();

  /** Resolves with the outcome, when all webhooks before this one have theirs. */
  send(message: WebhookMessage): Promise<WebhookDelivery> {
    const delivery = this.#latest.then(() => this.#deliver(message));
    this.#latest = delivery;
    return delivery;
  }

  deliveries(): readonly WebhookDelivery[] {
    return this.#log;
  }

  async settled(): Promise<void> {
    for (let awaited: unknown; awaited !== this.#latest;) {
      awaited = this.#latest;
      await this.#latest;
    }
  }

  /** Gives up on what is under way, and on what was to follow. */
  close(): Promise<void> {
    this.#closing.abort();
    return this.settled();
  }

  async #deliver(message: WebhookMessage): Promise<WebhookDelivery> {
    const delivery = { ...message, ...(await this.#post(message)) };
    this.#log = [...this.#log, delivery].slice(-maximumLoggedDeliveries);
    return delivery;
  }

  async #post({
    url,
    headers,
    body,
  }: WebhookMessage): Promise<Pick<WebhookDelivery, 'status' | 'answerHeaders'>> {
    try {
      const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(answerTimeoutMs)]);
      const init = { method: 'POST', redirect: 'manual', headers, body, signal } as const;
      const response = await fetch(url, init);
      // Unread bodies keep their connection busy.
      await response.body?.cancel();
      return { status: response.status, answerHeaders: Object.fromEntries(response.headers) };
    } catch {
      return { status: null, answerHeaders: {} };
    }
  }
}
