/** The write set that the analysis derives, in the oracle's words. */
import { analyseSql } from '../../../server/analysis/sql/analyse-sql';
import type { EffectDraft } from '../../../server/effects/effect';
import type { GrammarProvider, Providers } from '../../../server/providers';
import type { SqlDialect } from '../../../server/request';

export interface Derived {
  readonly writes: readonly string[];
  /** Nothing in it says that something is not known. */
  readonly understood: boolean;
  /** Nothing but reads, or nothing at all. */
  readonly harmless: boolean;
}

const noGrammars: GrammarProvider = { parse: () => undefined };

/** The analysis of SQL asks for grammars and nothing else. */
export function providersWith(grammars: GrammarProvider = noGrammars): Providers {
  return { grammars } as unknown as Providers;
}

export function effectsOf(
  sql: string,
  dialect: SqlDialect = 'postgres',
  grammars?: GrammarProvider,
): readonly EffectDraft[] {
  return analyseSql(sql, { engine: null, dialect, evidence: {} }, providersWith(grammars)).effects;
}

export function derivedWriteSet(sql: string, dialect: SqlDialect = 'postgres', grammars?: GrammarProvider): Derived {
  const effects = effectsOf(sql, dialect, grammars);
  return {
    writes: [...new Set(effects.flatMap(writesOf))].sort(),
    understood: !effects.some((effect) => effect.kind === 'code.opaque'),
    harmless: effects.every((effect) => effect.kind === 'db.read'),
  };
}

function writesOf(effect: EffectDraft): readonly string[] {
  switch (effect.kind) {
    case 'db.rows.insert':
      return [`insert ${effect.table}.${effect.column}`];
    case 'db.rows.update':
      return [`update ${effect.table}.${effect.column}`];
    case 'db.rows.delete':
      return [`${effect.method === 'truncate' ? 'truncate' : 'delete'} ${effect.table}`];
    case 'db.schema.drop':
      return [`drop ${effect.object ?? '?'} ${effect.object ? effect.name : '?'}`];
    case 'db.schema.create':
      return effect.object === 'table' || effect.object === 'view' ? [`create ${effect.object} ${effect.name}`] : [];
    case 'db.grant':
      return effect.op === 'drop-role' ? [`drop role ${effect.grantee}`] : [];
    case 'db.export':
      return ['export'];
    default:
      return [];
  }
}
