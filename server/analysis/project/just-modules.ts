/** Justfiles with what they import, and the modules below them. */
import { parentOf } from '../files/paths';
import type { Shell } from '../shell/shell';
import { type Justfile, type JustModuleName, readJustfile } from './justfile';
import { readSource, type SourceFile } from './source-file';

const MAX_DEPTH = 8;
const MAX_FILES = 40;

export interface JustModule {
  readonly source: SourceFile;
  readonly file: Justfile;
  /** `undefined` when there is none of that name, or it cannot be read. */
  readonly module: (name: string) => JustModule | undefined;
}

export function readJustModule(source: SourceFile, shell: Shell): JustModule | undefined {
  return new ModuleReader(shell).read(source, 0);
}

class ModuleReader {
  private left = MAX_FILES;

  constructor(private readonly shell: Shell) {}

  read(source: SourceFile, depth: number): JustModule | undefined {
    const file = depth > MAX_DEPTH ? undefined : this.withImports(source, depth);
    if (!file || !hasPlainSettings(file)) return undefined;
    const module = (name: string) => {
      const named = file.modules.find((one) => one.name === name);
      const inner = named && this.moduleSource(named, source);
      return inner && this.read(inner, depth + 1);
    };
    return { source, file, module };
  }

  private withImports(source: SourceFile, depth: number): Justfile | undefined {
    const own = this.left-- > 0 && depth <= MAX_DEPTH ? readJustfile(source) : undefined;
    let whole = own;
    for (const { path, optional } of own?.imports ?? []) {
      const inner = readSource(path, parentOf(source.path), this.shell);
      if (!inner && optional) continue;
      const imported = inner && this.withImports(inner, depth + 1);
      if (!imported || !whole) return undefined;
      whole = merged(whole, imported);
    }
    return whole;
  }

  /** `mod docs` is docs.just, docs/mod.just, docs/justfile or docs/.justfile. */
  private moduleSource({ name, path }: JustModuleName, { path: outer }: SourceFile): SourceFile | undefined {
    const usual = (folder: string) =>
      ['mod.just', 'justfile', '.justfile', 'Justfile'].map((one) => `${folder}/${one}`);
    const candidates = path === undefined ? [`${name}.just`, ...usual(name)] : [path, ...usual(path)];
    const { files } = this.shell.session.providers;
    const directory = parentOf(outer);
    return candidates
      .map((candidate) => this.shell.surroundings.fileTarget(candidate, directory).path)
      .filter((candidate) => typeof candidate === 'string' && files.kind(candidate) === 'file')
      .map((candidate) => readSource(candidate ?? null, directory, this.shell))
      .find((found) => found !== undefined);
  }
}

/** What a file says itself wins over what it imports. */
function merged(own: Justfile, imported: Justfile): Justfile {
  const names = new Set(own.recipes.map(({ name }) => name));
  return {
    recipes: [...own.recipes, ...imported.recipes.filter(({ name }) => !names.has(name))],
    variables: new Map([...imported.variables, ...own.variables]),
    exported: new Set([...imported.exported, ...own.exported]),
    aliases: new Map([...imported.aliases, ...own.aliases]),
    settings: new Map([...imported.settings, ...own.settings]),
    imports: own.imports,
    modules: [...own.modules, ...imported.modules],
  };
}

/** Settings that change what is run, or how. */
function hasPlainSettings({ settings }: Justfile): boolean {
  const shell = settings.get('shell');
  const plainShell = shell === undefined || /^\[\s*(["'])(\/bin\/|\/usr\/bin\/env )?(ba|da|z|k)?sh\1\s*,/.test(shell);
  return plainShell && !settings.has('working-directory') && !settings.has('script-interpreter');
}
