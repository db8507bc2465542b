/** Reads a whole submission in one dialect. */
import type { EffectDraft, Span } from '../../effects/effect';
import type { GrammarProvider } from '../../providers';
import type { Run, SqlConnection } from '../programs/spec';
import { readClientCommand } from './client-commands';
import { coarseEffects } from './coarse';
import type { DialectTraits } from './dialect';
import { confirms, partsOfBlock } from './grammars/second-block-reading';
import { secondReading } from './grammars/second-reading';
import { mergeEffects } from './merge-effects';
import { type NestedSql, NOT_UNDERSTOOD, Reader } from './reader';
import { type ScriptItem, ScriptReader } from './script-reader';
import { SearchPath } from './search-path';
import { readCopyFor } from './statements/copy';
import { bareName } from './statements/routine-body';
import { readSequence } from './statements/sequence';
import type { Token } from './token';
import { TransactionTracker } from './transactions';

export interface ReadingContext {
  readonly traits: DialectTraits;
  readonly connection: SqlConnection;
  /** Grammars to ask about what is not understood; none while the dialect is only guessed. */
  readonly grammars: GrammarProvider | undefined;
}

export interface Reading {
  readonly effects: readonly EffectDraft[];
  readonly runs: readonly Run[];
  /** Every statement was understood. */
  readonly understood: boolean;
  /** Another dialect would cut the text differently. */
  readonly ambiguous: boolean;
}

/** SQL inside SQL inside SQL: further down it is opaque. */
const MAX_NESTING = 4;
/** From here on equal effects are merged while reading. */
const MERGE_AT = 1_000;

export function readScript(text: string, context: ReadingContext): Reading {
  const script = new Script(context, 0);
  script.read(text, false);
  return script;
}

/** What statements leave behind for those after them on the same connection. */
interface SqlSession {
  /** Bodies of the routines defined so far. */
  readonly routines: Map<string, string>;
  readonly searchPath: SearchPath;
  /** Text that variables were last set to. */
  readonly variables: Map<string, string>;
}

function newSession({ searchPath }: Pick<SqlConnection, 'searchPath'>): SqlSession {
  return { routines: new Map(), searchPath: new SearchPath(searchPath), variables: new Map() };
}

class Script implements Reading {
  effects: EffectDraft[] = [];
  readonly runs: Run[] = [];
  understood = true;
  ambiguous = false;
  private mergeAt = MERGE_AT;
  private connection: SqlConnection;
  private readonly transactions: TransactionTracker;

  constructor(
    private readonly context: ReadingContext,
    private readonly nesting: number,
    private session = newSession(context.connection),
  ) {
    this.connection = context.connection;
    this.transactions = new TransactionTracker(context.traits.name);
  }

  read(text: string, inBlock: boolean): void {
    const reader = new ScriptReader(text, this.context.traits);
    for (let item = reader.next(); item; item = reader.next()) {
      if (item.type === 'command') this.command(text, item);
      else this.statement(text, item.tokens, inBlock);
      if (this.effects.length > this.mergeAt) this.merge();
    }
    this.ambiguous ||= reader.lexer.ambiguities.mysql;
  }

  private merge(): void {
    this.effects = mergeEffects(this.effects);
    this.mergeAt = this.effects.length * 2 + MERGE_AT;
    this.transactions.forget();
  }

  private command(text: string, item: Extract<ScriptItem, { type: 'command' }>): void {
    const span = { start: item.start, end: item.end };
    const { schemas } = this.session.searchPath;
    const connection = schemas === undefined ? this.connection : { ...this.connection, searchPath: schemas };
    const outcome = readClientCommand({ name: item.name, rest: item.rest, span }, connection);
    this.add(outcome.effects);
    this.runs.push(...outcome.runs);
    if (outcome.effects.some((effect) => effect.kind === 'code.opaque')) this.understood = false;
    // `\if` may skip the ROLLBACK, other commands may leave the transaction's connection.
    this.transactions.forget();
    if (outcome.copy !== undefined) this.copy(text, outcome.copy, span);
    if (!outcome.connection) return;
    this.connection = outcome.connection;
    this.session = newSession(this.context.connection);
  }

  /** psql's `\copy`: the statement stands in the line itself. */
  private copy(text: string, command: string, span: Span): void {
    const item = new ScriptReader(command, this.context.traits).next();
    if (item?.type !== 'statement') {
      this.notUnderstood([], span);
      return;
    }
    const shift = span.end - command.length;
    const padded = `${' '.repeat(Math.max(0, shift))}${command}`;
    const tokens = item.tokens.map((token) => ({ ...token, start: token.start + shift, end: token.end + shift }));
    this.attempt(new Reader(shift >= 0 ? padded : text, tokens, this.context.traits), (r) => readCopyFor(r, 'client'));
  }

