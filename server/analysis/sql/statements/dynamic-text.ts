/** Text that is put together and then run as SQL, as far as it is known; `HOLE` stands for the rest. */
import { evaluate } from '../constant';
import type { Expression } from '../expression';
import { HOLE } from '../token';

type Variables = Pick<ReadonlyMap<string, string>, 'get'>;

/** `undefined` when not even the beginning is known. */
function dynamicText(expression: Expression, variables: Variables): string | undefined {
  const whole = evaluate(expression);
  if (typeof whole === 'string') return whole;
  const text = approximate(expression, variables);
  return text === undefined || text.startsWith(HOLE) ? undefined : text;
}

/** The text of an expression that is run now. What stood in variables is known once: a text is not read over and over. */
export function runText(expression: Expression, variables: Map<string, string>): string | undefined {
  const used = new Set<string>();
  const noted: Variables = {
    get(name) {
      used.add(name);
      return variables.get(name);
    },
  };
  const text = dynamicText(expression, noted);
  for (const name of used) variables.delete(name);
  return text;
}

/** Keeps the text that a variable is set to, so that it is known when it is run. */
export function remember(variables: Map<string, string>, name: string, value: Expression): void {
  const text = dynamicText(value, variables);
  if (text === undefined || text.length > MAX_REMEMBERED) variables.delete(name);
  else variables.set(name, text);
}

/** Text that doubles with every assignment is not followed. */
const MAX_REMEMBERED = 16 * 1024;

function approximate(expression: Expression, variables: Variables): string | undefined {
  switch (expression.type) {
    case 'constant':
      return String(expression.value ?? '');
    case 'value':
      return expression.variable === undefined ? undefined : variables.get(expression.variable);
    case 'column':
      return expression.qualifier === undefined ? variables.get(expression.name) : undefined;
    case 'binary':
      return expression.op === '||' || expression.op === '+'
        ? `${approximate(expression.left, variables) ?? HOLE}${approximate(expression.right, variables) ?? HOLE}`
        : undefined;
    case 'call':
      return approximateCall(expression.name, expression.args, variables);
    default:
      return undefined;
  }
}

function approximateCall(name: string, args: readonly Expression[], variables: Variables): string | undefined {
  if (name === 'concat') return args.map((arg) => approximate(arg, variables) ?? HOLE).join('');
  if (name === 'quote_literal' || name === 'quote_nullable') return `'${HOLE}'`;
  const [pattern] = args;
  if (name !== 'format' || pattern?.type !== 'constant' || typeof pattern.value !== 'string') return undefined;
  return pattern.value.replace(/%(?:\d+\$)?-?\d*([sIL%])/g, (_, type) =>
    type === '%' ? '%' : type === 'L' ? `'${HOLE}'` : HOLE,
  );
}
