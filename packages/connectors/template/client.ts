import type { RemoteDeclaration } from '@hirewire/connector-kit';
import { z } from 'zod';

export const Credentials = z.object({ api_key: z.string().trim().min(1) });
export type Credentials = z.infer<typeof Credentials>;

export const remote: RemoteDeclaration<Credentials> = {
  // TODO: the vendor's address, without a slash at its end.
  baseUrl: () => 'https://api.example.com/v1',
  authenticate: ({ api_key }) => ({ type: 'bearer', token: api_key }),
  limit: {
    requests: 5,
    windowMs: 1000,
    concurrency: 2,
    source: 'TODO: where the vendor documents its limit, or why you chose this one.',
  },
  // What differs from HTTP's own meanings, such as codes of the vendor; the first match wins.
  errors: [],
};
