import type { VendorJson } from '../../kit/testing/vendor-json.ts';
import type { GreenhouseSimulator } from '../start-greenhouse-simulator.ts';

/** Status and body of what the job board shows to anybody. */
export async function askBoard(
  { url, credentials }: GreenhouseSimulator,
  path: string,
  token = credentials.job_board_token,
): Promise<[status: number, body: VendorJson]> {
  const response = await fetch(`${url}/v1/boards/${token}${path}`);
  return [response.status, await response.json()];
}

/** Applies: with JSON, or with a form. */
export async function applyAt(
  { url, credentials }: GreenhouseSimulator,
  postId: number,
  body: object,
  { key = credentials.job_board_api_key, token = credentials.job_board_token } = {},
): Promise<[status: number, body: VendorJson]> {
  const authorization = `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
  const response = await fetch(`${url}/v1/boards/${token}/jobs/${postId}`, {
    method: 'POST',
    headers: {
      ...(key !== '' && { authorization }),
      ...(!(body instanceof FormData) && { 'content-type': 'application/json' }),
    },
    body: body instanceof FormData ? body : JSON.stringify(body),
  });
  return [response.status, await response.json()];
}
