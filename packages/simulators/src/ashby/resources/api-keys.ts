import type { AshbyMethod } from '../method.ts';

export const apiKeyMethods: Record<string, AshbyMethod> = {
  'apiKey.info': {
    scope: 'apiKeys:read',
    fields: {},
    answer: ({ scopes }) => ({
      results: { title: 'Simulated key', createdAt: '2026-01-15T09:00:00.000Z', scopes },
    }),
  },
};
