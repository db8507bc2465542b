/** The SET list of UPDATE, upserts and MERGE. */
import { UNKNOWN } from '../../../effects/value';
import { isNameToken, type Name, readIdentifier } from '../names';
import { readExpression, readValue } from '../read-expression';
import { readQuery, startsQuery } from '../read-query';
import type { Reader } from '../reader';

export interface AssignedColumn {
  readonly qualifier: string | undefined;
  readonly name: Name;
}

export function readAssignments(r: Reader): readonly AssignedColumn[] {
  return r.commaList(() => readAssignment(r)).flat();
}

function readAssignment(r: Reader): readonly AssignedColumn[] {
  if (r.isType('(')) return readRowAssignment(r);
  if (r.isOp('*') && !r.dialect.postgresGrammar) {
    r.advance();
    return [{ qualifier: undefined, name: '*' }];
  }
  if (r.isType('param') && !r.dialect.postgresGrammar) return readVariableAssignment(r);
  const column = readColumn(r);
  if (column.name === UNKNOWN && !r.isType('op')) return [column];
  readEquals(r);
  readAssigned(r);
  return [column];
}

/** T-SQL's `SET @x = a = 1` assigns the column too. */
function readVariableAssignment(r: Reader): readonly AssignedColumn[] {
  r.advance();
  readEquals(r);
  const isColumn = (r.isType('word') || r.isType('name')) && r.peek().type === 'op' && r.peek().text === '=';
  if (isColumn) return readAssignment(r);
  readAssigned(r);
  return [];
}

function readRowAssignment(r: Reader): readonly AssignedColumn[] {
  const columns = r.parenthesised(() => r.commaList(() => readColumn(r)));
  readEquals(r);
  readAssigned(r);
  return columns;
}

function readEquals(r: Reader): void {
  const token = r.advance();
  if (token.type !== 'op' || !(token.text === '=' || isCompound(token.text, r))) r.fail();
}

function isCompound(op: string, r: Reader): boolean {
  return !r.dialect.postgresGrammar && ['+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', ':='].includes(op);
}

function readAssigned(r: Reader): void {
  if (!r.dialect.postgresGrammar && startsQuery(r)) readQuery(r);
  else readValue(r);
}

/** PostgreSQL assigns to a part of a column (`a.b`, `a[1]`); elsewhere `a.b` is column `b` of table `a`. */
function readColumn(r: Reader): AssignedColumn {
  if (!isNameToken(r.current, r.dialect)) r.fail();
  const parts = [readIdentifier(r)];
  while (r.acceptType('.')) parts.push(readIdentifier(r));
  while (r.isType('[')) readSubscript(r);
  while (r.acceptType('.')) readIdentifier(r);
  if (r.dialect.postgresGrammar) return { qualifier: undefined, name: parts[0] as Name };
  return { qualifier: parts.at(-2) ?? undefined, name: parts.at(-1) as Name };
}

function readSubscript(r: Reader): void {
  r.expectType('[');
  if (!r.isOp(':')) readExpression(r);
  if (r.acceptOp(':') && !r.isType(']')) readExpression(r);
  r.expectType(']');
}
