/** Loops: unrolled over literal lists, else run with what can be said of every round. */
import { UNKNOWN } from '../../effects/value';
import type { Stream } from '../programs/spec';
import { evaluateArithmetic } from './arithmetic';
import { expandWords } from './expand';
import { inLoop } from './jumps';
import { takeLines } from './lines';
import type { Value } from './scope';
import type { Shell } from './shell';
import { NOTHING, sequence } from './streams';
import type { ListNode, LoopNode, SimpleNode } from './syntax';
import { either } from './text';

const MAX_ROUNDS = 32;

export function runLoop(node: LoopNode, shell: Shell): Stream {
  if (node.variable !== undefined) return runFor(node, node.variable, shell);
  for (const expression of node.arithmetic ?? []) evaluateArithmetic(expression, shell);
  return runWhile(node, shell);
}

function runFor(node: LoopNode, variable: string, shell: Shell): Stream {
  const values = valuesOf(node, shell);
  if (values.length === 0) return sequence([]);
  return inLoop(shell, (inner, afterRound) =>
    sequence(
      values.map((value) => {
        shell.scope.set(variable, [value]);
        const printed = inner.run(node.body);
        afterRound();
        return printed;
      }),
    ),
  );
}

/** The values gone through; a long list becomes what its elements have in common. */
function valuesOf(node: LoopNode, shell: Shell): Value[] {
  const words = node.words ? expandWords(node.words, shell) : shell.scope.positional;
  if (!words) return [{ text: UNKNOWN }];
  const values = words.map((word) => ({ text: word.value, ...(word.sources && { sources: word.sources }) }));
  if (values.length <= MAX_ROUNDS) return values;
  return [{ text: values.map((value) => value.text).reduce(either) }];
}

/** `while read -r line; do …; done` over lines that are known, in a body that reads none of them itself. */
function linesRead({ condition, body }: LoopNode, shell: Shell): readonly string[] | undefined {
  const [first, ...others] = condition?.items ?? [];
  const isRead = first?.command.type === 'simple' && /^read( -r)?( [A-Za-z_]\w*)+$/.test(wordsOf(first.command));
  const lines = takeLines(shell.io.stdin, shell);
  if (!isRead || others.some(({ joiner }) => joiner !== '||') || (lines?.length ?? 0) > MAX_ROUNDS) return undefined;
  return /\bread\b/.test(shell.frame.source.text.slice(body.span.start, body.span.end)) ? undefined : lines;
}

function wordsOf({ words, redirects }: SimpleNode): string {
  return redirects.length > 0 ? '' : words.map(({ raw }) => raw).join(' ');
}

function runOverLines(lines: readonly string[], node: LoopNode, shell: Shell): Stream {
  return inLoop(shell, (inner, afterRound) =>
    sequence(
      lines.map((text) => {
        const stdin: Stream = { ...(shell.io.stdin ?? NOTHING), text };
        if (node.condition) inner.with({ io: { ...inner.io, stdin } }).run(node.condition);
        const printed = inner.run(node.body);
        afterRound();
        return printed;
      }),
    ),
  );
}

/** A first round with the values from before, a second with what any later round may have. */
function runWhile(node: LoopNode, shell: Shell): Stream {
  const lines = linesRead(node, shell);
  if (lines) return runOverLines(lines, node, shell);
  const printed: Stream[] = [];
  if (startsWithoutEnd(node)) shell.state({ kind: 'code.opaque', reason: 'depth-limit' }, node.span);
  inLoop(shell, (inner, afterRound) => {
    for (let round = 0; round < 2; round++) {
      if (node.condition) printed.push(inner.run(node.condition));
      const body = inner.maybe();
      printed.push(body.run(node.body));
      shell.scope.merge(body.scope);
      afterRound();
    }
  });
  return sequence(printed.map((stream) => ({ ...stream, text: stream.text === '' ? '' : UNKNOWN })));
}

/** An endless loop that starts something in the background each time and never waits: it takes the machine down. */
function startsWithoutEnd({ condition, arithmetic, body }: LoopNode): boolean {
  const starts = body.items.findLastIndex((item) => item.background);
  if (starts < 0 || !isEndless(condition, arithmetic)) return false;
  return !body.items
    .slice(starts)
    .some((item) => item.command.type === 'simple' && item.command.words[0]?.raw === 'wait');
}

function isEndless(condition: ListNode | undefined, arithmetic: LoopNode['arithmetic']): boolean {
  if (arithmetic) return arithmetic.length === 0;
  const [only] = condition?.items ?? [];
  if (only?.command.type === 'test') return only.command.words.length === 0;
  return only?.command.type === 'simple' && /(^|\/)(true|false|:)$/.test(only.command.words[0]?.raw ?? '');
}
