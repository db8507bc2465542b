/** What limits and sequences look at: what a request does in which order, and what was let through before it. */
import type { Analysis } from '../analysis/analysis';
import { mayComeBefore } from '../analysis/order';
import type { Effect } from '../effects/effect';
import type { Tri } from '../effects/value';
import type { Facts } from '../facts/facts';
import { type Count, counterOfRule, countSince, lastTime } from '../session/past';
import { accountOfLimit, accountOfSequence } from './accounts';
import type { CompiledCount, CompiledRule, CompiledSelection } from './compiled';
import { matchConditions } from './match-rule';

/** Does it match, and how is that accounted for? */
export interface OverTimeMatch {
  readonly tri: Tri;
  /** A sentence on what was counted or came before. */
  readonly account: () => string;
}

/** By effect: how many up to there, certainly and at most. */
interface RunningCount {
  readonly sure: readonly number[];
  readonly atMost: readonly number[];
}

export class Course {
  private readonly running = new Map<CompiledRule, RunningCount>();
  private readonly selections = new Map<CompiledSelection, readonly Tri[]>();

  constructor(
    private readonly analysis: Analysis,
    private readonly facts: Facts,
    private readonly isWaived: (rule: CompiledRule, effect: number) => boolean,
  ) {}

  /** What remains of a rule that matches an effect by its conditions. */
  match(rule: CompiledRule, index: number): OverTimeMatch | undefined {
    if (rule.count) return this.goesOver(rule, rule.count, index);
    return rule.after && this.follows(rule, rule.after, index);
  }

  /** What the rules have to remember of this request, when it is let through. */
  counts(rules: readonly CompiledRule[]): readonly Count[] {
    const all = rules.flatMap((rule): readonly Count[] => {
      const { count, after } = rule;
      if (count) return counted(rule, count.per, this.numberOf(rule), count.within);
      return after ? counted(rule, 'session', Math.min(1, this.hits(rule, after).length), after.within) : [];
    });
    return onceEach(all);
  }

  private goesOver(rule: CompiledRule, { per, within, over }: CompiledCount, index: number): OverTimeMatch {
    const past = this.facts.past(per);
    const before = countSince(past, counterOfRule(rule.id), this.facts.now.valueOf() - within);
    const here = this.runningCount(rule);
    const sure = before.count + (here.sure[index] ?? 0);
    const atMost = before.all ? before.count + (here.atMost[index] ?? 0) : Number.POSITIVE_INFINITY;
    const tri = sure > over ? 'yes' : atMost > over ? 'maybe' : 'no';
    const total = before.count + this.numberOf(rule);
    return { tri, account: () => accountOfLimit({ total, over, within, all: before.all, problem: past.problem }) };
  }

  private follows(rule: CompiledRule, after: NonNullable<CompiledRule['after']>, index: number): OverTimeMatch {
    const earlier = this.hits(rule, after).filter((hit) => mayComeBefore(this.analysis, hit, index));
    const sure = earlier.find((hit) => this.selected(after)[hit] === 'yes');
    const within = sure ?? earlier[0];
    if (within !== undefined) {
      const effect = this.analysis.effects[within] as Effect;
      return { tri: sure === undefined ? 'maybe' : 'yes', account: () => accountOfSequence({ effect }) };
    }
    return this.followsThePast(rule, after.within);
  }

  private followsThePast(rule: CompiledRule, within: number): OverTimeMatch {
    const past = this.facts.past('session');
    const now = this.facts.now.valueOf();
    const last = lastTime(past, counterOfRule(rule.id));
    if (last !== undefined && now - last < within) {
      return { tri: 'yes', account: () => accountOfSequence({ ago: now - last }) };
    }
    const { all } = countSince(past, counterOfRule(rule.id), now - within);
    return { tri: all ? 'no' : 'maybe', account: () => accountOfSequence({ problem: past.problem }) };
  }

  /** How often this request does what a limit counts. */
  private numberOf(rule: CompiledRule): number {
    return this.runningCount(rule).atMost.at(-1) ?? 0;
  }

  /** The same with each effect and all before it. */
  private runningCount(rule: CompiledRule): RunningCount {
    const known = this.running.get(rule);
    if (known) return known;
    const sure: number[] = [];
    const atMost: number[] = [];
    for (const [index, tri] of this.selected(rule).entries()) {
      const counts = isHit(tri, rule) && !this.isWaived(rule, index);
      const times = counts ? (this.analysis.moments?.[index]?.times ?? 1) : 0;
      sure.push((sure.at(-1) ?? 0) + (tri === 'yes' ? times : 0));
      atMost.push((atMost.at(-1) ?? 0) + times);
    }
    this.running.set(rule, { sure, atMost });
    return { sure, atMost };
  }

  /** The effects that a selection means, as far as the rule cares for what is merely possible. */
  private hits(rule: CompiledRule, selection: CompiledSelection): readonly number[] {
    return this.selected(selection).flatMap((tri, index) => (isHit(tri, rule) ? [index] : []));
  }

  private selected(selection: CompiledSelection): readonly Tri[] {
    const known = this.selections.get(selection);
    if (known) return known;
    const selected = this.analysis.effects.map(({ kind }, index) =>
      selection.kinds.includes(kind) ? matchConditions(selection, index, this.facts) : 'no',
    );
    this.selections.set(selection, selected);
    return selected;
  }
}

/** Two layers may have a rule of one name, which share its counter. */
function onceEach(counts: readonly Count[]): readonly Count[] {
  const most = new Map<string, Count>();
  for (const one of counts) {
    const key = `${one.scope} ${one.name}`;
    const { count = 0, keep = 0 } = most.get(key) ?? {};
    most.set(key, { ...one, count: Math.max(count, one.count), keep: Math.max(keep, one.keep) });
  }
  return [...most.values()];
}

function isHit(tri: Tri, { ignoresUnknown }: CompiledRule): boolean {
  return tri === 'yes' || (tri === 'maybe' && !ignoresUnknown);
}

function counted(rule: CompiledRule, scope: Count['scope'], count: number, keep: number): readonly Count[] {
  return count === 0 ? [] : [{ scope, name: counterOfRule(rule.id), count, keep }];
}
