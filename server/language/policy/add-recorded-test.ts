/** Quick fixes that add a test to a rule: the commands on record that it has decided. */
import type { Span } from '../../effects/effect';
import { type Recorded, recordedTests } from '../recorded-tests';
import { ruleAround } from './insert-lines';
import { testInsertion } from './insert-test';
import { entriesIn } from './outline';
import type { PolicyContext } from './policy-context';
import type { QuickFix } from './quick-fixes';

/** The menu stays short. */
const MAX_OFFERED = 5;
const MAX_TITLE = 60;

/** For the rule around a place, the newest first. */
export function addRecordedTests(
  { text, rules, policy }: PolicyContext,
  span: Span,
  records: () => readonly Recorded[],
  home: string,
): readonly QuickFix[] {
  const entry = ruleAround(text, span);
  const isRule = entry && entriesIn(text, 'rules').some((one) => one.span.start === entry.span.start);
  const rule = rules.find(
    ({ source, compiled }) => source.id === entry?.name && compiled.location?.source === text.file,
  );
  if (!isRule || rule === undefined || policy === undefined) return [];
  return recordedTests(records(), rule, policy, home, new Date())
    .slice(0, MAX_OFFERED)
    .flatMap(({ decision, test }) => {
      const insertion = testInsertion(text, entry, rule.source.decide, test);
      return insertion ? [{ title: `Add a test from the log: ${shortened(decision.command)}`, ...insertion }] : [];
    });
}

function shortened(command: string): string {
  const line = command.replace(/\s+/g, ' ');
  return line.length > MAX_TITLE ? `${line.slice(0, MAX_TITLE - 1)}…` : line;
}
