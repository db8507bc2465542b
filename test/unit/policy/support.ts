/** Small doubles: effects as analysis would state them, policies from text, decisions on both. */
import type { Moments } from '../../../server/analysis/analysis';
import type { Decision } from '../../../server/decision';
import type { EffectKind } from '../../../server/effects/catalogue';
import type { Effect } from '../../../server/effects/effect';
import { gatherFacts } from '../../../server/facts/gather';
import type { CompiledPolicy } from '../../../server/policy/compiled';
import { evaluate } from '../../../server/policy/evaluate';
import { type LoadedPolicy, loadPolicy } from '../../../server/policy/loader';
import type { PackLibrary } from '../../../server/policy/packs';
import type { Permission } from '../../../server/policy/permission';
import type { Providers } from '../../../server/providers';
import type { Request } from '../../../server/request';
import { fakeProviders } from '../../support/fake-providers';

export const now = new Date('2026-11-22T12:00:00Z');
export const noPacks: PackLibrary = { packs: new Map() };

export function effect(kind: EffectKind, attributes: Record<string, unknown> = {}): Effect {
  return {
    kind,
    at: { span: { start: 0, end: 0 }, evidence: kind, chain: [] },
    extent: 'single',
    undo: null,
    authority: 'user',
    via: 'direct',
    certainty: 'certain',
    ...attributes,
  } as unknown as Effect;
}

export function request(rest: Partial<Request> = {}): Request {
  return {
    actions: [],
    tool: 'run_in_terminal',
    title: 'command',
    actor: 'ai',
    channel: 'hook',
    cwd: '/workspace',
    workspace: '/workspace',
    interactive: true,
    ...rest,
  };
}

export function load(text: string, library = noPacks, included: Record<string, string> = {}): LoadedPolicy {
  const include = (pattern: string) => {
    const found = included[pattern];
    return found === undefined ? [] : [{ file: `.guardrails/${pattern}`, text: found }];
  };
  return loadPolicy({ root: { file: 'policy.yaml', text }, include }, library, now);
}

const header = 'apiVersion: guardrails/v1\nid: test/policy\n';

/** A policy without packs, of which only the given part matters. */
export function policyOf(body: string, library = noPacks): CompiledPolicy {
  const { policy, problems } = load(header + body, library);
  if (policy === undefined)
    throw new Error(problems.map((problem) => `${problem.line}: ${problem.message}`).join('\n'));
  return policy;
}

export function decideOn(
  policy: CompiledPolicy,
  effects: readonly Effect[],
  rest: Partial<Request> = {},
  providers: Providers = fakeProviders({ now }),
  moments?: readonly Moments[],
  permissions?: readonly Permission[],
): Decision {
  const asked = request(rest);
  const analysis = { effects, files: [], ...(moments && { moments }) };
  return evaluate(policy, asked, analysis, gatherFacts(asked, analysis, policy.facts, providers), permissions);
}
