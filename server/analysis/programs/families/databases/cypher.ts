/** What a Cypher statement does, by its clauses. */
import type { EffectDraft, EnvironmentEvidence } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';

interface Graph {
  readonly engine: 'other';
  readonly evidence: EnvironmentEvidence;
}

const readingStart = /^(MATCH|OPTIONAL MATCH|RETURN|UNWIND|WITH|USE|PROFILE|EXPLAIN|SHOW|:USE)\b/i;

/** Statement by statement; strings, names and comments say nothing. */
export function cypherEffects(text: Text, common: Graph): EffectDraft[] {
  if (typeof text !== 'string') return [{ kind: 'db.exec', ...common, what: 'dynamic' }];
  return text
    .replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g, "''")
    .replace(/\/\/.*|\/\*[\s\S]*?\*\//g, ' ')
    .split(';')
    .map((statement) => statement.replace(/\s+/g, ' ').trim())
    .filter((statement) => statement !== '')
    .flatMap((statement) => statementEffects(statement, common));
}

function statementEffects(statement: string, common: Graph): EffectDraft[] {
  if (/^EXPLAIN\b/i.test(statement) || /^SHOW\b/i.test(statement)) return [];
  const dropped = /^DROP (DATABASE|INDEX|CONSTRAINT|USER|ROLE)\s+`?([\w.]+)/i.exec(statement);
  if (dropped) return [drops(dropped[1] ?? '', dropped[2] ?? null, common)];
  if (/\bCALL\b|\bLOAD CSV\b|\bFOREACH\b/i.test(statement)) return [{ kind: 'db.exec', ...common, what: 'dynamic' }];
  if (/^CREATE (OR REPLACE )?(DATABASE|INDEX|CONSTRAINT|\w+ INDEX)\b/i.test(statement))
    return [{ kind: 'db.schema.create', ...common }];
  if (/^(GRANT|REVOKE|DENY|ALTER|CREATE (USER|ROLE))\b/i.test(statement))
    return [{ kind: 'db.grant', ...common, op: /^REVOKE|^DENY/i.test(statement) ? 'revoke' : 'grant' }];
  const changes = [...rowEffects(statement, common)];
  if (changes.length > 0) return changes;
  if (!readingStart.test(statement)) return [{ kind: 'db.exec', ...common, what: 'dynamic' }];
  return [{ kind: 'db.read', ...common, limited: /\bLIMIT\b/i.test(statement) }];
}

function* rowEffects(statement: string, common: Graph): Generator<EffectDraft> {
  // A pattern with properties picks nodes as a WHERE does.
  const picks = /\bWHERE\b/i.test(statement) || /\([^()]*\{/.test(statement) || /\bLIMIT\b/i.test(statement);
  const where = picks ? 'other' : 'none';
  if (/\bDELETE\b/i.test(statement)) yield { kind: 'db.rows.delete', ...common, where, method: 'delete' };
  if (/\b(SET|REMOVE)\b/i.test(statement)) yield { kind: 'db.rows.update', ...common, where };
  if (/\b(CREATE|MERGE)\b/i.test(statement))
    yield { kind: 'db.rows.insert', ...common, upsert: /\bMERGE\b/i.test(statement) };
}

function drops(object: string, name: string | null, common: Graph): EffectDraft {
  if (/USER|ROLE/i.test(object)) return { kind: 'db.grant', ...common, op: 'drop-role', grantee: name };
  return { kind: 'db.schema.drop', ...common, object: /DATABASE/i.test(object) ? 'database' : 'index', name };
}