  private statement(text: string, tokens: readonly Token[], inBlock: boolean): void {
    const before = this.effects.length;
    const reader = new Reader(text, tokens, this.context.traits, this.session.variables);
    reader.inBlock = inBlock;
    this.attempt(reader, readSequence);
    if (tokens[0]?.text === 'rollback' || tokens[0]?.text === 'abort') this.session.searchPath.rollBack();
    if (this.nesting === 0) this.transactions.see(tokens, this.effects, before);
  }

  private attempt(reader: Reader, read: (r: Reader) => void): void {
    try {
      read(reader);
    } catch (thrown) {
      if (thrown !== NOT_UNDERSTOOD && !(thrown instanceof RangeError)) throw thrown;
      const refined = this.nesting === 0 || !reader.inBlock ? this.refine(reader) : undefined;
      if (refined) {
        this.add(refined);
        return;
      }
      const first = reader.tokens[0];
      const span = { start: first?.start ?? 0, end: reader.tokens.at(-1)?.end ?? 0 };
      this.notUnderstood(coarseEffects(reader.tokens, this.context.traits), span);
      return;
    }
    this.addWithPath(reader);
    this.runs.push(...reader.runs);
    for (const nested of reader.nested) this.nested(nested);
    for (const { name, body } of reader.routines) this.session.routines.set(name, body);
    if (this.session.routines.size > 0) for (const effect of reader.effects) this.call(effect);
    if (reader.sawHole) this.add([{ kind: 'db.exec', what: 'dynamic', name: null, span: reader.spanFrom(0) }]);
  }

  /** A change of the search path counts from the next statement on; one that may not happen, for its own as well. */
  private addWithPath({ effects, searchPath }: Reader): void {
    const unsure = searchPath?.unsure || this.nesting > 0;
    if (searchPath && unsure) this.session.searchPath.change({ ...searchPath, unsure });
    this.add(effects);
    if (searchPath && !unsure) this.session.searchPath.change(searchPath);
  }

  private refine(reader: Reader): EffectDraft[] | undefined {
    const { traits, grammars } = this.context;
    return grammars && secondReading(reader.text, reader.tokens, traits.name, grammars);
  }

  private notUnderstood(coarse: readonly EffectDraft[], span: Span): void {
    this.understood = false;
    this.add(coarse);
    this.add([
      { kind: 'db.exec', what: 'dynamic', name: null, span },
      { kind: 'code.opaque', reason: 'unparsed', span },
    ]);
  }

  private nested({ text, span, elsewhere, block }: NestedSql): void {
    if (this.nesting >= MAX_NESTING) {
      this.add([{ kind: 'code.opaque', reason: 'depth-limit', span }]);
      return;
    }
    const { envVars } = this.connection.evidence;
    const connection = elsewhere ? { ...this.connection, evidence: envVars ? { envVars } : {} } : this.connection;
    const inner = new Script(
      { ...this.context, connection },
      this.nesting + 1,
      elsewhere ? newSession({}) : this.session,
    );
    const script = block ? inner.readBlock(text) : inner;
    if (!block) inner.read(text, false);
    this.understood &&= script.understood;
    for (const effect of script.effects)
      this.effects.push({ ...effect, span, ...(block ? { certainty: 'possible' as const } : {}) });
    this.runs.push(...script.runs);
  }

  /** What a routine does that the submission itself defined; once, however often it is called. */
  private call(effect: EffectDraft): void {
    if (effect.kind !== 'db.exec' || (effect.what !== 'function' && effect.what !== 'procedure')) return;
    const name = typeof effect.name === 'string' ? bareName(effect.name) : '';
    const text = this.session.routines.get(name);
    if (text === undefined) return;
    this.session.routines.delete(name);
    this.nested({ text, span: effect.span ?? { start: 0, end: 0 }, elsewhere: false, block: true });
  }

  /** A block that stage 0 does not understand is read again in the pieces that PostgreSQL's own parser cuts it into. */
  private readBlock(text: string): Script {
    this.read(text, true);
    const { traits, grammars } = this.context;
    const parts = this.understood || !grammars || traits.name !== 'postgres' ? undefined : partsOfBlock(text, grammars);
    if (!parts) return this;
    const again = new Script(this.context, this.nesting, this.session);
    for (const part of parts) again.read(part.text, part.inBlock);
    return confirms(again.effects, this.effects) ? again : this;
  }

  /** Every effect on a database says which, as far as the connection tells. */
  private add(effects: readonly EffectDraft[]): void {
    const { engine, evidence } = this.connection;
    for (const effect of effects) {
      if (!effect.kind.startsWith('db.')) this.effects.push(effect);
      else this.effects.push({ engine, evidence, ...this.session.searchPath.resolve(effect) } as EffectDraft);
    }
  }
}
