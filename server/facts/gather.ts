/** Gathers the facts that a policy looks at. Nothing is asked of a provider before a rule wants to know it. */
import type { Analysis } from '../analysis/analysis';
import { type ContextAttribute, catalogue, type Environment } from '../effects/catalogue';
import { attributeOf, type Effect } from '../effects/effect';
import type { PolicyFacts } from '../policy/compiled';
import type { Providers } from '../providers';
import type { Request } from '../request';
import type { Count, Past, Scope } from '../session/past';
import { contextValue } from './context';
import { type Circumstances, deriveAttribute } from './derived';
import { environmentOf } from './environment';
import type { Facts } from './facts';
import { remember } from './remember';
import { isSessionAttribute, refusalCounts, type SessionView, sessionCounts, sessionValue } from './session-facts';

export function gatherFacts(request: Request, analysis: Analysis, policy: PolicyFacts, providers: Providers): Facts {
  return new GatheredFacts(request, analysis, policy, providers);
}

class GatheredFacts implements Facts {
  readonly workspace: string;
  readonly home: string;
  readonly now: Date;
  private readonly plain: readonly Effect[];
  private readonly circumstances: Circumstances;
  private readonly view: SessionView;
  private readonly environments = new Map<number, Environment | null>();
  private readonly derived = new Map<number, Record<string, unknown>>();
  private readonly pasts = new Map<Scope, Past>();
  private readonly known = new Map<ContextAttribute, unknown>();

  constructor(
    private readonly request: Request,
    analysis: Analysis,
    policy: PolicyFacts,
    providers: Providers,
  ) {
    this.plain = analysis.effects;
    this.workspace = request.workspace;
    this.home = providers.env.home;
    this.now = providers.clock.now();
    this.circumstances = { policy, providers, cwd: request.cwd, effects: this.plain };
    this.view = {
      analysis,
      request,
      providers,
      knownHosts: policy.knownHosts,
      now: this.now,
      past: () => this.past('session'),
      environment: (index) => this.environment(index),
    };
  }

  attribute(index: number, name: string): unknown {
    const effect = this.plain[index];
    if (effect === undefined) return null;
    const stated = attributeOf(effect, name) ?? null;
    return stated === null ? this.derive(index, effect, name) : stated;
  }

  environment(index: number): Environment | null {
    return remember(this.environments, index, () => {
      const effect = this.plain[index];
      return effect ? environmentOf(effect, this.circumstances.policy.env, this) : null;
    });
  }

  context(index: number, name: ContextAttribute): unknown {
    if (name === 'env') return this.environment(index);
    if (isSessionAttribute(name)) return sessionValue(name, index, this.view);
    return remember(this.known, name, () => contextValue(name, this.request, this.circumstances));
  }

  past(scope: Scope): Past {
    return remember(this.pasts, scope, () => this.circumstances.providers.session.past(this.request, scope));
  }

  pastProblem(): string | undefined {
    return [...this.pasts.values()].find(({ problem }) => problem !== undefined)?.problem;
  }

  sessionCounts(letThrough: boolean, lookedAt: ReadonlySet<string>): readonly Count[] {
    return letThrough ? sessionCounts(lookedAt, this.view) : refusalCounts(lookedAt);
  }

  effects(): readonly Effect[] {
    return this.plain.map((effect, index) => {
      const derived = this.derived.get(index);
      return derived ? ({ ...effect, ...derived } as Effect) : effect;
    });
  }

  private derive(index: number, effect: Effect, name: string): unknown {
    const derived = remember(this.derived, index, (): Record<string, unknown> => ({}));
    if (!(name in derived)) {
      const value = name === 'env' && hasEnv(effect) ? this.environment(index) : this.ask(effect, name);
      if (value === null) return null;
      derived[name] = value;
    }
    return derived[name];
  }

  private ask(effect: Effect, name: string): unknown {
    return deriveAttribute(effect, name, this.circumstances) ?? null;
  }
}

function hasEnv(effect: Effect): boolean {
  return 'env' in catalogue[effect.kind].attributes;
}
