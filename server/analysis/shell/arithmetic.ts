/** `$(( … ))`, as far as its operands are known. */
import type { Text } from '../../effects/value';
import { type Expander, expandValue } from './expand';
import type { Arithmetic } from './syntax';
import { TOKEN } from './text';

const MAX_VARIABLE_CHAIN = 8;

/** The number as text; digits of unknown value when it cannot be told. */
export function evaluateArithmetic(expression: Arithmetic, shell: Expander): Text {
  const value = evaluate(expression, shell);
  return value === undefined || !Number.isSafeInteger(value) ? TOKEN : String(value);
}

function evaluate(expression: Arithmetic, shell: Expander): number | undefined {
  switch (expression.type) {
    case 'operand':
      return operandValue(expandValue(expression.word, shell).text, shell, 0);
    case 'unary': {
      const value = evaluate(expression.operand, shell);
      forget(expression, shell);
      return value === undefined ? undefined : unary(expression.operator, value);
    }
    case 'binary': {
      const [left, right] = [evaluate(expression.left, shell), evaluate(expression.right, shell)];
      if (isAssigning(expression.operator)) return assign(expression, left, right, shell);
      return left === undefined || right === undefined ? undefined : binary(expression.operator, left, right);
    }
    case 'choice':
      for (const part of expression.parts) evaluate(part, shell);
      return undefined;
    case 'unknown':
      return undefined;
  }
}

function operandValue(text: Text, shell: Expander, depth: number): number | undefined {
  if (typeof text !== 'string' || depth > MAX_VARIABLE_CHAIN) return undefined;
  const trimmed = text.trim();
  if (/^-?(0|[1-9]\d*)$/.test(trimmed)) return Number(trimmed);
  if (/^0x[\da-f]+$/i.test(trimmed)) return Number(trimmed);
  if (!/^[A-Za-z_]\w*$/.test(trimmed)) return undefined;
  const value = shell.scope.get(trimmed)?.[0];
  return value ? operandValue(value.text, shell, depth + 1) : undefined;
}

function isAssigning(operator: string): boolean {
  return operator.endsWith('=') && !['==', '!=', '<=', '>='].includes(operator);
}

function nameOf(expression: Arithmetic): string | undefined {
  return expression.type === 'operand' ? expression.word.raw.trim() : undefined;
}

function assign(
  expression: Extract<Arithmetic, { type: 'binary' }>,
  left: number | undefined,
  right: number | undefined,
  shell: Expander,
): number | undefined {
  const operator = expression.operator.slice(0, -1);
  const known = right !== undefined && (operator === '' || left !== undefined);
  const value = known ? (operator === '' ? right : binary(operator, left ?? 0, right)) : undefined;
  const name = nameOf(expression.left);
  if (name) shell.scope.set(name, [{ text: value === undefined ? TOKEN : String(value) }]);
  return value;
}

/** `x++` changes x. */
function forget(expression: Extract<Arithmetic, { type: 'unary' }>, shell: Expander): void {
  const name = nameOf(expression.operand);
  if (name && (expression.operator === '++' || expression.operator === '--')) shell.scope.set(name, [{ text: TOKEN }]);
}

function unary(operator: string, value: number): number | undefined {
  if (operator === '-') return -value;
  if (operator === '+') return value;
  if (operator === '!') return value === 0 ? 1 : 0;
  return operator === '~' ? ~value : undefined;
}

function binary(operator: string, left: number, right: number): number | undefined {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? undefined : Math.trunc(left / right);
    case '%':
      return right === 0 ? undefined : left % right;
    case '**':
      return left ** right;
    default:
      return undefined;
  }
}
