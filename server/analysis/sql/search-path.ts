/**
 * The schemas in which PostgreSQL looks for tables that are written without one.
 *
 * As long as nothing changes them an unqualified name stands for itself, and matching takes it for one of the default
 * schema (policy/match-name.ts). After a change it is resolved where one schema is left; with several, or when the
 * value is not known, only its last part is.
 */
import type { EffectDraft } from '../../effects/effect';
import { type Text, UNKNOWN, type Unknown } from '../../effects/value';

/** One schema; `undefined` for the default one. */
export type Schemas = string | Unknown | undefined;

/** Reads the value of the setting: `app, public`. */
export function schemasOf(value: Text): Schemas {
  if (typeof value !== 'string') return UNKNOWN;
  const named = value
    .split(',')
    .map((part) => part.trim().replace(/^"(.*)"$/, '$1'))
    .filter((part) => !alwaysThere.has(part));
  const [only, ...others] = named;
  if (only === undefined || others.length > 0) return UNKNOWN;
  return only === 'public' || only.toLowerCase() === 'default' ? undefined : only;
}

/** The system's own schema is looked into without being named; there hardly ever is one of the user's name. */
const alwaysThere = new Set(['pg_catalog', '$user', '']);

/** `-c search_path=app` among the options that a client sends when it connects. */
export function schemasInOptions(options: Text | undefined): Schemas {
  if (typeof options !== 'string') return options === undefined ? undefined : UNKNOWN;
  const found = /(?:-c\s*|--)search[_-]path=((?:\\ |[^\s])*)/.exec(options)?.[1];
  return found === undefined ? undefined : schemasOf(found.replaceAll('\\ ', ' '));
}

/** What a statement did to the setting; without a value it goes back to what the connection began with. */
export interface PathChange {
  readonly value?: Text;
  /** It holds in the transaction only, or may not happen. */
  readonly unsure: boolean;
}

/** The setting of one session. */
export class SearchPath {
  private current: Schemas;

  constructor(private readonly initial: Schemas) {
    this.current = initial;
  }

  get schemas(): Schemas {
    return this.current;
  }

  change({ value, unsure }: PathChange): void {
    const next = value === undefined ? this.initial : schemasOf(value);
    if (next !== this.current) this.current = unsure ? UNKNOWN : next;
  }

  /** Some of the changes so far may be undone. */
  rollBack(): void {
    if (this.current !== this.initial) this.current = UNKNOWN;
  }

  resolve(effect: EffectDraft): EffectDraft {
    if (this.current === undefined) return effect;
    if ('table' in effect) return { ...effect, table: this.qualified(effect.table) } as EffectDraft;
    const named = effect.kind.startsWith('db.schema.') && 'object' in effect && inSchemas.has(String(effect.object));
    return named && 'name' in effect ? ({ ...effect, name: this.qualified(effect.name) } as EffectDraft) : effect;
  }

  private qualified(name: Text | undefined): Text | undefined {
    if (typeof name !== 'string' || name.startsWith('pg_') || name.replace(/"[^"]*"/g, '').includes('.')) return name;
    return typeof this.current === 'string' ? `${this.current}.${name}` : { prefix: '', suffix: name, glob: false };
  }
}

const inSchemas = new Set(['table', 'view', 'index', 'type', 'sequence', 'function']);
