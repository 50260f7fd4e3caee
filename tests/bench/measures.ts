/** What the bench measures: a row each in docs/performance.md, in this order. */
export const measures = {
  records: { what: 'records in all', aim: '–', limit: '' },
  copyFloor: { what: '`COPY` floor, rows/s', aim: '–', limit: 'the indexes' },
  firstSync: {
    what: 'first sync, records/s, vendor replayed',
    aim: '0.35',
    limit: 'PostgreSQL: two writes of each record, rendering',
  },
  simulatorSync: {
    what: 'the same from the simulator, in a process of its own, at 10,000 applications',
    aim: '–',
    limit: 'JSON over HTTP, and the simulator',
  },
  unchanged: {
    what: 'unchanged full sync, records/s',
    aim: '0 rows written',
    limit: 'mapping and hashing here, a look-up by key there',
  },
  unchangedCpu: {
    what: 'the same, records for each second of CPU',
    aim: '20,000',
    limit: 'JSON and SHA-256 of each record',
  },
  delta: {
    what: 'delta of a thousandth of the applications',
    aim: '–',
    limit: 'rendering them and what shows them; whole pages go to the WAL after a checkpoint',
  },
  rename: {
    what: 'a stage renamed',
    aim: '–',
    limit: 'rendering, in one transaction, all that stand in it and their candidates',
  },
  pages1: {
    what: 'pages/s of `GET /ats/applications?page_size=100`, 1 client',
    aim: '0.8',
    limit: 'moving 190 kB, two statements, Fastify',
  },
  pages8: { what: 'the same, 8 clients', aim: '0.8', limit: 'one process: one core' },
  walk: { what: 'the whole list once, pages/s', aim: '0.8', limit: 'pages from the disk’s cache' },
  depth1: { what: 'a page near the start, ms', aim: '0.8', limit: 'as pages/s' },
  depth9: {
    what: 'a page nine tenths down, ms',
    aim: '0.8; 1.3 × the first',
    limit: 'nothing that grows: a position in an index',
  },
  poll: { what: 'a poll with nothing new, ms', aim: '2 ms', limit: 'two statements, Fastify' },
  readsIdle: { what: 'a page while nothing else goes on, ms', aim: '–', limit: '' },
  readsBusy: {
    what: 'a page while another customer is synced first, ms',
    aim: 'p99 3 × idle',
    limit: 'cores: the sync keeps more than one busy',
  },
  memory: {
    what: 'resident memory of a first sync, V8 without a limit',
    aim: 'flat',
    limit: 'garbage that V8 lets pile up',
  },
  memoryHeld: {
    what: 'the same, V8 held to 256 MiB',
    aim: 'flat',
    limit: 'the pages under way',
  },
  fleetCreate: { what: 'integrations created, each second', aim: '–', limit: '' },
  fleetFirst: {
    what: 'their first syncs, records/s',
    aim: '–',
    limit: 'as a first sync, some fifty transactions for each run, and ANALYZE of what has grown',
  },
  fleetUnchanged: {
    what: 'a full sync of each with nothing new, records/s',
    aim: '0 rows written',
    limit: 'the transactions of each run: three for each model',
  },
  fleetMemory: {
    what: 'resident memory of the worker',
    aim: 'flat',
    limit: 'garbage that V8 lets pile up',
  },
  fleetPages: {
    what: 'pages/s of one of them, 1 client',
    aim: '0.8',
    limit: 'as with a single integration',
  },
  fleetPoll: { what: 'a poll with nothing new, ms', aim: '2 ms', limit: 'two statements, Fastify' },
  hostileGzip: {
    what: 'a vendor answers 20,000,000 objects in 60 kB',
    aim: '250 ms, 200 MiB',
    limit: '',
  },
  hostileDeep: {
    what: 'a vendor answers a value nested 50,000 deep',
    aim: '250 ms, 200 MiB',
    limit: '',
  },
  hostileBrackets: {
    what: 'a tool answers 31 MB of `[` to a passthrough',
    aim: '250 ms, 200 MiB',
    limit: '',
  },
  hostileBodies: {
    what: 'two bodies with 17,000,000 objects each',
    aim: '250 ms, 200 MiB',
    limit: '',
  },
  hostileAttachments: {
    what: 'a body of 1 MB with empty attachments',
    aim: '250 ms, 200 MiB',
    limit: '',
  },
  hostileWithinEmpty: {
    what: 'a vendor answers as many empty objects as are taken',
    aim: '250 ms, 200 MiB',
    limit: '',
  },
  hostileWithinTags: {
    what: 'a vendor answers as many tags as are taken',
    aim: '250 ms, 200 MiB',
    limit: '',
  },
  hostileWithinLong: {
    what: 'a vendor answers a text of 33 MB',
    aim: '250 ms, 200 MiB',
    limit: '',
  },
  hostileWithinPassthrough: {
    what: 'a tool answers as many tags as are taken to a passthrough',
    aim: '250 ms, 200 MiB',
    limit: '',
  },
  hostileWithinFiles: {
    what: 'two bodies with two files of 20 MB each',
    aim: '250 ms, 200 MiB',
    limit: '',
  },
  hostileWithinBody: {
    what: 'a body with as many empty attachments as are taken',
    aim: '250 ms, 200 MiB',
    limit: '',
  },
} as const;

export interface Report {
  /** Notes a figure, and tells it at once on standard error. */
  add(measure: keyof typeof measures, figure: string, ratio?: string): void;
  /** Tells what goes on. */
  progress(what: string): void;
  /** The table of docs/performance.md. */
  toMarkdown(): string;
}

export function createReport(): Report {
  const begun = performance.now();
  const rows = new Map<string, string>();
  const progress = (what: string): void => {
    const seconds = Math.round((performance.now() - begun) / 1000);
    process.stderr.write(`${String(seconds).padStart(5)} s  ${what}\n`);
  };
  return {
    add(measure, figure, ratio = '') {
      const { what, aim, limit } = measures[measure];
      progress(`${what}: ${[figure, ratio].filter((text) => text !== '').join('; ')}`);
      rows.set(measure, `| ${[what, figure, ratio, aim, limit].join(' | ')} |`);
    },
    progress,
    toMarkdown() {
      const inOrder = Object.keys(measures).flatMap((measure) => rows.get(measure) ?? []);
      const head = ['| | figure | ratio | aim | limited by |', '| --- | --- | --- | --- | --- |'];
      return [...head, ...inOrder, ''].join('\n');
    },
  };
}

export const round = (value: number): string => Math.round(value).toLocaleString('en');

export const perSecond = (count: number, milliseconds: number): number =>
  count / (milliseconds / 1000);
