import { z } from 'zod';

// Ids in paths, each described once.

export const applicationPath = z.object({
  application_id: z
    .string()
    .describe("Hirewire's id of an application that has been synced, imported or created here."),
});

export const candidatePath = z.object({
  candidate_id: z
    .string()
    .describe("Hirewire's id of a candidate who has been synced or created here."),
});

export const integrationPath = z.object({
  integration_id: z
    .string()
    .describe('Id of the integration: the slug of its tool, a colon and 24 characters.'),
});
