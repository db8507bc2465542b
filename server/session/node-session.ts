/**
 * Sessions as they are kept in the user's folder, one small file for each session, agent and workspace. Processes that
 * decide at the same time take turns: whoever finds that another has been there meanwhile decides again.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprintOf } from '../audit/fingerprint';
import { type AuditLayout, layoutOf } from '../audit/layout';
import { withLock } from '../audit/lock';
import type { ClockProvider, SessionProvider } from '../providers';
import type { Request } from '../request';
import { forgetOld } from './forget-old';
import { scopeFile } from './identity';
import {
  callName,
  leavesNothing,
  type Past,
  type Scope,
  scopes,
  type Traces,
  tracesIn,
  withoutCall,
  withTraces,
} from './past';
import { readSessionFile, type SessionFile, writeSessionFile } from './session-file';

const lockMs = 1_000;

/** For one decision: what it has read stays as it was, until it is kept. */
export function nodeSession(home: string, clock: ClockProvider): SessionProvider {
  return new NodeSession(home, clock);
}

class NodeSession implements SessionProvider {
  private readonly seen = new Map<string, SessionFile>();
  private readonly layouts = new Map<string, AuditLayout>();

  constructor(
    private readonly home: string,
    private readonly clock: ClockProvider,
  ) {}

  past(request: Request, scope: Scope): Past {
    const path = this.pathOf(request, scope);
    const file = this.seen.get(path) ?? readSessionFile(path);
    this.seen.set(path, file);
    if (file.text === undefined) return file.past;
    return withoutCall(file.past, this.callOf(request), this.clock.now().valueOf());
  }

  keep<T>(request: Request, answer: T, tracesOf: (answer: T) => Traces, again: () => T): T {
    const folder = this.layoutOf(request).sessions;
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      return withLock(folder, performance.now() + lockMs, () => {
        const holds = this.isCurrent() ? answer : this.anew(again);
        for (const scope of scopes) this.write(request, scope, tracesIn(tracesOf(holds), scope));
        return holds;
      });
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      throw new Error(`${folder} cannot be written: ${code ?? message}`);
    }
  }

  private isCurrent(): boolean {
    return [...this.seen].every(([path, { text }]) => readSessionFile(path).text === text);
  }

  private anew<T>(again: () => T): T {
    this.seen.clear();
    return again();
  }

  private write(request: Request, scope: Scope, traces: Traces): void {
    const path = this.pathOf(request, scope);
    const { past, text } = readSessionFile(path);
    const { problem, ...known } = past;
    if (leavesNothing(traces) && problem === undefined) return;
    if (text === undefined) forgetOld(this.layoutOf(request).sessions, traces.at);
    const before = problem === undefined ? known : { ...known, knownSince: traces.at };
    writeSessionFile(path, withTraces(before, traces, this.callOf(request)));
  }

  /** Only calls of a session that its host names can be told apart. */
  private callOf(request: Request): string | undefined {
    const { sessionId, toolCallId } = request.agent ?? {};
    if (sessionId === undefined) return undefined;
    const words = fingerprintOf(request, this.layoutOf(request).anchors);
    return words && callName(words, toolCallId);
  }

  private pathOf(request: Request, scope: Scope): string {
    return join(this.layoutOf(request).sessions, scopeFile(request, scope));
  }

  private layoutOf({ workspace }: Request): AuditLayout {
    const layout = this.layouts.get(workspace) ?? layoutOf(workspace, this.home);
    this.layouts.set(workspace, layout);
    return layout;
  }
}
