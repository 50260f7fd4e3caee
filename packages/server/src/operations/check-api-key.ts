import { type GeneralRoute, success } from './route.ts';

/** There is one customer per installation, so that the environment stands for it. */
export const checkApiKey: GeneralRoute = async ({ authorization }) =>
  success({
    environment_id: authorization.environment.id,
    customer_id: authorization.environment.id,
  });
