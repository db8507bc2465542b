/**
 * What is left of a file when its broken parts are set aside, so that the rest is checked in the same run.
 * Positions stay: a broken rule is replaced by one that says nothing.
 */
import type { Complaint } from './problem';
import type { RuleSource } from './schema';

type Data = Record<string, unknown>;

export function salvage(data: unknown, complaints: readonly Complaint[]): unknown {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined;
  const rest = structuredClone(data) as Data;
  for (const complaint of complaints) setAside(rest, complaint);
  return { ...rest, apiVersion: 'guardrails/v1', id: 'broken' };
}

function setAside(data: Data, { code, path }: Complaint): void {
  const [section, index] = path;
  if (typeof section !== 'string') return;
  const rules = data[section];
  if (section === 'rules' && Array.isArray(rules) && typeof index === 'number' && path.length > 2) {
    const broken = rules[index] as Data;
    if (code === 'unknown-key' && path.length === 3) delete broken[String(path[2])];
    else rules[index] = silentRule(broken, index);
  } else {
    delete data[section];
  }
}

function silentRule(broken: Data, index: number): RuleSource {
  const id = typeof broken.id === 'string' ? broken.id : `broken-${index}`;
  return { id, effects: ['*'], decide: 'warn', because: 'broken', tests: {} };
}
