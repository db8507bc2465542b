/**
 * From SQL text, or a script for a SQL client, to its effects.
 *
 * Table names follow the rule in `names.ts`: `schema.table` when written so, else `table`. A part of the text that is
 * not known may be written as `HOLE` (token.ts): the statement is read around it and marked as opaque.
 */
import type { EffectDraft } from '../../effects/effect';
import type { Providers } from '../../providers';
import type { SqlDialect } from '../../request';
import type { Outcome, SqlConnection } from '../programs/spec';
import { traitsOf } from './dialect';
import { includesEffect } from './merge-effects';
import { type Reading, readScript } from './script';

export function analyseSql(text: string, connection: SqlConnection, providers: Providers): Outcome {
  const { dialect } = connection;
  const reading =
    dialect === 'unknown'
      ? readUnknown(text, connection)
      : readScript(text, { traits: traitsOf(dialect), connection, grammars: providers.grammars });
  return { effects: reading.effects, runs: reading.runs };
}

function readAs(dialect: SqlDialect, text: string, connection: SqlConnection): Reading {
  return readScript(text, { traits: traitsOf(dialect), connection, grammars: undefined });
}

/**
 * An unknown dialect is read by what all have in common. Where that does not work, or the dialects would see different
 * statements in the text, the readings of others count too.
 */
function readUnknown(text: string, connection: SqlConnection): Reading {
  const plain = readAs('unknown', text, connection);
  if (plain.understood && !plain.ambiguous) return plain;
  const others = (['postgres', 'mysql', 'sqlite', 'tsql', 'oracle'] as const).map((dialect) =>
    readAs(dialect, text, connection),
  );
  const understood = others.filter((other) => other.understood);
  if (plain.understood) return withPossible(plain, others.slice(1, 2));
  const [best, ...rest] = understood;
  return best ? withPossible(best, rest) : plain;
}

/** The reading, with what only others see as possible. */
function withPossible(reading: Reading, others: readonly Reading[]): Reading {
  const effects: EffectDraft[] = [...reading.effects];
  const runs = [...reading.runs];
  for (const other of others) {
    for (const effect of other.effects)
      if (effect.kind !== 'code.opaque' && !includesEffect(effects, effect))
        effects.push({ ...effect, certainty: 'possible' });
    if (runs.length === 0) runs.push(...other.runs);
  }
  return { ...reading, effects, runs };
}
