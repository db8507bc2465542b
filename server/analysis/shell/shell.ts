/** A shell that runs nothing: walks a tree and states what its commands would do. */

import type { EffectDraft, Span } from '../../effects/effect';
import { type Text, UNKNOWN } from '../../effects/value';
import { type Frame, MAX_DEPTH, possibly } from '../frame';
import type { Stream, Surroundings } from '../programs/spec';
import type { Session } from '../session';
import { evaluateArithmetic } from './arithmetic';
import { runArithmeticText } from './arithmetic-text';
import { runCase, runIf } from './branches';
import { openInside, runCoprocess, STANDARD_OUTPUT } from './descriptors';
import { type Expander, expandValue } from './expand';
import { defineFunction } from './functions';
import { type Jumps, leaves, NO_JUMPS } from './jumps';
import { runLoop } from './loops';
import { passOn, redirected } from './redirects';
import type { Scope, Value } from './scope';
import { runSimple } from './simple';
import { ANYTHING, isShownThrough, NOTHING, sequence } from './streams';
import type { CommandNode, GroupNode, ListItem, ListNode, PipelineNode, TestNode } from './syntax';
import { runSubstitutions } from './text-run';
import { watchTraps } from './traps';

/** What a command's standard input and output are connected to. */
export interface Connections {
  readonly stdin?: Stream;
  /** What it prints is seen by whoever submitted the command. */
  readonly shown: boolean;
}

interface ShellChanges {
  readonly scope?: Scope;
  readonly frame?: Frame;
  readonly io?: Connections;
  readonly calls?: readonly string[];
  readonly jumps?: Jumps;
}

export class Shell implements Expander {
  constructor(
    readonly session: Session,
    readonly scope: Scope,
    readonly frame: Frame,
    readonly io: Connections,
    /** Names of the functions being run. */
    readonly calls: readonly string[] = [],
    readonly jumps: Jumps = NO_JUMPS,
  ) {}

  /** Another scope is another process, out of which no `break` leads, unless `jumps` says that it is not. */
  with(changes: ShellChanges): Shell {
    return new Shell(
      this.session,
      changes.scope ?? this.scope,
      changes.frame ?? this.frame,
      changes.io ?? this.io,
      changes.calls ?? this.calls,
      changes.jumps ?? (changes.scope ? NO_JUMPS : this.jumps),
    );
  }

  /** A course that may not be taken: its own scope, its effects possible. */
  maybe(): Shell {
    return this.with({ scope: this.scope.fork(), frame: possibly(this.frame), jumps: this.jumps });
  }

  get surroundings(): Surroundings {
    return this.session.surroundings(this.frame.elsewhere);
  }

  state(draft: EffectDraft, span: Span): void {
    this.session.state(draft, this.frame, span);
  }

  /** Runs a command; what it prints. */
  run(node: CommandNode): Stream {
    if (!this.session.step(this.frame)) return ANYTHING;
    if (this.frame.depth > MAX_DEPTH) return this.tooDeep(node.span);
    switch (node.type) {
      case 'simple':
        return runSimple(node, this);
      case 'list':
        return this.runList(node);
      case 'pipeline':
        return this.runPipeline(node);
      case 'group':
        return this.runGroup(node);
      case 'if':
        return runIf(node, this);
      case 'case':
        return runCase(node, this);
      case 'loop':
        return runLoop(node, this);
      case 'function':
        return defineFunction(node, this);
      case 'coprocess':
        return runCoprocess(node, this);
      case 'test':
        return this.runTest(node);
    }
  }

  /** Wrappers around wrappers without end. */
  tooDeep(span: Span): Stream {
    this.state({ kind: 'code.opaque', reason: 'depth-limit' }, span);
    return ANYTHING;
  }

  runList(list: ListNode): Stream {
    return sequence(
      list.items.map((item) => {
        const printed = this.runItem(item);
        if (this.scope.traps.length > 0) watchTraps(this);
        return printed;
      }),
    );
  }

  /** What is substituted into words that are not printed is not seen. */
  quiet(): Shell {
    return this.io.shown ? this.with({ io: { ...this.io, shown: false } }) : this;
  }

  substitute(body: ListNode): Stream {
    return this.with({ scope: this.apart() }).runList(body);
  }

  /** The scope of another process, whose output does not go where `exec` has sent this one's. */
  apart(): Scope {
    const scope = this.scope.fork();
    scope.outputs.delete(STANDARD_OUTPUT);
    return scope;
  }

  processSubstitution(body: ListNode, direction: '<' | '>'): Value {
    const path = `/dev/fd/${63 + this.session.substitutions.size + this.session.sinks.size}`;
    if (direction === '>') {
      const take = (stdin: Stream) => this.with({ scope: this.apart(), io: { ...this.io, stdin } }).runList(body);
      take(ANYTHING);
      this.session.sinks.set(path, { append: false, take });
      return { text: path };
    }
    const stream = this.substitute(body);
    this.session.substitutions.set(path, stream);
    return { text: path, sources: stream.sources };
  }

  expandPrompt(text: Text, span: Span): Text {
    if (typeof text === 'string' && !/[$`\\]/.test(text)) return text;
    if (typeof text === 'string') runSubstitutions(text, span, this);
    else this.state({ kind: 'code.opaque', reason: 'dynamic-eval' }, span);
    return UNKNOWN;
  }

  private runItem(item: ListItem): Stream {
    if (item.background) return this.with({ scope: this.scope.fork() }).run(item.command);
    if (item.joiner !== '||') return this.run(item.command);
    const other = this.maybe();
    const printed = other.run(item.command);
    if (!leaves(item.command)) this.scope.merge(other.scope);
    return printed;
  }

  private runPipeline(node: PipelineNode): Stream {
    let stdin = this.io.stdin;
    let printed: Stream = NOTHING;
    const hides = node.commands.findLastIndex((command, index) => index > 0 && !isShownThrough(command));
    const last = node.commands.length - 1;
    const several = last > 0;
    node.commands.forEach((command, index) => {
      const io = { shown: this.io.shown && index >= hides, ...(stdin && { stdin }) };
      printed = this.with(several ? { scope: index < last ? this.apart() : this.scope.fork(), io } : { io }).run(
        command,
      );
      stdin = printed;
    });
    return printed;
  }

  private runGroup(node: GroupNode): Stream {
    const inner = node.subshell ? this.with({ scope: this.scope.fork() }) : this;
    const connected = redirected(node.redirects, inner);
    const close = openInside(node.redirects, inner);
    const printed = connected.shell.run(node.body);
    close();
    return passOn(printed, connected);
  }

  private runTest(node: TestNode): Stream {
    for (const word of node.words) runArithmeticText(expandValue(word, this).text, word.span, this);
    if (node.arithmetic) evaluateArithmetic(node.arithmetic, this);
    return NOTHING;
  }
}
