import type { Reader } from '../reader';

/** Reads one kind of statement, from its verb on. */
export type StatementReader = (r: Reader) => unknown;
