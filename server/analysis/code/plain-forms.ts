/**
 * Indirect ways to name a function, put into plain ones before anything is read: `cp['exec']`, `getattr(os, 'system')`,
 * `send(:system, …)`, `call_user_func('system', …)`.
 */
import { closingOf, splitByComma } from './token-ranges';
import type { Token } from './tokens';

/** Tokens to stand in place of those up to `next`; `drop` of those already put out are taken back. */
interface Plain {
  readonly tokens: readonly Token[];
  readonly next: number;
  readonly drop?: number;
}

type Form = (at: number, reader: FormReader, out: readonly Token[]) => Plain | undefined;

export type IndirectForms = readonly Form[];

export function inPlainForms(tokens: readonly Token[], forms: IndirectForms): readonly Token[] {
  if (forms.length === 0) return tokens;
  const reader = new FormReader(tokens);
  const out: Token[] = [];
  for (let at = 0; at < tokens.length; ) {
    const plain = forms.map((form) => form(at, reader, out)).find((found) => found !== undefined);
    if (plain?.drop) out.splice(-plain.drop);
    out.push(...(plain?.tokens ?? [tokens[at]!]));
    at = plain?.next ?? at + 1;
  }
  return out;
}

class FormReader {
  private readonly named = new Map<string, string>();

  constructor(readonly tokens: readonly Token[]) {
    tokens.forEach(({ type, text }, at) => {
      const value = tokens[at + 2]?.value;
      const isSet = type === 'name' && tokens[at + 1]?.text === '=' && typeof value === 'string';
      if (isSet && isName(value)) this.named.set(text, value);
    });
  }

  /** Do these texts stand here? `''` stands for any. */
  reads(at: number, texts: readonly string[]): boolean {
    return texts.every((text, index) => text === '' || this.tokens[at + index]?.text === text);
  }

  closeOf(open: number): number {
    return closingOf(this.tokens, open);
  }

  /** The name that a text, a sum of texts or a variable stands for, and the index after it. */
  nameAt(from: number): { name: Token; next: number } | undefined {
    let [at, text] = [from, ''];
    for (; at - from < MAX_SUM; at += 2) {
      const token = this.tokens[at];
      const value = token?.type === 'string' ? token.value : token && this.named.get(token.text);
      if (typeof value !== 'string') return undefined;
      text += value;
      if (this.tokens[at + 1]?.text !== '+') break;
    }
    return isName(text) ? { name: nameToken(text, this.tokens[from]!), next: at + 1 } : undefined;
  }

  /** `os`, `a.b.c` */
  chainAt(from: number): { chain: readonly Token[]; next: number } | undefined {
    let at = from;
    if (this.tokens[at]?.type !== 'name') return undefined;
    while (this.tokens[at + 1]?.text === '.' && this.tokens[at + 2]?.type === 'name') at += 2;
    return { chain: this.tokens.slice(from, at + 1), next: at + 1 };
  }
}

const MAX_SUM = 12;

function isName(text: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(text);
}

function nameToken(text: string, at: Token): Token {
  return { type: 'name', text, start: at.start, end: at.end, startsLine: at.startsLine };
}

function dot(at: Token): Token {
  return { type: 'punct', text: '.', start: at.start, end: at.end, startsLine: false };
}

/** `x['name']`, `x[name]` with a name that is set to a text. */
const member: Form = (at, reader, out) => {
  const before = out.at(-1);
  const isValue = before?.type === 'name' || before?.text === ')' || before?.text === ']';
  const key = isValue && reader.reads(at, ['[']) ? reader.nameAt(at + 1) : undefined;
  if (!key || !reader.reads(key.next, [']'])) return undefined;
  return { tokens: [dot(key.name), key.name], next: key.next + 1 };
};

/** `require('m')(…)` calls what the module is. */
const calledModule: Form = (at, reader) => {
  const module = reader.reads(at, ['require', '(', '', ')', '(']) ? reader.nameAt(at + 2) : undefined;
  return module && { tokens: [module.name], next: at + 4 };
};

/** `createRequire(here)(…)` */
const madeRequire: Form = (at, reader) => {
  if (!reader.reads(at, ['createRequire', '('])) return undefined;
  const next = reader.closeOf(at + 1) + 1;
  return reader.reads(next, ['(']) ? { tokens: [nameToken('require', reader.tokens[at]!)], next } : undefined;
};

