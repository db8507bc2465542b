/** A simple command: assignments, expansion, redirections, then whatever its name stands for. */
import { UNKNOWN } from '../../effects/value';
import { heedsVariable } from '../programs/families/git/config';
import type { Stream, Word } from '../programs/spec';
import { expandAlias } from './aliases';
import { assign } from './assign';
import { openDescriptors } from './descriptors';
import { dispatch } from './dispatch';
import { environmentEffects } from './environment';
import { expandValue, expandWord } from './expand';
import { passOn, redirected } from './redirects';
import type { Shell } from './shell';
import { ANYTHING, NOTHING } from './streams';
import { type AssignmentNode, isAssignment, type SimpleNode, type WordNode } from './syntax';
import { concat } from './text';

/** A longer command is not read. */
const MAX_WORDS = 2000;

export function runSimple(node: SimpleNode, shell: Shell): Stream {
  const aliased = expandAlias(node, shell);
  if (aliased) return aliased;
  if (node.words.length + node.redirects.length > MAX_WORDS) return shell.tooDeep(node.span);
  const expander = printsItsWords(node) ? shell : shell.quiet();
  const words = node.words.flatMap((word) => expandArgument(word, expander));
  if (words.length === 0) return runBare(node, shell);
  if (!shell.session.takesWords(words, shell.frame)) return ANYTHING;
  if (words.length === 1 && words[0]?.value === 'exec') openDescriptors(node.redirects, shell);
  const prefixed = node.assignments.length > 0 ? withPrefix(node, shell) : shell;
  const connected = redirected(node.redirects, prefixed);
  const printed = dispatch(words, node.span, connected.shell, declarations(node));
  if (prefixed !== shell)
    shell.scope.becomeBut(
      prefixed.scope,
      node.assignments.map(({ name }) => name),
    );
  return passOn(printed, connected);
}

function printsItsWords({ words, redirects }: SimpleNode): boolean {
  return redirects.length === 0 && /^(echo|printf|print)$/.test(words[0]?.raw ?? '');
}

/** Assignments or redirections without a command. */
function runBare(node: SimpleNode, shell: Shell): Stream {
  for (const assignment of node.assignments) {
    assign(assignment, shell.quiet());
    if (affectsShell(assignment.name, shell)) stateEnvironment(assignment, shell);
  }
  const connected = redirected(node.redirects, shell, true);
  return passOn(printedFile(node, connected.shell), connected);
}

/** `$(< file)` prints it. */
function printedFile({ assignments, redirects }: SimpleNode, { io }: Shell): Stream {
  const reads = assignments.length === 0 && redirects.length === 1 && redirects[0]?.operator === '<';
  return reads && io.stdin ? io.stdin : NOTHING;
}

/** `VAR=x cmd`: the variable is there for the command only. */
function withPrefix(node: SimpleNode, shell: Shell): Shell {
  const local = shell.with({ scope: shell.scope.fork(), jumps: shell.jumps });
  const written = node.words.map((word) => word.raw);
  for (const assignment of node.assignments) {
    assign(assignment, local.quiet(), { exported: true });
    if (heedsVariable(assignment.name, written)) stateEnvironment(assignment, local);
  }
  return local;
}

/** Without `export` only variables that the shell obeys or has exported before matter. */
function affectsShell(name: string, shell: Shell): boolean {
  return (
    /^(PROMPT_COMMAND|PS[0124]|BASH_ENV|ENV|HISTFILE|PATH)$/.test(name) || shell.scope.inherited(name) !== undefined
  );
}

function stateEnvironment({ name, span }: AssignmentNode, shell: Shell): void {
  environmentEffects(name, shell.scope.get(name)?.[0]?.text ?? UNKNOWN, span, shell);
}

function expandArgument(word: WordNode | AssignmentNode, shell: Shell): Word[] {
  if (!isAssignment(word)) return expandWord(word, shell);
  const single = 'parts' in word.value ? word.value : undefined;
  if (!single) return [{ value: { prefix: `${word.name}=`, suffix: '', glob: false }, ...placeOf(word) }];
  const value = expandValue(single, shell);
  const operator = word.append ? '+=' : '=';
  const index = word.index ? `[${word.index.raw}]` : '';
  const text = concat(`${word.name}${index}${operator}`, value.text);
  return [{ value: text, ...placeOf(word), ...(value.sources && { sources: value.sources }) }];
}

function placeOf(word: AssignmentNode) {
  return { raw: word.raw, span: word.span, many: false };
}

/** The assignments among the arguments, for `export A=1`. */
function declarations(node: SimpleNode): AssignmentNode[] {
  return node.words.filter(isAssignment);
}
