import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { type Manifest, readManifests, root } from './deploy-files.ts';

const manifests = readManifests();
const deployments = manifests.filter(({ kind }) => kind === 'Deployment');
const pods = manifests.flatMap(({ metadata, spec }) =>
  spec.template === undefined ? [] : [{ name: metadata.name, ...spec.template.spec }],
);

test('each manifest is of the type that Kubernetes publishes for its kind', () => {
  assert.ok(manifests.length > 6, `${manifests.length} manifests`);
  assert.equal(checkTypes(manifests), '');
  const [first] = manifests;
  const misspelt = { ...first, spec: { ...first?.spec, replica: 2 } } as unknown as Manifest;
  assert.match(checkTypes([misspelt]), /'"replica"' does not exist/);
});

test('each pod is without root, with a root that it cannot write to', () => {
  assert.equal(pods.length, 3);
  for (const { name, securityContext, containers } of pods) {
    assert.deepEqual(securityContext, {
      runAsNonRoot: true,
      runAsUser: 10001,
      runAsGroup: 10001,
      fsGroup: 10001,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    for (const container of containers) {
      const expected = {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      };
      assert.deepEqual(container.securityContext, expected, name);
    }
  }
});

test('a rolling restart leaves one that answers, and lets the old one end in order', () => {
  assert.equal(deployments.length, 2);
  const budgets = manifests.filter(({ kind }) => kind === 'PodDisruptionBudget');
  const protectedLabels = budgets.map(({ spec }) => spec.selector?.matchLabels);
  for (const { metadata, spec } of deployments) {
    assert.ok((spec.replicas ?? 0) > 1, metadata.name);
    const { metadata: ofPod, spec: pod } = spec.template ?? assert.fail();
    assert.ok((pod.terminationGracePeriodSeconds ?? 0) >= 100, metadata.name);
    assert.deepEqual(spec.selector?.matchLabels, ofPod.labels);
    assert.ok(
      protectedLabels.some((labels) => isEqual(labels, ofPod.labels)),
      metadata.name,
    );
    for (const { livenessProbe, readinessProbe, ports = [] } of pod.containers) {
      assert.equal(livenessProbe?.httpGet.path, '/healthz');
      assert.equal(readinessProbe?.httpGet.path, '/readyz');
      const names = ports.map(({ name }) => name);
      for (const probe of [livenessProbe, readinessProbe]) {
        assert.ok(names.includes(probe.httpGet.port), metadata.name);
      }
    }
  }
});

test('all of them run the same image', () => {
  const images = pods.flatMap(({ containers }) => containers.map(({ image }) => image));
  assert.equal(new Set(images).size, 1);
});

const isEqual = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** As TypeScript sees them as literals: it refuses what a type does not have. */
function checkTypes(checked: readonly Manifest[]): string {
  const parent = path.join(root, '.cache');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(path.join(parent, 'manifests-'));
  try {
    const statements = checked.map((manifest) => {
      const type = `import('kubernetes-types/${moduleOf(manifest)}').${manifest.kind}`;
      return `(${JSON.stringify(manifest)}) satisfies ${type};\n`;
    });
    const file = path.join(folder, 'manifests.ts');
    writeFileSync(file, `${statements.join('')}export {};\n`);
    const compiler = path.join(root, 'node_modules/.bin/tsc');
    const flags = ['--ignoreConfig', '--noEmit', '--strict', '--moduleResolution', 'bundler'];
    return spawnSync(compiler, [...flags, file], { encoding: 'utf8' }).stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `v1` is of the core, `networking.k8s.io/v1` of the group "networking". */
function moduleOf({ apiVersion }: Manifest): string {
  const [group = '', version] = apiVersion.split('/');
  return version === undefined ? `core/${group}` : `${group.split('.')[0]}/${version}`;
}
