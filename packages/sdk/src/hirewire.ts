import { Assessment } from './generated/assessment.ts';
import { Ats } from './generated/ats.ts';
import { Connect } from './generated/connect.ts';
import { General } from './generated/general.ts';
import { HirewireApi } from './generated/hirewire.ts';
import { createSend } from './send.ts';
import { type HirewireOptions, readSettings, type Settings } from './settings.ts';

/**
 * A client of one Hirewire server. It holds no connection and no state: make one and keep it.
 *
 * @example
 * const client = new Hirewire({ server_url: 'http://127.0.0.1:4000/v1', api_key, integration_id });
 * for await (const job of client.ats.getJobs()) console.log(job.name);
 */
export class Hirewire {
  readonly ats: Ats;
  readonly general: General;
  readonly connect: Connect;
  readonly assessment: Assessment;
  readonly hirewire: HirewireApi;

  constructor(options: HirewireOptions) {
    const settings = readSettings(options);
    const send = createSend(settings);
    this.ats = new Ats(send);
    this.general = new General(send);
    this.connect = new Connect(send);
    this.assessment = new Assessment(send);
    this.hirewire = new HirewireApi(createSend(ownSettings(settings)));
  }
}

/** The API of our own is beside the wire, and its POSTs know no idempotency keys. */
function ownSettings(settings: Settings): Settings {
  const serverUrl = `${settings.serverUrl.replace(/\/v1$/, '')}/hirewire/v1`;
  return { ...settings, serverUrl, canRetryPosts: false };
}
