/** Every other way in which the command or the SQL of a test can be written. */
import type { RuleTest } from '../test-schema';
import type { Mutation } from './mutation';
import { shellMutations } from './shell-mutations';
import { sqlMutations } from './sql-mutations';

export interface Mutant {
  readonly mutation: string;
  readonly test: RuleTest;
}

const ourShells: ReadonlySet<string> = new Set(['posix', 'bash', 'zsh', 'dash']);

export function mutantsOf(test: RuleTest): readonly Mutant[] {
  return mutationsFor(test).flatMap((mutation) => {
    const mutant = mutated(test, mutation);
    return mutant ? [{ mutation: mutation.name, test: mutant }] : [];
  });
}

/** None for tools and for shells of other families. */
export function mutationsFor({
  sql,
  run,
  shell,
  dialect,
}: Pick<RuleTest, 'run' | 'sql' | 'shell' | 'dialect'>): readonly Mutation[] {
  if (sql !== undefined) return sqlMutations(dialect ?? 'unknown');
  return run !== undefined && ourShells.has(shell ?? 'posix') ? shellMutations : [];
}

/** What it says came before is written in the same way, as far as that can be. */
export function mutated(test: RuleTest, mutation: Mutation): RuleTest | undefined {
  const mutant = inOtherWords(test, mutation);
  const { after } = test;
  return mutant && after ? { ...mutant, after: after.map((step) => inOtherWords(step, mutation) ?? step) } : mutant;
}

function inOtherWords<T extends Pick<RuleTest, 'run' | 'sql' | 'shell' | 'dialect'>>(
  asked: T,
  { name }: Mutation,
): T | undefined {
  const mutation = mutationsFor(asked).find((one) => one.name === name);
  const key = asked.sql === undefined ? 'run' : 'sql';
  const text = mutation?.mutate(asked[key] ?? '');
  return text === undefined ? undefined : { ...asked, [key]: text };
}
