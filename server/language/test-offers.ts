/** From a decision on record to a test: of the rule that decided, or a scenario where that rule is not the workspace's own. */
import { type CodeAction, CodeActionKind } from 'vscode-languageserver/node';
import { decide } from '../decide';
import type { RuleTest } from '../policy/test-schema';
import { testWorld } from '../policy/test-world';
import type { RecordedDecision } from '../protocol';
import { addItems, type Change } from './exception/insert-items';
import { type ActionWorld, confirmedEdit, type EditedFile, oneLine, type TestedPolicy } from './offers';
import { policyFileKind } from './policy/file-kind';
import { ruleAround } from './policy/insert-lines';
import { testInsertion } from './policy/insert-test';
import { entriesIn } from './policy/outline';
import { readPolicyText } from './policy/policy-text';
import { type Recorded, recordedTests, testsOf } from './recorded-tests';
import { flow, scalar } from './yaml-flow';

const scenarioFile = '.guardrails/tests/recorded.yaml';
const firstLines = '# Decisions of the audit log that are to stay as they are.\napiVersion: guardrails/v1\n';

export function addTest(recorded: Recorded, { tested, providers }: ActionWorld): CodeAction[] {
  if (tested === undefined) return [];
  const { home } = providers.env;
  return [...toOwnRule(recorded, tested, home), ...toScenarios(recorded, tested, home)].slice(0, 1);
}

function toOwnRule(recorded: Recorded, { rules, compiled, file }: TestedPolicy, home: string): CodeAction[] {
  return rules.flatMap((rule) => {
    const [found] = recordedTests([recorded], rule, compiled, home, new Date());
    const source = rule.compiled.location?.source;
    const edited = source === undefined ? undefined : file(source);
    if (!found || source === undefined || edited?.text === undefined) return [];
    const kind = policyFileKind(`/${source}`, edited.text) ?? 'fragment';
    const text = readPolicyText({ kind, uri: edited.uri, file: source, text: edited.text });
    const named = entriesIn(text, 'rules').find(({ name }) => name === rule.source.id);
    const entry = named && ruleAround(text, named.nameSpan);
    const insertion = entry && testInsertion(text, entry, rule.source.decide, found.test);
    if (!insertion) return [];
    const change = { ...insertion.span, text: insertion.newText };
    return [offer(`a test to the rule ${rule.compiled.id}`, recorded.decision, edited, [change])];
  });
}

/** Played before it is offered. */
function toScenarios({ decision, request }: Recorded, { compiled, file }: TestedPolicy, home: string): CodeAction[] {
  const [rule] = decision.rules;
  const test = testsOf({ decision, request }, home).find((one) => {
    const { request: asked, providers } = testWorld(one, decision.actor, new Date());
    const { would, rules } = decide(asked, providers, compiled);
    return would === decision.would && (rule === undefined || rules.includes(rule));
  });
  if (test === undefined) return [];
  const edited = file(scenarioFile);
  const change = addItems(edited.text ?? firstLines, 'scenarios', [scenarioLines(decision, test, rule)]);
  return change ? [offer('it to the scenarios of the policy', decision, edited, [change])] : [];
}

function scenarioLines({ time, would }: RecordedDecision, test: RuleTest, rule: string | undefined): readonly string[] {
  const step = { ...test, expect: would, ...(rule !== undefined && { rule }) };
  return [`- name: ${scalar(`decided ${time}`)}`, '  steps:', `    - ${flow(step)}`];
}

function offer(what: string, { command }: RecordedDecision, file: EditedFile, changes: readonly Change[]): CodeAction {
  const annotation = {
    label: `Add ${what}`,
    description: `So that it stays as it was decided: ${oneLine(command)}`,
    needsConfirmation: true,
  };
  const edit = confirmedEdit(file, { base: file.text ?? firstLines, changes }, annotation);
  return { title: `Add ${what}…`, kind: CodeActionKind.QuickFix, edit };
}
