import { fileURLToPath } from 'node:url';

/** Where `npm run build` puts the site: plain static files, made for the path `/docs/`. */
export const siteFolder = fileURLToPath(new URL('../dist', import.meta.url));
