/** A shell that runs nothing: walks a tree and states what its commands would do. */

import type { EffectDraft, Span } from '../../effects/effect';
import { type Frame, MAX_DEPTH, possibly } from '../frame';
import type { Stream, Surroundings } from '../programs/spec';
import type { Session } from '../session';
import { evaluateArithmetic } from './arithmetic';
import { runCase, runIf } from './branches';
import { type Expander, expandValue } from './expand';
import { defineFunction } from './functions';
import { runLoop } from './loops';
import { passOn, redirected } from './redirects';
import type { Scope, Value } from './scope';
import { runSimple } from './simple';
import { ANYTHING, isShownThrough, NOTHING, sequence } from './streams';
import type { CommandNode, GroupNode, ListItem, ListNode, PipelineNode, TestNode } from './syntax';
import { watchTraps } from './traps';

/** What a command's standard input and output are connected to. */
export interface Connections {
  readonly stdin?: Stream;
  /** What it prints is seen by whoever submitted the command. */
  readonly shown: boolean;
}

export class Shell implements Expander {
  constructor(
    readonly session: Session,
    readonly scope: Scope,
    readonly frame: Frame,
    readonly io: Connections,
    /** Names of the functions being run. */
    readonly calls: readonly string[] = [],
  ) {}

  with(changes: { scope?: Scope; frame?: Frame; io?: Connections; calls?: readonly string[] }): Shell {
    return new Shell(
      this.session,
      changes.scope ?? this.scope,
      changes.frame ?? this.frame,
      changes.io ?? this.io,
      changes.calls ?? this.calls,
    );
  }

  /** A course that may not be taken: its own scope, its effects possible. */
  maybe(): Shell {
    return this.with({ scope: this.scope.fork(), frame: possibly(this.frame) });
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
    return this.with({ scope: this.scope.fork() }).runList(body);
  }

  processSubstitution(body: ListNode, direction: '<' | '>'): Value {
    if (direction === '>') {
      const io = { shown: this.io.shown, stdin: ANYTHING };
      this.with({ scope: this.scope.fork(), io }).runList(body);
      return { text: '/dev/fd/9' };
    }
    const stream = this.substitute(body);
    const path = `/dev/fd/${10 + this.session.substitutions.size}`;
    this.session.substitutions.set(path, stream);
    return { text: path, sources: stream.sources };
  }

  private runItem(item: ListItem): Stream {
    if (item.background) return this.with({ scope: this.scope.fork() }).run(item.command);
    if (item.joiner !== '||') return this.run(item.command);
    const other = this.maybe();
    const printed = other.run(item.command);
    if (!endsShell(item.command)) this.scope.merge(other.scope);
    return printed;
  }

  private runPipeline(node: PipelineNode): Stream {
    let stdin = this.io.stdin;
    let printed: Stream = NOTHING;
    const hides = node.commands.findLastIndex((command, index) => index > 0 && !isShownThrough(command));
    const several = node.commands.length > 1;
    node.commands.forEach((command, index) => {
      const io = { shown: this.io.shown && index >= hides, ...(stdin && { stdin }) };
      printed = this.with({ scope: several ? this.scope.fork() : this.scope, io }).run(command);
      stdin = printed;
    });
    return printed;
  }

  private runGroup(node: GroupNode): Stream {
    const scope = node.subshell ? this.scope.fork() : this.scope;
    const connected = redirected(node.redirects, this.with({ scope }));
    return passOn(connected.shell.run(node.body), connected);
  }

  private runTest(node: TestNode): Stream {
    for (const word of node.words) expandValue(word, this);
    if (node.arithmetic) evaluateArithmetic(node.arithmetic, this);
    return NOTHING;
  }
}

/** `… || exit 1`: what comes after runs only if this did not. */
function endsShell(node: CommandNode): boolean {
  const last = node.type === 'list' ? node.items.at(-1)?.command : node;
  if (last?.type !== 'simple') return false;
  const name = last.words[0]?.raw;
  return name === 'exit' || name === 'return' || name === 'exec' || name === 'continue' || name === 'break';
}
