/** Circumstances that come from what was before, in this session or earlier in the same request. */
import type { Analysis } from '../analysis/analysis';
import { mayComeBefore } from '../analysis/order';
import type { ContextAttribute } from '../effects/catalogue';
import { attributeOf, type Effect, type Environment } from '../effects/effect';
import type { Providers } from '../providers';
import type { Request } from '../request';
import { type Count, countSince, type Past } from '../session/past';
import { isKnownHost } from './repository';
import { isRespelled } from './respelled';

/** What a session is remembered for at most. */
const sessionMs = 24 * 3_600_000;
const recentMs = 10 * 60_000;

/** What the answers are made from. */
export interface SessionView {
  readonly analysis: Analysis;
  readonly request: Request;
  readonly providers: Providers;
  readonly knownHosts: readonly string[];
  readonly now: Date;
  past(): Past;
  environment(index: number): Environment | null;
}

type Source = (index: number, view: SessionView) => unknown;

/** May an effect bring into the session what the taint is about? */
const taints = {
  'taint.secret': (effect) => effect.kind === 'secret.read' && effect.audience !== 'process',
  'taint.untrusted': (effect, { knownHosts }) => effect.kind === 'net.fetch' && !isKnown(effect, knownHosts),
  'taint.prodData': (effect, view, index) =>
    (effect.kind === 'db.read' || effect.kind === 'db.export') && (view.environment(index) ?? 'prod') === 'prod',
} as const satisfies Partial<Record<ContextAttribute, (effect: Effect, view: SessionView, index: number) => boolean>>;
type Taint = keyof typeof taints;

const sources = {
  'taint.secret': (index, view) => isTainted('taint.secret', index, view),
  'taint.untrusted': (index, view) => isTainted('taint.untrusted', index, view),
  'taint.prodData': (index, view) => isTainted('taint.prodData', index, view),
  'recent.denied': (_, view) => numberOf('recent.denied', recentMs, view),
  'recent.respelled': (index, { analysis, past, request, providers }) =>
    isRespelled(analysis.effects[index] as Effect, past(), request, providers),
  'session.count': (_, view) => numberOf('session.count', sessionMs, view),
} as const satisfies Partial<Record<ContextAttribute, Source>>;

export type SessionAttribute = keyof typeof sources;

export const sessionAttributes = Object.keys(sources) as readonly SessionAttribute[];

export function isSessionAttribute(name: string): name is SessionAttribute {
  return Object.hasOwn(sources, name);
}

export function sessionValue(name: SessionAttribute, index: number, view: SessionView): unknown {
  return sources[name](index, view);
}

/** What has to be remembered of a request that is let through, for policies that look at these circumstances. */
export function sessionCounts(lookedAt: ReadonlySet<string>, view: SessionView): readonly Count[] {
  const brought = (Object.keys(taints) as Taint[]).filter(
    (taint) => lookedAt.has(taint) && view.analysis.effects.some((_, index) => bringsIn(taint, index, view)),
  );
  const names = lookedAt.has('session.count') ? [...brought, 'session.count'] : brought;
  return names.map((name) => ({ scope: 'session', name, count: 1, keep: sessionMs }));
}

/** The same of one that is refused. */
export function refusalCounts(lookedAt: ReadonlySet<string>): readonly Count[] {
  return lookedAt.has('recent.denied') ? [{ scope: 'session', name: 'recent.denied', count: 1, keep: recentMs }] : [];
}

function isTainted(taint: Taint, index: number, view: SessionView): boolean | null {
  const { analysis } = view;
  const earlier = analysis.effects.some(
    (_, other) => mayComeBefore(analysis, other, index) && bringsIn(taint, other, view),
  );
  if (earlier) return true;
  const { count, all } = countSince(view.past(), taint, view.now.valueOf() - sessionMs);
  return count > 0 ? true : all ? false : null;
}

function bringsIn(taint: Taint, index: number, view: SessionView): boolean {
  return taints[taint](view.analysis.effects[index] as Effect, view, index);
}

function numberOf(name: string, within: number, view: SessionView): number | null {
  const { count, all } = countSince(view.past(), name, view.now.valueOf() - within);
  return all ? count : null;
}

function isKnown(effect: Effect, knownHosts: readonly string[]): boolean {
  const host = attributeOf(effect, 'host');
  return typeof host === 'string' && isKnownHost(host, knownHosts);
}
