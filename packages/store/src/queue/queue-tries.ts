/**
 * Tries of a work item in a row before it is given up. The queue waits e^n seconds after the n-th
 * (https://worker.graphile.org/docs/exponential-backoff), so eight span half an hour: longer than a
 * database or a deployment is away, and short enough that people learn of it the same day.
 */
export const maxTries = 8;
