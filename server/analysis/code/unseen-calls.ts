/** Calls of what no name tells: `x['a' + 'b']()`, `getattr(os, name)()`, `map(os.system, commands)`. */
import type { Token } from './tokens';

/** Does a chain of names that is not called itself stand for something that acts? Then it may be called elsewhere. */
type IsDoer = (name: string) => boolean;

export function callsUnseen(tokens: readonly Token[], isDoer: IsDoer): boolean {
  const opened = openings(tokens);
  return tokens.some((token, at) => {
    if (token.type === 'name') return isPassedOn(tokens, at, isDoer);
    const next = tokens[at + 1];
    if (token.type !== 'punct' || next?.type !== 'punct' || next.text !== '(' || next.startsLine) return false;
    const open = opened.get(at);
    if (open === undefined) return false;
    if (token.text === ']') return isValue(tokens[open - 1]);
    return token.text === ')' && !isKnownToCall(tokens, open, at);
  });
}

/** `cp[name](…)`, `getattr(os, name)(…)`: some call of a module that does harm, and nobody writes it so by accident. */
export function hidesCalls(tokens: readonly Token[], isGrave: (name: string) => boolean): boolean {
  return tokens.some(({ type, text }, at) => {
    const [before, next] = [tokens[at - 1], tokens[at + 1]];
    if (type !== 'name' || isDot(before)) return false;
    // `.then(eval)`
    if (/^(eval|exec|Function)$/.test(text))
      return /^[(,]$/.test(before?.text ?? '') && /^[),]$/.test(next?.text ?? '');
    if (!isGrave(text)) return false;
    if (next?.text === ',' && before?.text === '(') return tokens[at - 2]?.text === 'getattr';
    return (
      next?.text === '[' &&
      tokens[at + 2]?.type === 'name' &&
      tokens[at + 3]?.text === ']' &&
      tokens[at + 4]?.text === '('
    );
  });
}

/** `os.system` without a call behind it. */
function isPassedOn(tokens: readonly Token[], at: number, isDoer: IsDoer): boolean {
  if (isDot(tokens[at - 1]) || !isDot(tokens[at + 1])) return false;
  const names: string[] = [];
  let end = at;
  for (; tokens[end]?.type === 'name'; end += 2) {
    names.push(tokens[end]!.text);
    if (!isDot(tokens[end + 1])) break;
  }
  const next = tokens[end + 1];
  return tokens[end]?.type === 'name' && next?.text !== '(' && next?.text !== '=' && isDoer(names.join('.'));
}

function isDot(token: Token | undefined): boolean {
  return token?.type === 'punct' && token.text === '.';
}

/** A condition, a function in brackets, or one made of a text that is read. */
function isKnownToCall(tokens: readonly Token[], open: number, close: number): boolean {
  const before = tokens[open - 1];
  if (before?.type === 'name' && /^(if|while|for|switch|catch|Function)$/.test(before.text)) return true;
  return !isValue(before) && isFunction(tokens.slice(open + 1, close));
}

const KEYWORDS = /^(if|while|for|switch|catch|return|typeof|await|void|new|in|of|and|or|not|else|yield|print|assert)$/;

/** What stands before a bracket that subscripts or calls. */
function isValue(token: Token | undefined): boolean {
  if (token?.type === 'punct') return token.text === ')' || token.text === ']';
  return token?.type === 'name' && !KEYWORDS.test(token.text);
}

/** `(() => { … })()`, `(lambda x: x)(1)`: its body is read where it stands. */
function isFunction(tokens: readonly Token[]): boolean {
  return tokens.some(({ type, text }) => text === '=>' || (type === 'name' && /^(function|lambda)$/.test(text)));
}

/** Index of a closing bracket → index of its opening one. */
function openings(tokens: readonly Token[]): ReadonlyMap<number, number> {
  const opened = new Map<number, number>();
  const stack: number[] = [];
  tokens.forEach(({ type, text }, at) => {
    if (type !== 'punct') return;
    if (/^[([{]$/.test(text)) stack.push(at);
    else if (/^[)\]}]$/.test(text)) opened.set(at, stack.pop() ?? -1);
  });
  return opened;
}
