// What every consumer project does: the whole SDK once, in whatever runs it. Prints what it found.
import * as sdk from '@hirewire/sdk';

export async function check({ server_url, api_key, integration_id, file }) {
  const client = new sdk.Hirewire({ server_url, api_key, integration_id });
  const jobs = [];
  for await (const job of client.ats.getJobs({ page_size: 3 })) jobs.push(job.id);
  const refused = await client.ats.getJobs({ page_size: 0 }).catch((error) => error);
  const blob = new Blob(['Zoë'], { type: 'text/plain' });
  const fromPath = file === undefined ? null : await sdk.attachment({ path: file });
  const event = { id: '1', type: 'data-changed', data: {} };
  const forged = { headers: { 'x-kombo-signature': 'AAAA' }, body: JSON.stringify(event) };
  const signature = await sdk.verifyWebhook(forged, 'secret').catch((error) => error);
  const mirrored = [];
  await sdk.syncChanges(client, {
    models: ['tags'],
    load: () => null,
    save: () => undefined,
    apply: ({ records }) => void mirrored.push(...records),
  });
  return {
    exports: Object.keys(sdk).toSorted(),
    jobs: new Set(jobs).size,
    refused: [refused instanceof sdk.InputError, refused.code, refused.name],
    attachment: (await sdk.attachment({ blob, name: 'a.txt' })).data,
    fromPath: fromPath && [fromPath.name, atob(fromPath.data)],
    signature: signature instanceof sdk.WebhookVerificationError,
    hasTags: mirrored.length > 0,
  };
}
