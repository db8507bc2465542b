/** Reads an expression by precedence climbing; the union of what the dialects write, strict about everything else. */
import { type Expression, OTHER, VALUE } from './expression';
import { isAnyName } from './keywords';
import { readObjectName } from './names';
import { readWindow } from './read-call';
import { readItems, readOperand } from './read-operand';
import { readQuery, startsQuery } from './read-query';
import { readTypeName } from './read-type';
import type { Reader } from './reader';

const OR = 1;
const AND = 2;
const NOT = 3;
const IS = 4;
const COMPARISON = 5;
const MEMBERSHIP = 6;
const OPERATOR = 7;
const ADDITION = 8;
const MULTIPLICATION = 9;
const COLLATION = 11;
const SIGN = 12;

export function readExpression(r: Reader, minimum = 0): Expression {
  return r.nest(() => {
    let left = readPrefixed(r);
    for (;;) {
      const next = readContinuation(r, left, minimum);
      if (!next) return left;
      left = next;
    }
  });
}

/** An expression that gives a value: what is compared with, assigned, inserted, counted. */
export function readValue(r: Reader, minimum = 0): Expression {
  const before = r.valueMeant;
  r.valueMeant = true;
  const value = readExpression(r, minimum);
  r.valueMeant = before;
  return value;
}

function readPrefixed(r: Reader): Expression {
  const token = r.current;
  if (token.type === 'word' && token.text === 'not') {
    r.advance();
    return { type: 'not', operand: readExpression(r, NOT) };
  }
  if (token.type === 'op' && isPrefix(token.text, r)) {
    r.advance();
    const operand = readExpression(r, token.text === '+' || token.text === '-' ? SIGN : OPERATOR);
    return signed(token.text, operand);
  }
  if (token.type === 'word' && (token.text === 'binary' || token.text === 'prior') && !r.dialect.postgresGrammar) {
    r.advance();
    return readExpression(r, SIGN);
  }
  return readOperand(r);
}

const nonPrefix = new Set(['*', '/', '=', '<', '>', '<=', '>=', '<>', '!=', '%', '^', ':', ':=', '::', '=>']);

function isPrefix(op: string, r: Reader): boolean {
  if (op === '!' || op === '~' || op === '-' || op === '+') return true;
  return r.dialect.postgresGrammar && !nonPrefix.has(op);
}

function signed(op: string, operand: Expression): Expression {
  if (op === '!') return { type: 'not', operand };
  if (operand.type === 'constant' && typeof operand.value === 'number') {
    if (op === '-') return { type: 'constant', value: -operand.value };
    if (op === '+') return operand;
  }
  return operand.type === 'constant' || operand.type === 'value' || operand.type === 'unseen' ? VALUE : OTHER;
}

/** What may follow an operand; `undefined` when the expression ends here. */
function readContinuation(r: Reader, left: Expression, minimum: number): Expression | undefined {
  const token = r.current;
  if (token.type === 'op') return readSymbol(r, left, token.text, minimum);
  if (token.type === '[' && mayHaveElements(r)) return readSubscript(r);
  if (token.type === '.' && mayHaveFields(r)) return readField(r);
  if (token.type === 'word') return readKeyword(r, left, token.text, minimum);
  if (token.type === 'param' && isVariantPath(r)) {
    r.advance();
    return readField(r);
  }
  return undefined;
}

/** Snowflake's `column:field`. */
function isVariantPath(r: Reader): boolean {
  return r.dialect.name === 'snowflake' && r.current.text.startsWith(':') && r.current.start === r.previous?.end;
}

/** In PostgreSQL names, parameters and groups have elements; calls and literals have none. */
function mayHaveElements(r: Reader): boolean {
  if (!r.dialect.postgresGrammar) return true;
  const before = r.previous?.type;
  if (before === ')') return r.groupEnd === r.index;
  return before !== 'string' && before !== 'number';
}

function mayHaveFields(r: Reader): boolean {
  if (r.previous?.type === ']' || r.groupEnd === r.index) return true;
  return r.previous?.type === ')' && !r.dialect.postgresGrammar;
}

const comparisons = new Set(['=', '<', '>', '<=', '>=', '<>', '!=', '==', '<=>', '!<', '!>', '^=']);

function precedenceOf(op: string): number {
  if (comparisons.has(op)) return COMPARISON;
  if (op === '+' || op === '-') return ADDITION;
  if (op === '*' || op === '/' || op === '%') return MULTIPLICATION;
  if (op === '^') return MULTIPLICATION + 1;
  return OPERATOR;
}

