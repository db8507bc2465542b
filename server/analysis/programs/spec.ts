/**
 * What a program's spec sees and what it answers: the seam between the shell walker and the program families.
 *
 * The walker (analysis/shell) turns a command line into invocations: names and words as far as they are known, the
 * streams that flow in, the wrappers around. A spec reads one invocation and states effects, and what the program
 * starts in turn (`runs`), which the walker follows. Specs do no I/O except through `Surroundings`, and know nothing
 * of pipes, quoting or variables.
 */
import type { Engine } from '../../effects/catalogue';
import type { EffectDraft, EnvironmentEvidence, Span } from '../../effects/effect';
import type { Text, Unknown } from '../../effects/value';
import type { Providers } from '../../providers';
import type { SqlDialect } from '../../request';

/** One word of a command line after expansion. */
export interface Word {
  readonly value: Text;
  readonly span: Span;
  /** As written. */
  readonly raw: string;
  /** May stand for any number of words, none included (an unquoted unknown, a glob, `"$@"`). */
  readonly many: boolean;
  /** Where data inside the word came from, when a substitution or a variable put it there (`"k=$(cat .env)"`). */
  readonly sources?: readonly StreamSource[];
}

/** Where the bytes of a stream come from; decides what an upload discloses and what an interpreter would run. */
export type StreamSource =
  | 'literal'
  | 'file'
  | 'secret'
  | 'network'
  | 'decoded'
  | 'db'
  | 'env'
  | 'archive'
  | 'tree'
  | 'clipboard'
  /** Ids of certain processes of this machine, and lists of all of them. */
  | 'pid'
  | 'process-list'
  /** What a tool prints to set a shell up for itself (`eval "$(brew shellenv)"`). */
  | 'shell-setup'
  | 'unknown';

/** What flows into a program's standard input. */
export interface Stream {
  /** The whole text when it is known literally (`echo x |`, here-document), else unknown or a pattern. */
  readonly text: Text;
  readonly sources: readonly StreamSource[];
  /** Where the text stands in the analysed source, when it is literal there. */
  readonly span?: Span;
  /** Set when the stream is a file given by `<`; the file may be read through the provider. */
  readonly file?: Word;
}

export interface Invocation {
  /** Base name, lower case extension stripped (`rm`, `psql`); the words after it are in `args`. */
  readonly name: string;
  /** The name as it was written (`/bin/rm`, `./deploy.sh`). */
  readonly path: Text;
  readonly args: readonly Word[];
  readonly span: Span;
  /** Absolute directory, as far as `cd` and `-C` leave it known. */
  readonly cwd: Text;
  /** Value of a variable as the program would see it; `undefined` when certainly unset. */
  variable(name: string): Text | undefined;
  /** `undefined` when standard input is the terminal or nothing. */
  readonly stdin?: Stream;
  /** True when standard output goes to the terminal, that is to the agent (the model reads it). */
  readonly outputShown: boolean;
  readonly surroundings: Surroundings;
}

/** The world outside the command line, for specs that must look (git aliases, package.json, kube context). */
export interface Surroundings {
  readonly providers: Providers;
  /** Absolute root of the workspace. */
  readonly workspace: string;
  /**
   * The text of a settings file, `~` being the home directory, as a program that starts now would find it. Unknown when
   * it cannot be read; `undefined` when there is none, or none can be looked up because the program runs elsewhere.
   */
  settings(path: Text, cwd: Text): string | Unknown | undefined;
  /** Did something earlier in the submission change which cluster is meant? */
  changedEarlier(target: 'kube'): boolean;
  /** Attributes of a path for an `fs.*` effect: absolute path, zone, class; relative to the invocation's cwd. */
  fileTarget(path: Text, cwd: Text): FileTarget;
  /** Has the submission put secrets into a file in that folder? */
  holdsSecretsWithin(path: Text, cwd: Text): boolean;
  /** What a recursive deletion of `path` would take whole: `root` of an `fs.delete`. */
  deletionRoot(path: Text, cwd: Text): DeletionRoot | Unknown;
}

export type DeletionRoot = 'none' | 'workspace' | 'home' | 'filesystem';

export type FileTarget = Pick<Extract<EffectDraft, { kind: 'fs.read' }>, 'path' | 'zone' | 'class'>;

