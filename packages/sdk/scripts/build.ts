import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// Writes dist: the same files once as ES modules and once as CommonJS, each with its types.

const folder = fileURLToPath(new URL('../', import.meta.url));
const dist = `${folder}dist`;

const formats = {
  esm: ['--module', 'nodenext'],
  cjs: ['--module', 'commonjs', '--moduleResolution', 'bundler', '--verbatimModuleSyntax', 'false'],
};

rmSync(dist, { recursive: true, force: true });
for (const [format, options] of Object.entries(formats)) {
  const target = ['-p', 'tsconfig.json', '--outDir', `dist/${format}`];
  execFileSync('tsc', [...target, ...options], {
    cwd: folder,
    stdio: 'inherit',
  });
}
// The package is one of ES modules; this folder is not.
writeFileSync(`${dist}/cjs/package.json`, '{ "type": "commonjs" }\n');
