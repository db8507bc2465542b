/** Aliases defined in the same submission. */
import { withText } from '../frame';
import type { Stream } from '../programs/spec';
import { parseShell } from './parse';
import type { Shell } from './shell';
import { isAssignment, type SimpleNode } from './syntax';

/** Runs the command with its alias replaced, when its first word is one. */
export function expandAlias(node: SimpleNode, shell: Shell): Stream | undefined {
  const name = node.words[0];
  if (!name || isAssignment(name) || shell.scope.aliases.size === 0) return undefined;
  const replacement = shell.scope.aliases.get(name.raw);
  if (replacement === undefined || shell.calls.includes(`alias ${name.raw}`)) return undefined;
  const source = shell.frame.source.text;
  const text = replacement + source.slice(name.span.end, node.span.end);
  const frame = withText(shell.frame, node.span, text);
  const parsed = parseShell(text);
  const inner = shell.with({ frame, calls: [...shell.calls, `alias ${name.raw}`] });
  if (parsed.problem) inner.state({ kind: 'code.opaque', reason: parsed.problem }, { start: 0, end: text.length });
  return inner.run(parsed.list);
}
