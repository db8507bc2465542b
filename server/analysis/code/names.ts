/** What the names in a program stand for: modules, members taken from them, texts, its own functions. */
import { type Text, UNKNOWN } from '../../effects/value';
import type { Library } from './meaning';
import { oneOf } from './one-of';
import type { Making } from './path-functions';
import type { Token } from './tokens';

/** Objects that have every global name. */
const EVERYWHERE = /^(globalThis|global|window|builtins|__builtins__)\.(?=.)/;

/** Names that stand for names that stand for names: longer chains are not followed. */
const MAX_DEPTH = 50;

export class Names {
  /** A module is used of which nothing is known. */
  unknownModule = false;
  private readonly assigned = new Map<string, (() => Text)[]>();
  private readonly written = new Map<string, () => readonly Token[]>();
  private readonly values = new Map<string, Text>();
  private depth = 0;
  private readonly aliases = new Map<string, string>();
  private readonly defined = new Set<string>();

  constructor(
    private readonly library: Library,
    readonly home: string,
  ) {}

  /** `local` is what the program calls the module. */
  importModule(module: string, local: string | undefined, canonical: string): void {
    if (local) this.aliases.set(local, canonical);
    if (!this.isKnown(module)) this.unknownModule = true;
  }

  importAll(module: string): void {
    const root = module.split('.')[0]!;
    for (const name of this.library.calls.keys()) {
      if (name.startsWith(`${module}.`)) this.aliases.set(name.slice(module.length + 1), name);
    }
    if (!this.library.harmless.has(module) && !(root in this.library.mixed)) this.unknownModule = true;
  }

  alias(local: string, canonical: string): void {
    this.aliases.set(local, canonical);
  }

  define(name: string): void {
    this.defined.add(name);
  }

  /** One of the values that the name gets anywhere in the program; it is worked out when somebody asks. */
  assign(name: string, value: () => Text): void {
    const values = this.assigned.get(name);
    if (values) values.push(value);
    else this.assigned.set(name, [value]);
  }

  /** The same, where what is written may be a list. */
  assignWritten(name: string, expression: () => readonly Token[], value: () => Text): void {
    this.assign(name, value);
    this.written.set(name, expression);
  }

  /** The list that a name stands for, when it gets no other value. */
  listNamed(
    name: string,
    listOf: (tokens: readonly Token[], names: Names) => readonly Text[] | undefined,
  ): readonly Text[] | undefined {
    const expression = this.assigned.get(name)?.length === 1 ? this.written.get(name)?.() : undefined;
    return expression && expression.length > 1 ? listOf(expression, this) : undefined;
  }

  /** Is it something of the library, or a module? */
  means(chain: string): boolean {
    const name = this.canonical(chain);
    return this.library.calls.has(name) || (this.aliases.has(chain) && this.isKnown(name));
  }

  /** What all the values of the name have in common; `undefined` when it gets none here. */
  valueOf(name: string): Text | undefined {
    const values = this.assigned.get(name);
    if (!values) return undefined;
    if (this.depth >= MAX_DEPTH) return UNKNOWN;
    if (!this.values.has(name)) {
      // What a value is made of itself is not known meanwhile.
      this.values.set(name, UNKNOWN);
      this.depth++;
      this.values.set(name, values.map((value) => value()).reduce(oneOf));
      this.depth--;
    }
    return this.values.get(name);
  }

  /** Is a dot followed by a member, rather than by a text that is joined? */
  get hasMembers(): boolean {
    return this.library.texts !== undefined;
  }

  /** What leads to a member. */
  get dots(): RegExp {
    return this.library.joinsWithDot ? /^(::|->)$/ : /^(\.|::|->|\?\.)$/;
  }

  /** What a call or a property gives, when it is one that makes a path out of what is known. */
  made(callee: string, args: readonly Text[], object: Text | undefined): Text {
    return this.makingOf(callee)?.(args, object ?? UNKNOWN, this.home) ?? UNKNOWN;
  }

  private makingOf(callee: string): Making | undefined {
    const { texts } = this.library;
    if (!texts || this.isDefined(callee.split('.')[0]!)) return undefined;
    const member = callee.includes('.') ? texts.get(`.${callee.split('.').at(-1)}`) : undefined;
    return texts.get(this.canonical(callee)) ?? member;
  }

  isDefined(name: string): boolean {
    return this.defined.has(name);
  }

  /** The callee by its full name. */
  canonical(callee: string): string {
    const [first, ...rest] = callee.replace(EVERYWHERE, '').split('.');
    const known = this.aliases.get(first!);
    const members = rest[0] === 'default' ? rest.slice(1) : rest;
    return [known ?? first, ...members].join('.');
  }

  private isKnown(module: string): boolean {
    const { harmless, mixed, calls } = this.library;
    if (harmless.has(module) || module in mixed) return true;
    const root = module.split('.')[0]!;
    if (harmless.has(root) || root in mixed) return true;
    for (const name of calls.keys()) if (name.startsWith(`${module}.`)) return true;
    return false;
  }
}
