/** Commands of the parsing library's tree, turned into our own. */
import type * as unbash from 'unbash';
import { arithmeticNode } from './convert-arithmetic';
import { WordConverter } from './convert-word';
import type { AssignmentNode, CommandNode, ListItem, ListNode, RedirectNode, SimpleNode, WordNode } from './syntax';

/** The tree has a shape that is not known. */
export class ParseProblem extends Error {}

type ScriptLike = { readonly commands: readonly unbash.Statement[]; readonly pos: number; readonly end: number };

export class TreeConverter extends WordConverter {
  script(script: unbash.ParsedScript): ListNode {
    if (script.errors && script.errors.length > 0) this.failed = true;
    return this.list(script);
  }

  protected nestedScript(script: unbash.ParsedScript, around: { pos: number; end: number }): ListNode {
    if (script.source === undefined) return this.script(script);
    const inner = new TreeConverter(script.source, this.span(around));
    const list = inner.script(script);
    this.failed ||= inner.failed;
    return list;
  }

  private list(node: ScriptLike): ListNode {
    const items: ListItem[] = [];
    for (const statement of node.commands) this.addStatement(statement, items);
    return { type: 'list', items, span: this.span(node) };
  }

  private addStatement(statement: unbash.Statement, items: ListItem[]): void {
    const background = statement.background === true;
    const { command } = statement;
    if (command.type !== 'AndOr') {
      items.push({ joiner: ';', background, command: this.command(command) });
      return;
    }
    command.commands.forEach((part, index) => {
      const joiner = index === 0 ? ';' : (command.operators[index - 1] ?? ';');
      items.push({ joiner, background, command: this.command(part) });
    });
  }

  private command(node: unbash.PipelineNode | unbash.CompoundList): CommandNode {
    const span = this.span(node);
    switch (node.type) {
      case 'Command':
        return this.simple(node);
      case 'Pipeline':
        return { type: 'pipeline', commands: node.commands.map((part) => this.command(part)), span };
      case 'Redirected':
        return {
          type: 'group',
          subshell: false,
          body: this.command(node.command),
          redirects: node.redirects.map((redirect) => this.redirect(redirect)),
          span,
        };
      case 'Subshell':
        return { type: 'group', subshell: true, body: this.list(node.body), redirects: [], span };
      case 'BraceGroup':
        return this.list(node.body);
      case 'CompoundList':
        return this.list(node);
      case 'Coproc':
        return { type: 'coprocess', name: node.name?.value ?? 'COPROC', body: this.command(node.body), span };
      case 'Function':
        return { type: 'function', name: node.name.value, body: this.command(node.body), span };
      case 'TestCommand':
        return { type: 'test', words: this.testWords(node.expression), span };
      case 'ArithmeticCommand':
        return {
          type: 'test',
          words: [],
          arithmetic: node.expression ? arithmeticNode(node.expression, this) : { type: 'unknown' },
          span,
        };
      default:
        return this.branching(node);
    }
  }

  private branching(
    node: unbash.If | unbash.For | unbash.Select | unbash.While | unbash.ArithmeticFor | unbash.Case,
  ): CommandNode {
    const span = this.span(node);
    switch (node.type) {
      case 'If':
        return {
          type: 'if',
          branches: [node, ...node.elif].map((branch) => ({
            condition: this.list(branch.clause),
            body: this.list(branch.then),
          })),
          ...(node.else && { otherwise: this.list(node.else) }),
          span,
        };
      case 'For':
      case 'Select':
        return {
          type: 'loop',
          variable: node.name.value,
          ...(node.wordlist && { words: node.wordlist.map((word) => this.word(word)) }),
          body: this.list(node.body),
          span,
        };
      case 'While':
        return { type: 'loop', condition: this.list(node.clause), body: this.list(node.body), span };
      case 'ArithmeticFor':
        return {
          type: 'loop',
          arithmetic: [node.initialize, node.test, node.update].flatMap((expression) =>
            expression ? [arithmeticNode(expression, this)] : [],
          ),
          body: this.list(node.body),
          span,
        };
      case 'Case':
        return {
          type: 'case',
          subject: this.word(node.word),
          branches: node.items.map((item) => ({
            patterns: item.pattern.map((pattern) => this.word(pattern)),
            body: this.list(item.body),
            falls: item.terminator === ';&' || item.terminator === ';;&',
          })),
          span,
        };
      default:
        throw new ParseProblem(`unknown node ${(node as { type: string }).type}`);
    }
  }

  private simple(node: unbash.Command): SimpleNode {
    const words: (WordNode | AssignmentNode)[] = node.name ? [this.word(node.name)] : [];
    const assignments: AssignmentNode[] = [];
    const redirects: RedirectNode[] = [];
    for (const part of node.prefix) {
      if (part.type === 'Assignment') assignments.push(this.assignment(part));
      else redirects.push(this.redirect(part));
    }
    for (const part of node.suffix) {
      if (part.type === 'Word') words.push(this.word(part));
      else if (part.type === 'Assignment') words.push(this.assignment(part));
      else redirects.push(this.redirect(part));
    }
    return { type: 'simple', assignments, words, redirects, span: this.span(node) };
  }

  private assignment(node: unbash.Assignment): AssignmentNode {
    return {
      name: node.name,
      append: node.append === true,
      ...(node.index && { index: this.word(node.index) }),
      value:
        node.value.type === 'ArrayValue'
          ? node.value.elements.map((element) => this.word(element))
          : this.word(node.value, true),
      raw: node.text,
      span: this.span(node),
    };
  }

  private redirect(node: unbash.Redirection): RedirectNode {
    const given = node.descriptor;
    const descriptor = given?.type === 'FileDescriptor' ? given.value : given?.name.replace(/[{}]/g, '');
    const span = this.span(node);
    if (node.type === 'HereDoc') {
      const quoted = node.delimiter?.quoted ?? false;
      return { operator: '<<', descriptor, word: this.hereDocument(node.body, quoted, node.operator === '<<-'), span };
    }
    const word = node.target ? this.word(node.target) : this.missingWord(node);
    return { operator: node.operator, descriptor, word, span };
  }

  private missingWord(node: unbash.Redirection): WordNode {
    this.failed = true;
    return { parts: [{ type: 'unknown', quoted: true }], raw: '', span: this.span(node) };
  }

  private testWords(node: unbash.TestExpression): WordNode[] {
    switch (node.type) {
      case 'TestUnary':
        return [this.word(node.operand)];
      case 'TestBinary':
        return [this.word(node.left), this.word(node.right)];
      case 'TestLogical':
        return node.operands.flatMap((operand) => this.testWords(operand));
      case 'TestNot':
        return this.testWords(node.operand);
      default:
        return this.testWords(node.expression);
    }
  }
}
