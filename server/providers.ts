/**
 * What a decision cannot know by itself comes in through these: files, git, environment, clock, what came before,
 * what persons have permitted.
 * All are synchronous and bounded; a provider that cannot answer says so (`undefined`), and never throws, unless said.
 * `nodeProviders` (facts/node-providers.ts) is the real thing, `fakeProviders` (test/support) the double.
 */
import type { Permission } from './policy/permission';
import type { Request } from './request';
import type { Past, Scope, Traces } from './session/past';

export interface FileText {
  readonly text: string;
  /** `sha256:` and hex of the exact bytes. */
  readonly digest: string;
}

export interface FileProvider {
  /** The text of a regular file of at most `maxBytes`; `undefined` when absent, larger, binary or unreadable. */
  read(path: string, maxBytes: number): FileText | undefined;
  kind(path: string): 'file' | 'directory' | 'other' | 'absent';
  /** Realpath of the deepest existing ancestor plus the rest. Never fails: falls back to the normalised path. */
  resolve(path: string): string;
  /** When a file was changed last, or put there; `undefined` when that cannot be told. */
  changedAt(path: string): Date | undefined;
  /** Names in a directory, at most `max`; `undefined` when it is not one. */
  list(path: string, max: number): readonly string[] | undefined;
}

export interface GitState {
  readonly root: string;
  /** `undefined` when HEAD is detached. */
  readonly branch?: string;
  /** Remote name → URL. */
  readonly remotes: ReadonlyMap<string, string>;
  /** `alias.NAME` values of the repository's and the user's config. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Name of the remote and ref that the branch pushes to, when configured. */
  readonly upstream?: { readonly remote: string; readonly ref: string };
}

export interface GitProvider {
  /** Read from the files of `.git`, without starting a process. `undefined` outside a repository. */
  state(cwd: string): GitState | undefined;
  /** Uncommitted changes to tracked files? `undefined` when it could not tell. */
  dirty(cwd: string): boolean | undefined;
  /**
   * State of one path; of a folder `dirty` before `untracked` before `clean`. `none`: outside any repository, ignored by
   * it, or nothing there. `undefined` when it could not tell. As `dirty` it reads files, and starts git, time-boxed, only
   * for what they leave open.
   */
  tracked(path: string): 'clean' | 'dirty' | 'untracked' | 'none' | undefined;
}

export interface EnvironmentProvider {
  /** Value of a variable in the environment the command would inherit. */
  get(name: string): string | undefined;
  readonly home: string;
  readonly platform: 'linux' | 'darwin' | 'win32';
  readonly user: string;
}

export interface ClockProvider {
  now(): Date;
}

/** SQL grammars (stage 1). `undefined` means "no answer": not installed, rejected, or out of time. */
export interface GrammarProvider {
  parse(grammar: string, sql: string): unknown | undefined;
}

/** What is remembered of the session, the agent and the workspace that a request comes from. */
export interface SessionProvider {
  /** Asked only when something depends on it. What cannot be read is a past of which nothing is known. */
  past(request: Request, scope: Scope): Past;
  /**
   * Keeps what an answer leaves behind, with nobody in between: when others were kept since `past` was asked, `again`
   * gives the answer that holds now. Returns the answer whose traces were kept; throws when they cannot be.
   */
  keep<T>(request: Request, answer: T, tracesOf: (answer: T) => Traces, again: () => T): T;
}

export interface PermissionProvider {
  /** What holds for this request under the policy with this digest: neither expired nor used up. */
  heldFor(request: Request, policyDigest: string): readonly Permission[];
  /** Takes one use of each; `false` when somebody was quicker, or it cannot be told. */
  claim(ids: readonly string[], request: Request): boolean;
}

/** Nobody has permitted anything: for what the policy itself says. */
export const noPermissions: PermissionProvider = { heldFor: () => [], claim: () => false };

export interface Providers {
  readonly files: FileProvider;
  readonly git: GitProvider;
  readonly env: EnvironmentProvider;
  readonly clock: ClockProvider;
  readonly grammars: GrammarProvider;
  readonly session: SessionProvider;
  readonly permissions: PermissionProvider;
}
