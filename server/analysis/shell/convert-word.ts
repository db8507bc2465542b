/** Words of the parsing library's tree, turned into our own: quoting undone, braces split. */
import type * as unbash from 'unbash';
import type { Span } from '../../effects/effect';
import { UNKNOWN } from '../../effects/value';
import { arithmeticNode } from './convert-arithmetic';
import { splitBraces } from './convert-braces';
import type { ListNode, ParameterOperation, ParameterPart, Part, WordNode } from './syntax';

interface Position {
  readonly pos: number;
  readonly end: number;
}

export abstract class WordConverter {
  /** Some part could not be understood. */
  failed = false;

  constructor(
    protected readonly text: string,
    /** Where all of the text stands when its offsets are not those of the source (escaped backticks). */
    private readonly fixedSpan?: Span,
  ) {}

  protected abstract nestedScript(script: unbash.ParsedScript, around: Position): ListNode;

  span(node: Position): Span {
    return this.fixedSpan ?? { start: node.pos, end: node.end };
  }

  word(node: unbash.Word, assigned = false): WordNode {
    const parts = node.parts ?? [plain(node.value)];
    const converted = parts.flatMap((part) => this.part(part, false));
    return { parts: withTilde(converted, node.text, assigned), raw: node.text, span: this.span(node) };
  }

  arithmeticWord(node: unbash.ArithmeticWord): WordNode {
    const parts = (node.parts ?? [plain(node.value)]).flatMap((part) => this.part(part, true));
    return { parts, raw: node.value, span: this.span(node) };
  }

  substitutionWord(node: unbash.ArithmeticCommandExpansion): WordNode {
    return { parts: [this.substitution(node, true)], raw: node.text, span: this.span(node) };
  }

  protected hereDocument(body: unbash.HereDocBody, quoted: boolean, strip: boolean): WordNode {
    const parts: Part[] =
      quoted || !body.parts
        ? [{ type: 'text', text: quoted ? body.text : unescapeHereDocument(body.text) }]
        : body.parts.flatMap((part) => this.part(part, true));
    return { parts: strip ? parts.map(withoutTabs) : parts, raw: body.text, span: this.span(body) };
  }

  part(node: unbash.WordPart | PlainPart, quoted: boolean): Part[] {
    switch (node.type) {
      case 'Literal':
      case 'SingleQuoted':
      case 'AnsiCQuoted':
        return [{ type: 'text', text: node.value }];
      case 'Glob':
      case 'ExtendedGlob':
        return [...nestedParts(node).flatMap((part) => sideEffects(this.part(part, quoted))), globPart(node.text)];
      case 'DoubleQuoted':
      case 'LocaleString':
        // An empty text keeps a quoted word from vanishing.
        return [{ type: 'text', text: '' }, ...node.parts.flatMap((part) => this.part(part, true))];
      case 'SimpleExpansion':
        return [{ type: 'parameter', name: node.text.slice(1), quoted }];
      case 'ParameterExpansion':
        return [this.parameter(node, quoted)];
      case 'CommandExpansion':
        return [this.substitution(node, quoted)];
      case 'ArithmeticExpansion':
        return [this.arithmetic(node, quoted)];
      case 'ProcessSubstitution':
        return [this.process(node)];
      case 'BraceExpansion':
        return [{ type: 'braces', alternatives: splitBraces(node, (part) => this.part(part, false)) }];
    }
  }

  private arithmetic(node: unbash.ArithmeticExpansionPart, quoted: boolean): Part {
    const expression = node.expression ? arithmeticNode(node.expression, this) : { type: 'unknown' as const };
    return { type: 'arithmetic', expression, quoted };
  }

  private substitution(node: unbash.CommandExpansionPart | unbash.ArithmeticCommandExpansion, quoted: boolean): Part {
    if (!node.script) return this.unreadable(quoted);
    return { type: 'command', body: this.nestedScript(node.script, node), quoted };
  }

  private process(node: unbash.ProcessSubstitutionPart): Part {
    if (!node.script) return this.unreadable(true);
    return { type: 'process', direction: node.operator, body: this.nestedScript(node.script, node) };
  }

  private unreadable(quoted: boolean): Part {
    this.failed = true;
    return { type: 'unknown', quoted };
  }

  private parameter(node: unbash.ParameterExpansionPart, quoted: boolean): ParameterPart {
    const operation = node.operation && this.operation(node.operation);
    return {
      type: 'parameter',
      name: node.parameter,
      quoted,
      ...(node.prefix && { prefix: node.prefix }),
      ...(node.index && { index: this.word(node.index) }),
      ...(operation && { operation }),
    };
  }

  private operation(node: unbash.ParameterOperation): ParameterOperation {
    switch (node.type) {
      case 'Default':
        return {
          type: 'default',
          operator: node.operator.at(-1) as '-' | '=' | '+' | '?',
          orEmpty: node.operator.length === 2,
          operand: this.word(node.operand),
        };
      case 'Remove':
        return { type: 'remove', operator: node.operator, operand: this.word(node.operand) };
      case 'Replace':
        return {
          type: 'replace',
          operator: node.operator,
          pattern: this.word(node.pattern),
          by: this.word(node.replacement),
        };
      case 'Slice':
        return {
          type: 'slice',
          offset: this.word(node.offset),
          ...(node.length && { length: this.word(node.length) }),
        };
      case 'CaseModification':
        return { type: 'case', operator: node.operator };
      case 'Transform':
        return { type: 'transform', letter: node.operand.value, span: this.span(node) };
      default:
        return { type: 'other' };
    }
  }
}

/** A word without parts is plain text with its quoting undone. */
export interface PlainPart {
  readonly type: 'Literal';
  readonly value: string;
}

function plain(value: string): PlainPart {
  return { type: 'Literal', value };
}

function nestedParts(node: unbash.GlobPart | unbash.ExtendedGlobPart): readonly unbash.WordPart[] {
  return node.parts ?? [];
}

function globPart(text: string): Part {
  return { type: 'glob', text: /[$`]/.test(text) ? UNKNOWN : text };
}

/** Of what stands inside a glob only the substitutions matter: they run. */
function sideEffects(parts: readonly Part[]): Part[] {
  return parts.filter((part) => part.type === 'command' || part.type === 'process');
}

/** Splits an unquoted leading tilde off, also that of `of=~/x`; a `:` ends it in what is assigned. */
function withTilde(parts: Part[], raw: string, assigned: boolean): Part[] {
  const [first, ...others] = parts;
  const name = /^[A-Za-z_]\w*=(?=~)/.exec(raw)?.[0] ?? '';
  if (first?.type !== 'text' || !raw.startsWith('~', name.length)) return parts;
  const text = first.text.slice(name.length);
  const end = text.search(assigned || name !== '' ? /[/:]/ : /\//);
  const user = text.slice(1, end < 0 ? undefined : end);
  const closed = end >= 0 || others.length === 0;
  if (!closed || !/^([\w.-]*|[+-])$/.test(user)) return parts;
  const before: Part[] = name === '' ? [] : [{ type: 'text', text: name }];
  return [...before, { type: 'tilde', user }, { type: 'text', text: end < 0 ? '' : text.slice(end) }, ...others];
}

function unescapeHereDocument(text: string): string {
  return text.replace(/\\([\\$`\n])/g, (_, char: string) => (char === '\n' ? '' : char));
}

function withoutTabs(part: Part): Part {
  return part.type === 'text' ? { type: 'text', text: part.text.replace(/^\t+/gm, '') } : part;
}
