/** The services of compose files, merged as compose does it: several `-f`, overrides, `include`, `extends`. */
import { isKnown, type Text } from '../../effects/value';
import { parentOf } from '../files/paths';
import type { Shell } from '../shell/shell';
import { readDotEnv } from './dot-env';
import { readYaml, type YamlNode } from './plain-yaml';
import type { ProjectRun } from './run-project';
import { readSource, type SourceFile } from './source-file';

const FILE_NAMES = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];
const MAX_PARENTS = 12;
const MAX_FILES = 30;
const MAX_LAYERS = 20;

/** One description of a service; later ones add to it and replace parts. */
interface Layer {
  readonly node: YamlNode;
  readonly file: SourceFile;
  /** Where its relative paths start. */
  readonly folder: Text;
}

export class ComposeService {
  constructor(readonly layers: readonly Layer[]) {}

  /** The last word on it. */
  at(key: string): YamlNode | undefined {
    return this.layers.findLast(({ node }) => node.at(key))?.node.at(key);
  }

  fileOf(key: string): SourceFile | undefined {
    return this.layers.findLast(({ node }) => node.at(key))?.file;
  }

  /** What all of them say, each with the folder of its file: lists are joined. */
  every(key: string): readonly { readonly node: YamlNode; readonly folder: Text }[] {
    return this.layers.flatMap(({ node, folder }) => {
      const found = node.at(key);
      return found ? [{ node: found, folder }] : [];
    });
  }
}

export interface ComposeProject {
  readonly services: ReadonlyMap<string, ComposeService>;
  /** Variables of the project's `.env`; `undefined` when they are not known. */
  readonly environment: ReadonlyMap<string, Text> | undefined;
}

/** `undefined` when some of it cannot be told. */
export function readComposeProject(run: ProjectRun, shell: Shell): ComposeProject | undefined {
  const paths = shell.frame.elsewhere ? undefined : projectFiles(run, shell);
  const [first] = paths ?? [];
  if (!paths || first === undefined) return undefined;
  // `--project-directory` moves all relative paths.
  const folder = run.cwd !== undefined && run.files ? shell.scope.cwd : parentOf(first);
  const services = new ComposeReader(shell).project(paths, folder, 0);
  return services && { services, environment: isKnown(folder) ? readDotEnv(`${folder}/.env`, shell) : undefined };
}

function projectFiles(run: ProjectRun, shell: Shell): readonly string[] | undefined {
  const { cwd } = shell.scope;
  const named = run.files ?? composeFileVariable(shell);
  if (named) return absolutePaths(named, cwd, shell);
  return typeof cwd === 'string' ? usualFiles(cwd, shell) : undefined;
}

/** `COMPOSE_FILE=a.yml:b.yml` */
function composeFileVariable({ scope }: Shell): readonly Text[] | undefined {
  const value = scope.inherited('COMPOSE_FILE');
  if (value === undefined || value === '') return undefined;
  return isKnown(value) ? value.split(':') : [value];
}

function absolutePaths(names: readonly Text[], base: Text, shell: Shell): readonly string[] | undefined {
  const paths = names.map((name) => shell.surroundings.fileTarget(name, base).path);
  return paths.every((path) => typeof path === 'string') ? paths : undefined;
}

/** The nearest one, with its override beside it. */
function usualFiles(cwd: string, { session }: Shell): readonly string[] | undefined {
  const { files } = session.providers;
  let directory = cwd;
  for (let level = 0; level < MAX_PARENTS; level++) {
    const base = directory === '/' ? '' : directory;
    const name = FILE_NAMES.find((one) => files.kind(`${base}/${one}`) === 'file');
    if (name !== undefined) {
      const override = FILE_NAMES.map((one) => `${base}/${one.replace('.y', '.override.y')}`);
      return [`${base}/${name}`, ...override.filter((path) => files.kind(path) === 'file').slice(0, 1)];
    }
    if (directory === '/') return undefined;
    directory = parentOf(directory);
  }
  return undefined;
}

