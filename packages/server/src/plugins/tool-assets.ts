import type { Connector } from '@hirewire/connector-kit';
import type { FastifyInstance } from 'fastify';

import { drawToolAsset, toolAssetNames } from '../tool-assets.ts';

/** The pictures of the tools, to which the API's answers link. They need no key: browsers load them. */
export function serveToolAssets(
  app: FastifyInstance,
  connectors: ReadonlyMap<string, Connector>,
): void {
  for (const [slug, { tool }] of connectors) {
    for (const name of toolAssetNames) {
      const picture = drawToolAsset(tool, name);
      app.get(`/assets/tools/${slug}/${name}.svg`, async (_, reply) =>
        reply
          .type('image/svg+xml')
          .header('cache-control', 'public, max-age=86400')
          .header('content-security-policy', "default-src 'none'")
          .header('x-content-type-options', 'nosniff')
          .send(picture),
      );
    }
  }
}
