/** A lease as a person writes it: decoded as strictly as a rule, and only within what the policy lets a session loosen. */
import { checkSelection } from './check-rule';
import { compileFor, compileWhen } from './compile-rule';
import type { CompiledGrant, CompiledSelection } from './compiled';
import { milliseconds } from './duration';
import { listWords } from './nearest';
import type { Complaint } from './problem';
import { type LeaseSource, leaseSchema, longestLease } from './schema';
import { checkShape } from './shape';
import { selectedKinds } from './vocabulary';

export interface LeaseTerms {
  readonly source: LeaseSource;
  readonly selection: CompiledSelection;
  readonly milliseconds: number;
}

export function readLease(
  data: unknown,
  grant: CompiledGrant | undefined,
): { readonly terms?: LeaseTerms; readonly complaints: readonly Complaint[] } {
  const { value, complaints } = checkShape(leaseSchema, data);
  if (value === undefined) return { complaints };
  const found = [...checkSelection(value, [], new Map()), ...checkKindsGranted(value, grant), ...checkTime(value)];
  if (found.some(({ severity }) => severity !== 'warning')) return { complaints: found };
  return { terms: compileLease(value), complaints: found };
}

/** `db.schema.alter when table=orders for env=local` */
export function leaseText({ effects, when = {}, for: circumstances = {} }: LeaseSource): string {
  const words = (label: string, conditions: object) => {
    const said = Object.entries(conditions).map(([name, condition]) => `${name}=${plain(condition)}`);
    return said.length === 0 ? '' : ` ${label} ${said.join(' ')}`;
  };
  return `${effects.join(', ')}${words('when', when)}${words('for', circumstances)}`;
}

function plain(condition: unknown): string {
  return typeof condition === 'object' ? JSON.stringify(condition) : String(condition);
}

function compileLease(source: LeaseSource): LeaseTerms {
  const kinds = selectedKinds(source);
  const scope = new Map();
  const selection = { kinds, when: compileWhen(source.when, kinds[0], scope), for: compileFor(source.for, scope) };
  return { source, selection, milliseconds: milliseconds(source.expires) };
}

function checkKindsGranted(source: LeaseSource, grant: CompiledGrant | undefined): readonly Complaint[] {
  const beyond = selectedKinds(source).filter((kind) => !grant?.allow.includes(kind));
  if (beyond.length === 0) return [];
  const message = `The policy lets no session allow ${listWords(beyond)}: see grants.session.allow.`;
  return [{ code: 'never-matches', path: ['effects'], message }];
}

function checkTime({ expires }: LeaseSource): readonly Complaint[] {
  const time = milliseconds(expires);
  if (time > 0 && time <= milliseconds(longestLease)) return [];
  return [{ code: 'out-of-range', path: ['expires'], message: `A lease holds for at most ${longestLease}.` }];
}
