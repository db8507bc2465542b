/** The small world that a rule's example is judged in. Nothing of the real machine shows through. */
import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { readToolCall } from '../agents/tool-call';
import { type FileProvider, type GitProvider, noPermissions, type Providers } from '../providers';
import type { ActorKind, Request } from '../request';
import { memorySession } from '../session/memory-session';
import { milliseconds } from './duration';
import type { RuleTest } from './test-schema';

export const testWorkspace = '/workspace';
export const testHome = '/home/dev';
/** Files of an example were there before anything else. */
const longAgo = new Date(0);
const usualRemote = 'https://github.com/acme/shop.git';

export interface TestWorld {
  readonly request: Request;
  readonly providers: Providers;
}

/** The example with what came before it in its session, in their order. */
export function testSession({ after = [], ...test }: RuleTest, actor: ActorKind, now: Date): readonly TestWorld[] {
  const { cwd, actor: who, agent, interactive, files, env, git } = test;
  const world = { cwd, actor: who, agent, interactive, files, env, git };
  const earlier = after.map(({ ago = '0s', ...step }) =>
    testWorld({ ...world, ...step }, actor, new Date(now.valueOf() - milliseconds(ago))),
  );
  return [...earlier, testWorld(test, actor, now)];
}

/** `actor` is who asks when the example does not say. */
export function testWorld(test: RuleTest, actor: ActorKind, now: Date): TestWorld {
  return { request: requestOf(test, actor), providers: providersOf(test, now) };
}

function requestOf(test: RuleTest, actor: ActorKind): Request {
  const call = callOf(test);
  return {
    ...call,
    actor: test.actor ?? actor,
    ...(test.agent !== undefined && { agent: { name: test.agent } }),
    channel: test.tool === undefined ? 'terminal' : 'chat-tool',
    cwd: test.cwd === undefined ? testWorkspace : posix.resolve(testWorkspace, test.cwd),
    workspace: testWorkspace,
    interactive: test.interactive ?? true,
    ...(test.intent !== undefined && { intent: { text: test.intent, source: 'test' } }),
  };
}

function callOf(test: RuleTest): Pick<Request, 'actions' | 'tool' | 'title' | 'intent'> {
  if (test.tool !== undefined) return readToolCall(test.tool, test.input, { platform: 'linux' });
  if (test.sql !== undefined) {
    const dialect = test.dialect && { dialect: test.dialect };
    return { actions: [{ type: 'sql', sql: test.sql, ...dialect }], tool: 'sql', title: test.sql };
  }
  const command = test.run ?? '';
  return {
    actions: [{ type: 'shell', command, ...(test.shell && { shell: test.shell }) }],
    tool: 'terminal',
    title: command,
  };
}

function providersOf(test: RuleTest, now: Date): Providers {
  return {
    files: filesOf(test.files ?? {}),
    git: gitOf(test.git ?? {}),
    env: { get: (name) => test.env?.[name], home: testHome, platform: 'linux', user: 'dev' },
    clock: { now: () => now },
    grammars: { parse: () => undefined },
    session: memorySession(),
    permissions: noPermissions,
  };
}

function filesOf(given: Readonly<Record<string, string>>): FileProvider {
  const files = new Map(Object.entries(given).map(([path, text]) => [posix.resolve(testWorkspace, path), text]));
  const folders = new Set([testWorkspace, testHome, ...[...files.keys()].flatMap(foldersAbove)]);
  return {
    read(path, maxBytes) {
      const text = files.get(path);
      if (text === undefined || text.length > maxBytes) return undefined;
      return { text, digest: `sha256:${createHash('sha256').update(text).digest('hex')}` };
    },
    kind: (path) => (files.has(path) ? 'file' : folders.has(path) ? 'directory' : 'absent'),
    changedAt: (path) => (files.has(path) ? longAgo : undefined),
    resolve: (path) => posix.normalize(path),
    list: (path, max) => (folders.has(path) ? namesIn(path, [...files.keys(), ...folders]).slice(0, max) : undefined),
  };
}

function foldersAbove(path: string): readonly string[] {
  const parent = posix.dirname(path);
  return parent === path ? [] : [parent, ...foldersAbove(parent)];
}

function namesIn(folder: string, paths: readonly string[]): readonly string[] {
  const inside = paths.filter((path) => posix.dirname(path) === folder && path !== folder);
  return [...new Set(inside.map((path) => posix.basename(path)))].sort();
}

/** A repository on a branch of its own, with one remote. What is dirty or tracked is unknown unless given. */
function gitOf(given: NonNullable<RuleTest['git']>): GitProvider {
  const inside = (path: string) => path === testWorkspace || path.startsWith(`${testWorkspace}/`);
  const branch = given.branch ?? 'feature/work';
  return {
    state: (cwd) =>
      inside(cwd)
        ? {
            root: testWorkspace,
            branch,
            remotes: new Map(Object.entries(given.remotes ?? { origin: usualRemote })),
            aliases: new Map(),
            upstream: { remote: 'origin', ref: branch },
          }
        : undefined,
    dirty: (cwd) => (inside(cwd) ? given.dirty : undefined),
    tracked: (path) => (inside(path) ? given.tracked : 'none'),
  };
}