type Services = ReadonlyMap<string, ComposeService>;

class ComposeReader {
  private left = MAX_FILES;

  constructor(private readonly shell: Shell) {}

  /** Files merged into each other. */
  project(paths: readonly string[], folder: Text, depth: number): Services | undefined {
    const merged = new Map<string, ComposeService>();
    for (const path of paths) {
      const services = this.fileServices(path, folder, depth);
      if (!services) return undefined;
      for (const [name, service] of services) {
        const layers = [...(merged.get(name)?.layers ?? []), ...service.layers];
        merged.set(name, new ComposeService(layers));
      }
    }
    return merged;
  }

  private fileServices(path: string, folder: Text, depth: number): Services | undefined {
    const file = this.read(path);
    const root = file && readYaml(file.text);
    if (!file || !root || depth > MAX_LAYERS) return undefined;
    const own = root.at('services')?.entries ?? new Map<string, YamlNode>();
    const included = this.includedServices(root.at('include'), folder, depth);
    if (!included || !(root.at('services') ?? root.at('include'))) return undefined;
    const services = new Map(included);
    for (const [name, node] of own) {
      const layers = this.layersOf({ node, file, folder }, own, depth);
      if (!layers) return undefined;
      services.set(name, new ComposeService([...(included.get(name)?.layers ?? []), ...layers]));
    }
    return services;
  }

  /** `include: [a.yml, { path: [b.yml, c.yml] }]` */
  private includedServices(node: YamlNode | undefined, folder: Text, depth: number): Services | undefined {
    const services = new Map<string, ComposeService>();
    if (!node) return services;
    if (!node.items) return undefined;
    for (const item of node.items) {
      const listed = item.entries ? item.at('path') : item;
      const names = listed?.items?.map(({ text }) => text) ?? [listed?.text];
      const paths = names.every((name) => name !== undefined && !name.includes('$'))
        ? absolutePaths(names as readonly string[], folder, this.shell)
        : undefined;
      const [first] = paths ?? [];
      const moved = item.at('project_directory')?.text;
      if (!paths || first === undefined) return undefined;
      const base = moved === undefined ? parentOf(first) : (absolutePaths([moved], folder, this.shell)?.[0] ?? null);
      const inner = this.project(paths, base, depth + 1);
      if (!inner) return undefined;
      for (const [name, service] of inner) services.set(name, service);
    }
    return services;
  }

  /** A service with those that it extends, the farthest first. */
  private layersOf(layer: Layer, beside: ReadonlyMap<string, YamlNode>, depth: number): readonly Layer[] | undefined {
    if (!layer.node.entries || depth > MAX_LAYERS) return undefined;
    const extended = layer.node.at('extends');
    if (!extended) return [layer];
    const name = extended.text ?? extended.at('service')?.text;
    const elsewhere = extended.at('file')?.text;
    if (name === undefined) return undefined;
    const base =
      elsewhere === undefined
        ? this.besideLayers(layer, beside, name, depth)
        : this.foreignLayers(elsewhere, layer, name, depth);
    return base && [...base, layer];
  }

  private besideLayers(layer: Layer, beside: ReadonlyMap<string, YamlNode>, name: string, depth: number) {
    const node = beside.get(name);
    return node && this.layersOf({ ...layer, node }, beside, depth + 1);
  }

  private foreignLayers(written: string, { folder }: Layer, name: string, depth: number) {
    const path = absolutePaths([written], folder, this.shell)?.[0];
    const file = path === undefined ? undefined : this.read(path);
    const services = file && readYaml(file.text)?.at('services')?.entries;
    const node = services?.get(name);
    return file && services && node && this.layersOf({ node, file, folder: parentOf(file.path) }, services, depth + 1);
  }

  private read(path: string): SourceFile | undefined {
    return this.left-- > 0 ? readSource(path, '/', this.shell) : undefined;
  }
}
