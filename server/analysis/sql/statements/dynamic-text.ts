/** Text that is put together and then run as SQL, as far as it is known; `HOLE` stands for the rest. */
import { evaluate } from '../constant';
import type { Expression } from '../expression';
import { HOLE } from '../token';

/** `undefined` when not even the beginning is known. */
export function dynamicText(expression: Expression): string | undefined {
  const whole = evaluate(expression);
  if (typeof whole === 'string') return whole;
  const text = approximate(expression);
  return text === undefined || text.startsWith(HOLE) ? undefined : text;
}

function approximate(expression: Expression): string | undefined {
  switch (expression.type) {
    case 'constant':
      return String(expression.value ?? '');
    case 'binary':
      return expression.op === '||' || expression.op === '+'
        ? `${approximate(expression.left) ?? HOLE}${approximate(expression.right) ?? HOLE}`
        : undefined;
    case 'call':
      return approximateCall(expression.name, expression.args);
    default:
      return undefined;
  }
}

function approximateCall(name: string, args: readonly Expression[]): string | undefined {
  if (name === 'concat') return args.map((arg) => approximate(arg) ?? HOLE).join('');
  if (name === 'quote_literal' || name === 'quote_nullable') return `'${HOLE}'`;
  const [pattern] = args;
  if (name !== 'format' || pattern?.type !== 'constant' || typeof pattern.value !== 'string') return undefined;
  return pattern.value.replace(/%(?:\d+\$)?-?\d*([sIL%])/g, (_, type) =>
    type === '%' ? '%' : type === 'L' ? `'${HOLE}'` : HOLE,
  );
}
