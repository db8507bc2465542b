/** Finds transactions that end in ROLLBACK within the submission: what they did to the database is undone at once. */
import type { EffectDraft } from '../../effects/effect';
import type { SqlDialect } from '../../request';
import type { Token } from './token';

/** Every table can be rolled back; MySQL's may be of an engine that cannot. */
const transactional = new Set<SqlDialect>(['postgres', 'redshift', 'sqlite', 'duckdb', 'tsql', 'snowflake']);
const undoable = new Set(['db.rows.insert', 'db.rows.update', 'db.rows.delete', 'db.read']);

export class TransactionTracker {
  private openedAt: number | undefined;

  constructor(private readonly dialect: SqlDialect) {}

  /** Called after each statement, with the index of its first effect. */
  see(tokens: readonly Token[], effects: EffectDraft[], before: number): void {
    const word = (index: number) => (tokens[index]?.type === 'word' ? tokens[index]?.text : undefined);
    const verb = word(0);
    const follows = word(1);
    if (!transactional.has(this.dialect)) return;
    // T-SQL commits in the middle of a batch; a prepared transaction is nobody's to roll back by a bare ROLLBACK.
    const commits = tokens.some(({ type, text }) => type === 'word' && text === 'commit');
    if (commits || (verb === 'prepare' && follows === 'transaction')) this.forget();
    else if (this.opens(verb, follows)) this.openedAt = effects.length;
    else if (verb === 'end') this.forget();
    else if (verb === 'rollback' || verb === 'abort') {
      if (!tokens.some((token) => token.text === 'to' || token.text === 'prepared')) this.close(effects);
    } else if (this.openedAt !== undefined && !effects.slice(before).every(isUndone)) this.openedAt = undefined;
  }

  /** T-SQL's bare BEGIN opens a block. */
  private opens(verb: string | undefined, follows: string | undefined): boolean {
    if (verb === 'start') return follows === 'transaction';
    return verb === 'begin' && (this.dialect !== 'tsql' || follows === 'tran' || follows === 'transaction');
  }

  forget(): void {
    this.openedAt = undefined;
  }

  private close(effects: EffectDraft[]): void {
    if (this.openedAt === undefined) return;
    for (let index = this.openedAt; index < effects.length; index++) {
      const effect = effects[index];
      if (effect?.undo !== 'none-needed') effects[index] = { ...(effect as EffectDraft), undo: 'trivial' };
    }
    this.openedAt = undefined;
  }
}

/** TRUNCATE and schema changes commit by themselves in some databases. */
function isUndone(effect: EffectDraft): boolean {
  return undoable.has(effect.kind) && !(effect.kind === 'db.rows.delete' && effect.method !== 'delete');
}
