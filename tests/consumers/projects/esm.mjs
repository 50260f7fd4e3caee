import { check } from './check.mjs';

const given = globalThis.Deno?.args ?? globalThis.process.argv.slice(2);
console.log(JSON.stringify(await check(JSON.parse(given[0]))));