function readSymbol(r: Reader, left: Expression, op: string, minimum: number): Expression | undefined {
  if (op === '::') {
    r.advance();
    readTypeName(r);
    return left;
  }
  if (op === ':=' || op === '=>' || op === ':') return undefined;
  if (r.dialect.doubleQuotedStrings && (op === '&&' || op === '||') && r.dialect.executableComments)
    return readLogical(r, left, op === '&&' ? 'and' : 'or', minimum);
  const precedence = precedenceOf(op);
  if (precedence <= minimum) return undefined;
  r.advance();
  if (r.isOneOf(quantifiers) && r.peek().type === '(') return readQuantified(r, left, op);
  const right = readValue(r, precedence);
  if (precedence === COMPARISON && r.dialect.postgresGrammar && r.isType('op') && comparisons.has(r.current.text))
    r.fail();
  return { type: 'binary', op: op === '==' ? '=' : op, left, right };
}

const quantifiers = ['any', 'some', 'all'];

function readQuantified(r: Reader, left: Expression, op: string): Expression {
  const all = r.advance().text === 'all';
  const set = readSet(r);
  if (r.dialect.postgresGrammar && set.type === 'list' && set.items.length > 1) r.fail();
  if (op === '=' && !all) return { type: 'in', operand: left, set, negated: false };
  if ((op === '<>' || op === '!=') && all) return { type: 'in', operand: left, set, negated: true };
  return OTHER;
}

/** What stands behind IN or ANY: a sub-query, a list, or an array. */
function readSet(r: Reader): Expression {
  return r.parenthesised(() => {
    if (startsQuery(r)) return { type: 'query', query: readQuery(r), exists: false };
    const items = r.meaningValues(true, () => readItems(r));
    return items[0]?.type === 'query' && items.length === 1 ? items[0] : { type: 'list', items };
  });
}

function readSubscript(r: Reader): Expression {
  r.expectType('[');
  if (!r.isOp(':')) readExpression(r);
  if (r.acceptOp(':') && !r.isType(']')) readExpression(r);
  if (!r.dialect.postgresGrammar) while (r.acceptType(',')) readExpression(r);
  r.expectType(']');
  return OTHER;
}

function readField(r: Reader): Expression {
  while (r.acceptType('.')) {
    if (r.acceptOp('*')) break;
    if (r.current.type !== 'word' && r.current.type !== 'name') r.fail();
    r.advance();
  }
  return OTHER;
}

function readLogical(r: Reader, left: Expression, op: string, minimum: number): Expression | undefined {
  const precedence = op === 'and' ? AND : OR;
  if (precedence <= minimum) return undefined;
  r.advance();
  return { type: 'binary', op, left, right: readExpression(r, precedence) };
}

function readKeyword(r: Reader, left: Expression, word: string, minimum: number): Expression | undefined {
  switch (word) {
    case 'and':
    case 'or':
      return readLogical(r, left, word, minimum);
    case 'xor':
      return r.dialect.postgresGrammar ? undefined : readLogical(r, left, 'xor', minimum);
    case 'is':
      return minimum < IS ? readIs(r, left) : undefined;
    case 'isnull':
    case 'notnull':
      if (minimum >= IS) return undefined;
      r.advance();
      return { type: 'is', operand: left, what: 'null', negated: word === 'notnull' };
    case 'not':
      return minimum < MEMBERSHIP && memberships.has(r.peek().text) ? readOneMembership(r, left) : undefined;
    case 'collate':
      if (minimum >= COLLATION) return undefined;
      r.advance();
      readCollation(r);
      return left;
    case 'at':
      return minimum < COLLATION && r.isWord('zone', 2) ? readAtTimeZone(r) : undefined;
    case 'div':
    case 'mod':
      return r.dialect.postgresGrammar ? undefined : readArithmetic(r, left, word, minimum);
    case 'over':
      if (r.dialect.postgresGrammar || r.previous?.type !== ')') return undefined;
      readWindow(r);
      return OTHER;
    case 'operator':
      return r.peek().type === '(' && minimum < OPERATOR ? readNamedOperator(r) : undefined;
    case 'overlaps':
      r.advance();
      readExpression(r, OPERATOR);
      return OTHER;
    default:
      return minimum < MEMBERSHIP && memberships.has(word) ? readOneMembership(r, left) : undefined;
  }
}

function readCollation(r: Reader): void {
  if (r.isType('string') && !r.dialect.postgresGrammar) r.advance();
  else readObjectName(r);
}

function readArithmetic(r: Reader, left: Expression, op: string, minimum: number): Expression | undefined {
  if (minimum >= MULTIPLICATION) return undefined;
  if (r.peek().type === ',' || r.peek().type === 'end') return undefined;
  r.advance();
  return { type: 'binary', op, left, right: readExpression(r, MULTIPLICATION) };
}

