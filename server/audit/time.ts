/** When a record was made: wall clock for people, monotonic clock and boot for order that no clock change upsets. */
import { bootId } from './process-mark';

export interface RecordTime {
  readonly wall: string;
  readonly mono_ns: string;
  readonly boot: string;
}

export function timeOfRecord(now: Date): RecordTime {
  return { wall: now.toISOString(), mono_ns: String(process.hrtime.bigint()), boot: bootId() };
}
