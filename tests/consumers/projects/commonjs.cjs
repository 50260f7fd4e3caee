const sdk = require('@hirewire/sdk');

const { server_url, api_key, integration_id, file } = JSON.parse(process.argv[2]);
const client = new sdk.Hirewire({ server_url, api_key, integration_id });

async function main() {
  const jobs = await client.ats.getJobs({ page_size: 3 }).toArray({ limit: Infinity });
  const refused = await client.ats.getJobs({ page_size: 0 }).catch((error) => error);
  const fromPath = await sdk.attachment({ path: file });
  console.log(
    JSON.stringify({
      exports: Object.keys(sdk).toSorted(),
      jobs: new Set(jobs.map(({ id }) => id)).size,
      refused: [refused instanceof sdk.InputError, refused.code, refused.name],
      fromPath: [fromPath.name, atob(fromPath.data)],
    }),
  );
}

void main();
