/** What a long SQL file holds besides the part that was checked: counted, not read. */

export interface SqlSummary {
  /** `5,200 INSERT, 1 DROP`; empty when no line begins a statement. */
  readonly statements: string;
  /** Some of them change or remove more than rows that are added. */
  readonly alarming: boolean;
}

const verbs =
  /^[ \t]*(insert|copy|create|drop|alter|delete|update|truncate|replace|merge|grant|revoke|select|set|call|exec|execute|do|load|lock|unlock|begin|commit)\b/gim;
const alarming = new Set(['DROP', 'ALTER', 'DELETE', 'UPDATE', 'TRUNCATE', 'MERGE', 'GRANT', 'REVOKE', 'DO']);

/** Counts the lines that begin with the verb of a statement; some of them may stand inside of strings. */
export function summaryOfSql(text: string): SqlSummary {
  const counts = new Map<string, number>();
  for (const [, verb = ''] of text.matchAll(verbs)) {
    const name = verb.toUpperCase();
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const ordered = [...counts].sort(([, a], [, b]) => b - a);
  return {
    statements: ordered.map(([name, count]) => `${count.toLocaleString('en')} ${name}`).join(', '),
    alarming: ordered.some(([name]) => alarming.has(name)),
  };
}
