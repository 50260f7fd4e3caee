import { z } from 'zod';

/** What a customer's integration may choose. */
export const OdooSettings = z.object({
  /**
   * Whether registering for webhooks may install Odoo's app "Automation Rules" where it is missing.
   * It adds a menu, and while it is being installed Odoo answers nobody: the customer's decision.
   */
  install_automation_rules: z.boolean().default(false),
});