/** `Reflect.apply(f, that, [a, b])` */
const reflected: Form = (at, reader) => {
  if (!reader.reads(at, ['Reflect', '.', 'apply', '('])) return undefined;
  const close = reader.closeOf(at + 3);
  const parts = splitByComma(reader.tokens.slice(at + 4, close));
  const [called, , list] = parts;
  const [open, end] = [reader.tokens[at + 3]!, reader.tokens[close]];
  if (parts.length !== 3 || !end || list?.[0]?.text !== '[') return undefined;
  return { tokens: [...called!, open, ...list.slice(1, -1), end], next: close + 1 };
};

/** `getattr(os, 'system')` */
const attribute: Form = (at, reader) => {
  const object = reader.reads(at, ['getattr', '(']) ? reader.chainAt(at + 2) : undefined;
  const key = object && reader.reads(object.next, [',']) ? reader.nameAt(object.next + 1) : undefined;
  if (!object || !key || !reader.reads(key.next, [')'])) return undefined;
  return { tokens: [...object.chain, dot(key.name), key.name], next: key.next + 1 };
};

/** `vars(os)['system']` */
const variablesOf: Form = (at, reader) => {
  const object = reader.reads(at, ['vars', '(']) ? reader.chainAt(at + 2) : undefined;
  const key = object && reader.reads(object.next, [')', '[']) ? reader.nameAt(object.next + 2) : undefined;
  if (!object || !key || !reader.reads(key.next, [']'])) return undefined;
  return { tokens: [...object.chain, dot(key.name), key.name], next: key.next + 1 };
};

/** `os.__dict__['system']` */
const dictionary: Form = (at, reader) => {
  const key = reader.reads(at, ['.', '__dict__', '[']) ? reader.nameAt(at + 3) : undefined;
  return key && reader.reads(key.next, [']']) ? { tokens: [dot(key.name), key.name], next: key.next + 1 } : undefined;
};

/** `sys.modules['os']`, `globals()['f']` */
const lookedUp: Form = (at, reader) => {
  const isTable = reader.reads(at, ['sys', '.', 'modules', '[']) || reader.reads(at, ['globals', '(', ')', '[']);
  const key = isTable ? reader.nameAt(at + 4) : undefined;
  return key && reader.reads(key.next, [']']) ? { tokens: [key.name], next: key.next + 1 } : undefined;
};

/** `x.send(:system, …)`, `send("system", …)`, `method(:system).call(…)` */
const sent: Form = (at, reader, out) => {
  const { text } = reader.tokens[at]!;
  const open = reader.tokens[at + 1];
  if (open?.text !== '(' || !/^(send|public_send|__send__|method)$/.test(text)) return undefined;
  const symbol = reader.reads(at + 2, [':']) && reader.tokens[at + 3]?.type === 'name';
  const key = symbol ? { name: reader.tokens[at + 3]!, next: at + 4 } : reader.nameAt(at + 2);
  if (!key) return undefined;
  const drop = out.at(-1)?.text === '.' && out.at(-2)?.type === 'name' ? 2 : 0;
  if (text === 'method') {
    return reader.reads(key.next, [')', '.', 'call']) ? { tokens: [key.name], next: key.next + 3, drop } : undefined;
  }
  return { tokens: [key.name, open], next: reader.reads(key.next, [',']) ? key.next + 1 : key.next, drop };
};

/** `call_user_func('system', …)`, `array_map('unlink', …)` */
const passedByName: Form = (at, reader) => {
  if (!/^(call_user_func|array_map|array_walk)$/.test(reader.tokens[at]!.text)) return undefined;
  const key = reader.reads(at + 1, ['(']) ? reader.nameAt(at + 2) : undefined;
  return key && reader.reads(key.next, [','])
    ? { tokens: [key.name, reader.tokens[at + 1]!], next: key.next + 1 }
    : undefined;
};

/** `$f(…)`, `'system'(…)` */
const calledByName: Form = (at, reader) => {
  const { type, text } = reader.tokens[at]!;
  const key = type === 'string' || text.startsWith('$') ? reader.nameAt(at) : undefined;
  return key?.next === at + 1 && reader.reads(at + 1, ['(']) ? { tokens: [key.name], next: at + 1 } : undefined;
};

export const javascriptForms: IndirectForms = [calledModule, madeRequire, reflected, member];
export const pythonForms: IndirectForms = [attribute, variablesOf, dictionary, lookedUp];
export const rubyForms: IndirectForms = [sent];
export const phpForms: IndirectForms = [passedByName, calledByName];