/** Something a program starts in turn. The walker follows it and adds `label` to the chain. */
export type Run =
  /** Another command given as words (`sudo X`, `env A=1 X`, `xargs X`, `find -exec X ;`). */
  | (RunFacets & { readonly type: 'argv'; readonly words: readonly Word[] })
  /** Shell text (`bash -c TEXT`, `eval`, `ssh host TEXT`, `su -c`). `args` become `$0 $1 …`. */
  | (RunFacets & {
      readonly type: 'shell';
      readonly text: Text;
      readonly span?: Span;
      readonly args?: readonly Word[];
      readonly shell?: string;
    })
  /** Shell text or another interpreter's program arriving by standard input (`| sh`, `python <<EOF`). */
  | (RunFacets & { readonly type: 'stdin'; readonly language: string; readonly stream: Stream })
  /** A file to be run or sourced (`bash x.sh`, `. env.sh`, `python m.py`). */
  | (RunFacets & {
      readonly type: 'file';
      readonly path: Text;
      readonly language: string;
      readonly args?: readonly Word[];
      readonly sourced?: boolean;
    })
  /** Inline program text of an interpreter (`python -c`, `node -e`, awk and sed programs). */
  | (RunFacets & {
      readonly type: 'code';
      readonly language: string;
      readonly text: Text;
      readonly span?: Span;
      /** Where text that is not known comes from. */
      readonly sources?: readonly StreamSource[];
    })
  /** SQL text or client script (meta commands included). */
  | (RunFacets & {
      readonly type: 'sql';
      readonly text: Text;
      readonly span?: Span;
      readonly connection: SqlConnection;
    })
  /** A file of SQL to be read. */
  | (RunFacets & { readonly type: 'sql-file'; readonly path: Text; readonly connection: SqlConnection })
  /** A script of the project, by name: an npm script, a make target, a just recipe, a compose service. */
  | (RunFacets & {
      readonly type: 'project';
      readonly runner: ProjectRunner;
      readonly name: Text;
      readonly args?: readonly Word[];
      /** The definition files that are named for it, in order; for package scripts, the folder. */
      readonly files?: readonly Text[];
      /** Packages of the workspace whose script it is, in place of the nearest. */
      readonly packages?: PackageSelection;
      /** Scripts that the package manager runs by itself, in this order; nothing when there are none. */
      readonly lifecycle?: readonly string[];
      /** Only what runs even when nothing is to be done (`make -n`). */
      readonly rehearsal?: boolean;
      /** Without such a script, a program of that name is run. */
      readonly orProgram?: boolean;
    })
  /** Files of a migration tool that are new, so that they would be applied. */
  | (RunFacets & {
      readonly type: 'migrations';
      readonly directories: readonly Text[];
      readonly layout: MigrationLayout;
      readonly connection: SqlConnection;
    });

export type ProjectRunner =
  | 'npm'
  | 'pnpm'
  | 'yarn'
  | 'bun'
  | 'make'
  | 'just'
  | 'task'
  | 'compose'
  | 'composer'
  | 'vscode-task';

export interface PackageSelection {
  /** Names, folders or patterns of names. */
  readonly selectors: readonly Text[];
  /** Every package of the workspace. */
  readonly all: boolean;
}

/** Which files of its directory a migration tool applies, and which part of them. */
export type MigrationLayout = 'flat' | 'folders' | 'up-files' | 'versioned';

export interface RunFacets {
  /** The wrapper as shown in the chain: `sudo`, `bash -c`, `npm run clean`. */
  readonly label: string;
  readonly via?: 'script' | 'inline-code' | 'remote' | 'container' | 'scheduled' | 'tool';
  readonly authority?: 'elevated';
  /** Directory of what is run, when another than the invocation's. */
  readonly cwd?: Text;
  /** Variables added for what is run. */
  readonly variables?: ReadonlyMap<string, Text>;
  readonly stdin?: Stream;
  /** Unknown operands are appended (`xargs`, `find -exec {}`): effects have `extent: 'unbounded'`. */
  readonly unbounded?: boolean;
  /** Where it runs, when not on this machine: what talks to its own machine from there talks to that one. */
  readonly place?: EnvironmentEvidence;
  /** A file system of its own that is gone afterwards: what is done to its files does not count. */
  readonly disposable?: boolean;
  /** Another file system (`ssh`, `docker exec`, `kubectl exec`): paths are not those of this machine. */
  readonly elsewhere?: boolean;
}

/** How a SQL client is connected, as far as its flags, DSN and environment tell. */
export interface SqlConnection {
  readonly engine: Engine | null;
  readonly dialect: SqlDialect;
  readonly evidence: EnvironmentEvidence;
  /** The schema in which tables are looked for, when the client asks for another than the default. */
  readonly searchPath?: string | Unknown;
}

/** What a program would do. */
export interface Outcome {
  readonly effects: readonly EffectDraft[];
  readonly runs?: readonly Run[];
  /** What it writes to standard output, when that matters to what comes after the pipe. Default: unknown, from its effects. */
  readonly output?: Stream;
  /** What the files that it writes hold, when that matters to who reads them later. */
  readonly content?: Stream;
  /** How it changes the text of each file that it writes, when that can be worked out. */
  readonly edits?: Edit;
  /** Remotes of the repository that it sets: name → URL. */
  readonly remotes?: ReadonlyMap<string, Text>;
  /** What it leaves checked out. */
  readonly checkout?: Checkout;
}

export interface Checkout {
  /** Unknown when HEAD is detached, too. */
  readonly branch: Text;
  /** Where git works; the invocation's when left out, `null` when that is not known. */
  readonly directory?: string | null;
}

/** A text before → after; `undefined` when it cannot be told. */
export type Edit = (text: string) => string | undefined;
