/** Makefiles with the files that they include, as one. */
import { parentOf } from '../files/paths';
import { globPattern } from '../shell/glob-match';
import { isSecretName } from '../shell/scope';
import type { Shell } from '../shell/shell';
import { expandNames, type MakeVariables, makeVariables } from './make-expand';
import { type Include, type Makefile, readMakefile } from './makefile';
import { readSource, type SourceFile } from './source-file';

const MAX_FILES = 40;
const MAX_DEPTH = 8;
const MAX_ENTRIES = 2000;

export interface WholeMakefile {
  readonly file: Makefile;
  /** Included files that have rules of their own: make brings them up to date first. */
  readonly remade: readonly string[];
}

export function readWithIncludes(files: readonly SourceFile[], given: MakeVariables, shell: Shell): WholeMakefile {
  const reader = new IncludeReader(given, shell);
  const file = files.map((source) => reader.read(source, 0)).reduce(joined);
  const targets = new Set(file.rules.flatMap((rule) => rule.targets.split(/\s+/)));
  const open = file.open || reader.missing.some((name) => name === undefined || targets.has(name));
  return { file: { ...file, open }, remade: reader.names.filter((name) => targets.has(name)) };
}

class IncludeReader {
  /** Names of all files included. */
  readonly names: string[] = [];
  /** Those that could not be read; `undefined` for one that nobody can name. */
  readonly missing: (string | undefined)[] = [];

  constructor(
    private readonly given: MakeVariables,
    private readonly shell: Shell,
  ) {}

  read(source: SourceFile, depth: number): Makefile {
    const file = readMakefile(source);
    if (file.includes.length === 0) return withoutSecrets(file, source);
    if (depth >= MAX_DEPTH) return { ...file, open: true };
    const variables = makeVariables(file, this.given);
    // From the last to the first, so that the places of those before stay what they are.
    return file.includes.reduceRight<Makefile>(
      (whole, include) =>
        this.included(include, variables).reduceRight<Makefile>(
          (outer, inner) => insert(outer, this.read(inner, depth + 1), include.at),
          whole,
        ),
      withoutSecrets(file, source),
    );
  }

  private included(include: Include, variables: MakeVariables): readonly SourceFile[] {
    const names = expandNames(include.names, variables)?.flatMap((name) => this.matching(name));
    if (names === undefined) {
      if (!(include.optional && listsDependencies(include.names))) this.missing.push(undefined);
      return [];
    }
    return names.flatMap((name) => {
      const source = this.names.length < MAX_FILES ? readSource(name, this.shell.scope.cwd, this.shell) : undefined;
      this.names.push(name);
      if (source) return [source];
      this.missing.push(include.optional ? name : undefined);
      return [];
    });
  }

  /** `include mk/*.mk` */
  private matching(name: string): readonly string[] {
    const { cwd } = this.shell.scope;
    const pattern = name.slice(name.lastIndexOf('/') + 1);
    if (!/[*?[]/.test(pattern) || typeof cwd !== 'string') return [name];
    const folder = name.includes('/') ? parentOf(`/${name}`).slice(1) : '.';
    const { path } = this.shell.surroundings.fileTarget(folder, cwd);
    const listed = typeof path === 'string' ? this.shell.session.providers.files.list(path, MAX_ENTRIES) : undefined;
    const matches = globPattern(pattern);
    return (listed ?? []).filter((entry) => matches?.test(entry)).map((entry) => `${folder}/${entry}`);
  }
}

/** `-include $(OBJECTS:.o=.d)`: what the compiler has written down of headers, which has no recipes. */
function listsDependencies(names: string): boolean {
  return /\.d[)}]?\s*$/.test(names.trim());
}

/** An environment file (`include .env`) has secrets among its variables. */
function withoutSecrets(file: Makefile, { path }: SourceFile): Makefile {
  if (!/\/[^/]*\.env[^/]*$/.test(path)) return file;
  const variables = [...file.variables].map(([name, definitions]) =>
    isSecretName(name) ? ([name, [{ text: undefined, fallback: false }]] as const) : ([name, definitions] as const),
  );
  return { ...file, variables: new Map(variables) };
}

function insert(outer: Makefile, inner: Makefile, at: number): Makefile {
  const rules = [...outer.rules.slice(0, at), ...inner.rules, ...outer.rules.slice(at)];
  return { ...joined(outer, inner), rules };
}

function joined(first: Makefile, second: Makefile): Makefile {
  const variables = new Map(first.variables);
  for (const [name, definitions] of second.variables)
    variables.set(name, [...(variables.get(name) ?? []), ...definitions]);
  return {
    rules: [...first.rules, ...second.rules],
    variables,
    exported: new Set([...first.exported, ...second.exported]),
    commands: [...first.commands, ...second.commands],
    includes: [...first.includes, ...second.includes],
    open: first.open || second.open,
  };
}
