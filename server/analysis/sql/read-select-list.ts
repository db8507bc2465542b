/** The output columns of a SELECT (and of RETURNING). */
import type { Expression } from './expression';
import { isAnyAlias, isPostgresLabel } from './keywords';
import { readExpression } from './read-expression';
import { readAlias } from './read-query';
import type { Reader } from './reader';

export interface SelectList {
  readonly aliases: ReadonlySet<string>;
  /** The expression, when there is exactly one. */
  readonly only: Expression | undefined;
  /** Every output is an aggregate, so that without GROUP BY there is one row. */
  readonly aggregatesOnly: boolean;
}

const aggregates = new Set(
  'count sum avg min max bool_and bool_or every array_agg string_agg group_concat json_agg jsonb_agg count_big total stddev variance'.split(
    ' ',
  ),
);
const NONE: ReadonlySet<string> = new Set();

export function readSelectList(r: Reader, mayBeEmpty = false): SelectList {
  if (mayBeEmpty && isEmpty(r)) return { aliases: NONE, only: undefined, aggregatesOnly: false };
  let aliases: Set<string> | undefined;
  let aggregatesOnly = true;
  const outputs = r.commaList(() => {
    if (!r.dialect.postgresGrammar && (r.isWord('from') || r.atEnd)) return undefined;
    const output = readOutput(r);
    if (output.alias !== undefined) {
      aliases ??= new Set();
      aliases.add(output.alias);
    }
    aggregatesOnly &&= output.expression?.type === 'call' && aggregates.has(output.expression.name);
    return output.expression;
  });
  return { aliases: aliases ?? NONE, only: outputs.length === 1 ? outputs[0] : undefined, aggregatesOnly };
}

/** PostgreSQL allows `SELECT FROM t`. */
function isEmpty(r: Reader): boolean {
  return r.dialect.postgresGrammar && (r.atEnd || r.isType(')') || r.isType(';') || r.isWord('from'));
}

function readOutput(r: Reader): { expression: Expression | undefined; alias: string | undefined } {
  if (r.isOp('*')) {
    r.advance();
    r.scope.use(undefined, '*');
    readStarModifiers(r);
    return { expression: undefined, alias: undefined };
  }
  if (isAssignment(r)) r.index += 2;
  const expression = readExpression(r);
  if (!r.dialect.postgresGrammar) readStarModifiers(r);
  const isLabel = r.dialect.postgresGrammar ? isPostgresLabel : isAnyAlias;
  return { expression, alias: readOutputAlias(r, isLabel) };
}

/** T-SQL's `SELECT @x = a` and `SELECT label = a`, MySQL's `@x := a`. */
function isAssignment(r: Reader): boolean {
  if (r.dialect.postgresGrammar || r.peek().type !== 'op') return false;
  const op = r.peek().text;
  if (r.isType('param')) return op === '=' || op === ':=' || op === '+=';
  return r.dialect.freeStatements && op === '=' && (r.isType('word') || r.isType('name'));
}

function readOutputAlias(r: Reader, isLabel: (word: string) => boolean): string | undefined {
  if (!r.dialect.postgresGrammar && r.isType('string')) return r.advance().text;
  return readAlias(r, isLabel);
}

/** `* EXCEPT (a)`, `* EXCLUDE a`, `* REPLACE (…)`, `* RENAME (…)`, `* ILIKE '…'`. */
function readStarModifiers(r: Reader): void {
  if (r.dialect.postgresGrammar) return;
  while (r.isOneOf(['except', 'exclude', 'replace', 'rename']) && r.previous?.text === '*') {
    if (r.peek().type !== '(' && r.isWord('except')) return;
    r.advance();
    if (r.isType('(')) r.skipGroup();
    else r.advance();
  }
}
