/** Policies with a cursor in them: `|` marks it, and is no part of the text. */

import type { PolicyContext } from '../../../../server/language/policy/policy-context';
import { readPolicyText } from '../../../../server/language/policy/policy-text';
import { compilePacks, packRules, placedRules } from '../../../../server/policy/compile';
import { loadPack, loadPolicy, loadTests } from '../../../../server/policy/loader';
import { libraryOf } from '../../../../server/policy/packs';
import { runTests } from '../../../../server/policy/policy-tests';
import type { PolicyProblem } from '../../../../server/policy/problem';
import { packBundle } from '../../../support/packs';

export const now = new Date('2026-11-22T12:00:00Z');
export const library = libraryOf(packBundle());
export const header = 'apiVersion: guardrails/v1\nid: acme/shop\n';
const folder = 'file:///repo/shop/';
const scenarioFile = '.guardrails/tests/a.yaml';
const nothingElse = { scenarioResults: () => [], includable: () => [] };

export interface Marked {
  readonly text: string;
  readonly offset: number;
}

export function marked(source: string): Marked {
  const offset = source.indexOf('|');
  if (offset === -1) throw new Error(`No cursor in ${source}`);
  return { text: source.slice(0, offset) + source.slice(offset + 1), offset };
}

export interface Given {
  /** Files beside the policy, by the name an `include` gives them. */
  readonly included?: Readonly<Record<string, string>>;
  /** The policy as it was when it could last be read. */
  readonly before?: string;
  /** Text of a scenario file. */
  readonly scenarios?: string;
  readonly includable?: readonly string[];
}

export interface Opened extends PolicyContext {
  readonly problems: readonly PolicyProblem[];
}

/** A policy as it is open in the editor. */
export function openPolicy(text: string, { included = {}, before, scenarios, includable = [] }: Given = {}): Opened {
  const file = '.guardrails/policy.yaml';
  const load = (root: string) =>
    loadPolicy(
      {
        root: { file, text: root },
        include: (name) =>
          included[name] === undefined ? [] : [{ file: `.guardrails/${name}`, text: included[name] }],
      },
      library,
      now,
    );
  const loaded = load(text);
  const { parts, policy, problems } = loaded;
  const scenarioFiles = scenarios === undefined ? [] : [{ file: scenarioFile, text: scenarios }];
  const tests = scenarioFiles.length > 0 ? loadTests(loaded, scenarioFiles) : { scenarios: [], problems: [] };
  const last = parts ?? (before === undefined ? undefined : load(before).parts);
  const opened = readPolicyText({ kind: 'policy', uri: folder + file, file, text });
  const others = Object.entries(included).map(([name, other]) => {
    const path = `.guardrails/${name}`;
    return readPolicyText({ kind: 'fragment', uri: folder + path, file: path, text: other });
  });
  const packs = [...library.packs.values()].flatMap((pack) => packRules(pack));
  const rules = last ? placedRules(last, library) : packs;
  return {
    text: opened,
    files: [opened, ...others],
    rules,
    policy,
    problems: [...problems, ...tests.problems],
    library,
    scenarioResults: () => (policy ? runTests(policy, { ...tests, rules: [] }, now).results : []),
    includable: () => includable,
    uriOf,
  };
}

/** A scenario file as it is open in the editor, beside a policy. */
export function openScenarios(text: string, policy: string): Opened {
  const beside = openPolicy(policy, { scenarios: text });
  const opened = readPolicyText({ kind: 'scenarios', uri: folder + scenarioFile, file: scenarioFile, text });
  return { ...beside, text: opened, files: [opened, ...beside.files] };
}

/** A pack as it is open in the editor. */
export function openPack(text: string): Opened {
  const file = 'policies/test/pack.yaml';
  const { pack, problems } = loadPack({ file, text });
  const opened = readPolicyText({ kind: 'pack', uri: folder + file, file, text });
  const policy = pack && compilePacks({ packs: new Map([...library.packs, [pack.source.id, pack]]) });
  return {
    text: opened,
    files: [opened],
    rules: pack ? packRules(pack) : [],
    policy,
    problems,
    library,
    ...nothingElse,
    uriOf,
  };
}

function uriOf(source: string): string {
  return (source.startsWith('policies/') ? 'file:///product/' : folder) + source;
}
