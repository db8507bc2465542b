/** What the names in a program stand for: modules, members taken from them, constants, its own functions. */
import type { Text } from '../../effects/value';
import type { Library } from './meaning';

export class Names {
  /** A module is used of which nothing is known. */
  unknownModule = false;
  readonly constants = new Map<string, Text>();
  private readonly aliases = new Map<string, string>();
  private readonly defined = new Set<string>();

  constructor(private readonly library: Library) {}

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

  /** The first value stands; a second one makes it unknown. */
  constant(name: string, value: Text): void {
    this.constants.set(name, this.constants.has(name) ? null : value);
  }

  isDefined(name: string): boolean {
    return this.defined.has(name);
  }

  /** The callee by its full name. */
  canonical(callee: string): string {
    const [first, ...rest] = callee.split('.');
    const known = this.aliases.get(first!);
    return known === undefined ? callee : [known, ...rest].join('.');
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
