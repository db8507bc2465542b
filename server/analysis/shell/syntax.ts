/**
 * The syntax tree the shell analysis works on: what of a shell's grammar matters to what a command does.
 * `parse.ts` makes it; the parsing library's own tree is known nowhere else.
 */
import type { Span } from '../../effects/effect';
import type { Text } from '../../effects/value';

export interface WordNode {
  readonly parts: readonly Part[];
  readonly raw: string;
  readonly span: Span;
}

/** A piece of a word. `quoted` pieces are neither split nor globbed. */
export type Part =
  | { readonly type: 'text'; readonly text: string }
  /** As it is written; unknown when something is substituted into it. */
  | { readonly type: 'glob'; readonly text: Text }
  | { readonly type: 'tilde'; readonly user: string }
  | ParameterPart
  | { readonly type: 'command'; readonly body: ListNode; readonly quoted: boolean }
  | { readonly type: 'arithmetic'; readonly expression: Arithmetic; readonly quoted: boolean }
  | { readonly type: 'process'; readonly direction: '<' | '>'; readonly body: ListNode }
  | { readonly type: 'braces'; readonly alternatives: readonly (readonly Part[])[] }
  | { readonly type: 'unknown'; readonly quoted: boolean };

export interface ParameterPart {
  readonly type: 'parameter';
  readonly name: string;
  readonly quoted: boolean;
  /** `${#x}`, or `${!x}`. */
  readonly prefix?: '#' | '!';
  readonly index?: WordNode;
  readonly operation?: ParameterOperation;
}

export type ParameterOperation =
  | {
      readonly type: 'default';
      readonly operator: '-' | '=' | '+' | '?';
      readonly orEmpty: boolean;
      readonly operand: WordNode;
    }
  | { readonly type: 'remove'; readonly operator: '#' | '##' | '%' | '%%'; readonly operand: WordNode }
  | {
      readonly type: 'replace';
      readonly operator: '/' | '//' | '/#' | '/%';
      readonly pattern: WordNode;
      readonly by: WordNode;
    }
  | { readonly type: 'slice'; readonly offset: WordNode; readonly length?: WordNode }
  | { readonly type: 'case'; readonly operator: '^' | '^^' | ',' | ',,' }
  /** `${x@Q}` and its kin, by their letter. */
  | { readonly type: 'transform'; readonly letter: string; readonly span: Span }
  | { readonly type: 'other' };

export type Arithmetic =
  | { readonly type: 'operand'; readonly word: WordNode }
  | { readonly type: 'binary'; readonly operator: string; readonly left: Arithmetic; readonly right: Arithmetic }
  | { readonly type: 'unary'; readonly operator: string; readonly operand: Arithmetic }
  | { readonly type: 'choice'; readonly parts: readonly Arithmetic[] }
  | { readonly type: 'unknown' };

export interface AssignmentNode {
  readonly name: string;
  readonly append: boolean;
  readonly index?: WordNode;
  /** One word, or the elements of an array. */
  readonly value: WordNode | readonly WordNode[];
  readonly raw: string;
  readonly span: Span;
}

export interface RedirectNode {
  readonly operator: '<' | '<>' | '>' | '>>' | '>|' | '<&' | '>&' | '&>' | '&>>' | '<<' | '<<<';
  /** A number, or the variable that will hold it (`{fd}<`). */
  readonly descriptor: number | string | undefined;
  /** The target, the string of a here-string, or the body of a here-document. */
  readonly word: WordNode;
  readonly span: Span;
}

export interface SimpleNode {
  readonly type: 'simple';
  readonly assignments: readonly AssignmentNode[];
  /** Name and arguments; assignments among the arguments (`export A=1`) stay what they are. */
  readonly words: readonly (WordNode | AssignmentNode)[];
  readonly redirects: readonly RedirectNode[];
  readonly span: Span;
}

export interface PipelineNode {
  readonly type: 'pipeline';
  readonly commands: readonly CommandNode[];
  readonly span: Span;
}

export interface ListNode {
  readonly type: 'list';
  readonly items: readonly ListItem[];
  readonly span: Span;
}

/** A command of a list, and what joins it to the one before. */
export interface ListItem {
  readonly joiner: ';' | '&&' | '||';
  readonly background: boolean;
  readonly command: CommandNode;
}

export interface GroupNode {
  readonly type: 'group';
  readonly subshell: boolean;
  readonly body: CommandNode;
  readonly redirects: readonly RedirectNode[];
  readonly span: Span;
}

export interface IfNode {
  readonly type: 'if';
  readonly branches: readonly { readonly condition: ListNode; readonly body: ListNode }[];
  readonly otherwise?: ListNode;
  readonly span: Span;
}

export interface LoopNode {
  readonly type: 'loop';
  readonly condition?: ListNode;
  /** Set for `for` and `select`. */
  readonly variable?: string;
  /** The words gone through; absent means the positional parameters. */
  readonly words?: readonly WordNode[];
  readonly arithmetic?: readonly Arithmetic[];
  readonly body: ListNode;
  readonly span: Span;
}

export interface CaseNode {
  readonly type: 'case';
  readonly subject: WordNode;
  readonly branches: readonly {
    readonly patterns: readonly WordNode[];
    readonly body: ListNode;
    readonly falls: boolean;
  }[];
  readonly span: Span;
}

export interface FunctionNode {
  readonly type: 'function';
  readonly name: string;
  readonly body: CommandNode;
  readonly span: Span;
}

/** `coproc NAME { …; }`, in the background, with pipes to and from it. */
export interface CoprocessNode {
  readonly type: 'coprocess';
  readonly name: string;
  readonly body: CommandNode;
  readonly span: Span;
}

/** `[[ … ]]` and `(( … ))`: nothing runs but the substitutions inside. */
export interface TestNode {
  readonly type: 'test';
  readonly words: readonly WordNode[];
  readonly arithmetic?: Arithmetic;
  readonly span: Span;
}

export type CommandNode =
  | SimpleNode
  | PipelineNode
  | ListNode
  | GroupNode
  | IfNode
  | LoopNode
  | CaseNode
  | FunctionNode
  | CoprocessNode
  | TestNode;

export function isAssignment(word: WordNode | AssignmentNode): word is AssignmentNode {
  return 'append' in word;
}
