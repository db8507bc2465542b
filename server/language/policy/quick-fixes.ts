/** Quick fixes for what is wrong with a policy: the spelling that was meant, and what a rule lacks. */
import type { Span } from '../../effects/effect';
import { placeholdersOf } from '../../policy/message';
import { nearestWord } from '../../policy/nearest';
import type { ProblemCode } from '../../policy/problem';
import { findExamples } from './find-examples';
import { type Insertion, insertedAfter, ruleAround } from './insert-lines';
import type { PolicyContext } from './policy-context';
import { testsSkeleton } from './tests-skeleton';

/** What a diagnostic carries for its fixes. */
export interface FixData {
  readonly nearest?: string;
  readonly expected?: readonly string[];
}

export interface Complained {
  readonly code: ProblemCode;
  readonly span: Span;
  readonly data: FixData;
}

export interface QuickFix extends Insertion {
  readonly title: string;
}

export function quickFixesFor(context: PolicyContext, complained: Complained): readonly QuickFix[] {
  switch (complained.code) {
    case 'no-instead':
      return addInstead(context, complained.span);
    case 'no-tests':
      return addTests(context, complained.span);
    case 'unknown-placeholder':
      return respellPlaceholder(context, complained);
    default:
      return respell(context, complained);
  }
}

function respell({ text }: PolicyContext, { span, data }: Complained): readonly QuickFix[] {
  const { nearest } = data;
  if (nearest === undefined) return [];
  const quote = /^["']/.exec(text.text.slice(span.start, span.end))?.[0] ?? (nearest.startsWith('*') ? '"' : '');
  return [{ title: `Change to "${nearest}"`, span, newText: `${quote}${nearest}${quote}` }];
}

/** The problem is about the whole text; the placeholder in it is the one that this is the nearest to. */
function respellPlaceholder({ text }: PolicyContext, { span, data }: Complained): readonly QuickFix[] {
  const { nearest, expected = [] } = data;
  if (nearest === undefined) return [];
  const template = text.text.slice(span.start, span.end);
  const wrong = placeholdersOf(template).find(
    (name) => !expected.includes(name) && nearestWord(name, expected) === nearest,
  );
  if (wrong === undefined) return [];
  const start = span.start + template.indexOf(`{${wrong}}`);
  const newText = `{${nearest}}`;
  return [{ title: `Change to "${newText}"`, span: { start, end: start + wrong.length + 2 }, newText }];
}

function addInstead(context: PolicyContext, span: Span): readonly QuickFix[] {
  const rule = ruleAround(context.text, span);
  if (rule === undefined) return [];
  const line = 'instead: "TODO: say what to do instead."';
  return [{ title: 'Add "instead"', ...insertedAfter(context.text, rule, 'because', [line]) }];
}

function addTests(context: PolicyContext, span: Span): readonly QuickFix[] {
  const { rules, policy, library, text } = context;
  const entry = ruleAround(context.text, span);
  if (entry === undefined) return [];
  const rule = rules.find(
    ({ source, compiled }) => source.id === entry.name && compiled.location?.source === text.file,
  );
  if (rule === undefined) return [];
  const found = policy ? findExamples(rule, policy, library) : {};
  const lines = testsSkeleton(rule.source.decide, found, entry.node.flow === true);
  return [{ title: 'Add tests', ...insertedAfter(context.text, entry, undefined, lines) }];
}
