/**
 * Prepares the edit of a policy that would let one refused command run. It is tried before it is offered: with a
 * person's words filled in, the policy has to load and to allow the command.
 */
import { posix } from 'node:path';
import { decide } from '../../decide';
import type { Decision } from '../../decision';
import { type PlacedRule, placedRules } from '../../policy/compile';
import type { CompiledPolicy } from '../../policy/compiled';
import { restricts } from '../../policy/findings';
import type { LoadedPolicy } from '../../policy/loader';
import type { PackLibrary } from '../../policy/packs';
import type { RuleTest } from '../../policy/test-schema';
import { testWorld } from '../../policy/test-world';
import type { Providers } from '../../providers';
import type { Request } from '../../request';
import { testOf } from '../test-of-request';
import { type Exception, exceptionFor } from './exception';
import { type Examples, type PersonsWord, ruleLines, unsaid, waiverLines } from './exception-text';
import { addItems, applyChanges, type Change } from './insert-items';

export interface PolicyToEdit {
  /** `undefined` when there is none yet. */
  readonly text: string | undefined;
  readonly library: PackLibrary;
  load(text: string): LoadedPolicy;
}

export interface PreparedException {
  /** What the changes are made to: the policy as it is, or a first one. */
  readonly base: string;
  readonly changes: readonly Change[];
  /** Rules that are set aside; none when it is the defaults that refuse. */
  readonly waived: readonly string[];
}

export function prepareException(
  request: Request,
  providers: Providers,
  policy: PolicyToEdit,
): PreparedException | undefined {
  const base = policy.text ?? firstPolicy(request.workspace);
  const before = policy.load(base);
  if (!before.policy || !before.parts) return undefined;
  const decision = decide(request, providers, before.policy);
  const bases = { workspace: request.workspace, home: providers.env.home };
  const exception = exceptionFor(decision, before.policy, bases);
  if (!exception) return undefined;
  const ids = newIds(exception, before.policy);
  const now = providers.clock.now();
  const load = (examples: readonly Examples[]) => {
    const tried = changesFor(base, exception, ids, examples, sampleWord(now));
    return tried && policy.load(applyChanges(base, tried)).policy;
  };
  const after = load([]);
  if (!after || refuses(decide(request, providers, after))) return undefined;
  const refused = refusedExamples(decision, placedRules(before.parts, policy.library));
  const examples = ids.map((id) => examplesOf(id, request, refused, after, providers));
  const changes = load(examples) && changesFor(base, exception, ids, examples, unsaid);
  return changes && { base, changes, waived: [...new Set(exception.waivers.map(({ about }) => about))] };
}

/** With nothing in it but its name all packs are in force, as they were before there was a policy. */
function firstPolicy(workspace: string): string {
  const name = posix.basename(workspace.replaceAll('\\', '/')).toLowerCase();
  const id = name.replace(/[^a-z0-9._-]+/g, '-').replace(/^[^a-z0-9]+/, '') || 'workspace';
  return `# What commands may do here: run by people, by AI agents, by CI. Commit this file; everybody follows it.\napiVersion: guardrails/v1\nid: ${id}\n`;
}

function newIds({ rules }: Exception, policy: CompiledPolicy): readonly string[] {
  const taken = new Set(policy.rules.map(({ id }) => id));
  return rules.map(({ about }) => {
    const id = `exceptions/${about.toLowerCase()}`;
    let free = id;
    for (let number = 2; taken.has(free); number += 1) free = `${id}-${number}`;
    taken.add(free);
    return free;
  });
}

/** `undefined` when one of the lists is written in a way that nothing can be added to. */
function changesFor(
  base: string,
  { waivers, rules }: Exception,
  ids: readonly string[],
  examples: readonly Examples[],
  word: PersonsWord,
): readonly Change[] | undefined {
  const waived = waivers.map((waiver) => waiverLines(waiver, word));
  const added = rules.map((rule, index) => ruleLines(rule, ids[index] ?? '', examples[index] ?? {}, word));
  const changes = [...(waived.length > 0 ? [addItems(base, 'waivers', waived)] : []), addItems(base, 'rules', added)];
  return changes.every((change) => change !== undefined) ? joined(changes) : undefined;
}

/** What is added at one place is one change. */
function joined(changes: readonly Change[]): readonly Change[] {
  const [first, second] = changes;
  if (!first || !second || first.start !== second.start) return changes;
  return [{ ...first, text: first.text + second.text.replace(/^(\r?\n)+/, '$1') }];
}

/** Only to try the edit; people say it in their own words. */
function sampleWord(now: Date): PersonsWord {
  return { reason: 'a reason', owner: 'an owner', expires: now.toISOString().slice(0, 10) };
}

function refuses(decision: Decision): boolean {
  return decision.findings.some(restricts);
}

/** The examples by which the rules that refuse the command show what they are for, by themselves and at once. */
function refusedExamples(decision: Decision, rules: readonly PlacedRule[]): readonly RuleTest[] {
  const deciding = new Set(decision.findings.filter(restricts).map(({ rule }) => rule));
  return rules
    .filter(({ compiled }) => deciding.has(compiled.id))
    .flatMap(({ source }) => [...(source.tests?.deny ?? []), ...(source.tests?.ask ?? [])])
    .filter(({ after }) => after === undefined);
}

/** The command itself where its example holds in the small world of tests, and something wider that stays refused. */
function examplesOf(
  id: string,
  request: Request,
  refused: readonly RuleTest[],
  policy: CompiledPolicy,
  { clock, env: { home } }: Providers,
): Examples {
  const now = clock.now();
  const judge = (test: RuleTest) => {
    const { request: asked, providers } = testWorld(test, 'ai', now);
    const decision = decide(asked, providers, policy);
    return { decision, matched: decision.findings.some(({ rule }) => rule === id) };
  };
  const own = testOf(request, home);
  const shown = own && judge(own);
  const wider = refused.find((test) => {
    const { decision, matched } = judge(test);
    return !matched && refuses(decision);
  });
  const holds = shown?.matched === true && !refuses(shown.decision);
  return {
    ...(holds && own && { [shown.decision.would === 'warn' ? 'warn' : 'allow']: own }),
    ...(wider && { notMatch: wider }),
  };
}
