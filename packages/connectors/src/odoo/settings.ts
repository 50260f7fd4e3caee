import { z } from 'zod';

/** What a customer's integration may choose. */
export const OdooSettings = z.object({
  install_automation_rules: z
    .boolean()
    .default(false)
    .describe(
      `Whether registering for webhooks may install Odoo's app "Automation Rules" where it is missing. It adds a menu, and while it is being installed Odoo answers nobody: the customer's decision.`,
    ),
});