function readAtTimeZone(r: Reader): Expression {
  if (!r.accept('at', 'time', 'zone')) r.fail();
  readExpression(r, COLLATION);
  return OTHER;
}

function readNamedOperator(r: Reader): Expression {
  r.advance();
  r.parenthesised(() => {
    while (r.isType('word') || r.isType('name') || r.isType('.')) r.advance();
    r.expectType('op');
  });
  readExpression(r, OPERATOR);
  return OTHER;
}

function readIs(r: Reader, left: Expression): Expression {
  r.expect('is');
  const negated = r.accept('not');
  for (const what of ['null', 'true', 'false', 'unknown'] as const)
    if (r.accept(what)) return { type: 'is', operand: left, what, negated };
  if (r.accept('distinct', 'from')) {
    const right = readExpression(r, IS);
    if (r.dialect.postgresGrammar && r.isOneOf(['is', 'isnull', 'notnull'])) r.fail();
    return { type: 'binary', op: negated ? '=' : '<>', left, right };
  }
  if (r.accept('json')) {
    r.accept('value') || r.accept('array') || r.accept('object') || r.accept('scalar');
    if (r.accept('with') || r.accept('without')) r.expect('unique') ?? r.accept('keys');
    return OTHER;
  }
  if (r.accept('document') || r.accept('normalized')) return OTHER;
  if (r.isOneOf(['nfc', 'nfd', 'nfkc', 'nfkd']) && r.isWord('normalized', 1)) {
    r.advance();
    r.advance();
    return OTHER;
  }
  if (r.dialect.postgresGrammar) r.fail();
  const right = readExpression(r, IS);
  return { type: 'binary', op: negated ? '<>' : '=', left, right };
}

const memberships = new Set(
  'in between like ilike similar rlike regexp glob match sounds similar_to like_regex regexp_like member'.split(' '),
);
const onlyElsewhere = new Set(['rlike', 'regexp', 'glob', 'match', 'sounds', 'member']);

/** PostgreSQL does not chain them: `a IN (1) IN (2)`. */
function readOneMembership(r: Reader, left: Expression): Expression | undefined {
  const read = readMembership(r, left);
  const again = r.isOneOf(memberships) || (r.isWord('not') && r.isOneOf(memberships, 1));
  if (read && again && r.dialect.postgresGrammar && !r.isOneOf(onlyElsewhere)) r.fail();
  return read;
}

function readMembership(r: Reader, left: Expression): Expression | undefined {
  const negated = r.accept('not');
  const word = r.current.text;
  if (r.dialect.postgresGrammar && onlyElsewhere.has(word)) return negated ? r.fail() : undefined;
  r.advance();
  if (word === 'in') return readIn(r, left, negated);
  if (word === 'between') return readBetween(r, left, negated);
  if (word === 'similar') r.expect('to');
  if (word === 'sounds') r.expect('like');
  if (word === 'member') r.accept('of');
  return readPattern(r, left, word, negated);
}

function readIn(r: Reader, left: Expression, negated: boolean): Expression {
  if (r.isType('(')) return { type: 'in', operand: left, set: readSet(r), negated };
  if (r.dialect.postgresGrammar) r.fail();
  if (r.accept('unnest')) {
    r.parenthesised(() => r.commaList(() => readExpression(r)));
    return OTHER;
  }
  if (r.isType('param') || r.isType('hole')) r.advance();
  else if (r.isType('name') || (r.isType('word') && isAnyName(r.current.text))) readExpression(r, SIGN);
  else r.fail();
  return OTHER;
}

function readBetween(r: Reader, left: Expression, negated: boolean): Expression {
  r.accept('symmetric') || r.accept('asymmetric');
  if (r.dialect.postgresGrammar && r.isWord('not')) r.fail();
  const low = readValue(r, MEMBERSHIP);
  r.expect('and');
  const high = readValue(r, MEMBERSHIP);
  return { type: 'between', operand: left, low, high, negated };
}

function readPattern(r: Reader, left: Expression, word: string, negated: boolean): Expression {
  if (r.isOneOf(quantifiers) && r.peek().type === '(') {
    r.advance();
    readSet(r);
    return OTHER;
  }
  if (!r.dialect.postgresGrammar && r.isOneOf(quantifiers)) r.advance();
  const right = readValue(r, MEMBERSHIP);
  if (r.accept('escape')) readValue(r, MEMBERSHIP);
  const op = word === 'like' || word === 'ilike' ? 'like' : word;
  const matched: Expression = { type: 'binary', op, left, right };
  return negated ? { type: 'not', operand: matched } : matched;
}
