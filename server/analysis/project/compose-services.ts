/** What the containers of a compose file may do to this machine, and what they run. */

import { impactOf } from '../../effects/catalogue';
import type { Effect, Span } from '../../effects/effect';
import { type Text, UNKNOWN } from '../../effects/value';
import { parentOf, withHome } from '../files/paths';
import { dangerousCapabilities, widestMount } from '../programs/families/containers/run';
import type { Run, Stream, Word } from '../programs/spec';
import type { Shell } from '../shell/shell';
import { ANYTHING } from '../shell/streams';
import { readYaml, type YamlNode } from './plain-yaml';
import { type ProjectRun, runStep } from './run-project';

const FILE_NAMES = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];
const OVERRIDES = FILE_NAMES.map((name) => name.replace('.y', '.override.y'));
const MAX_PARENTS = 12;

interface ComposeFile {
  readonly path: string;
  readonly text: string;
  readonly services: ReadonlyMap<string, YamlNode>;
  /** Variables may come from there, in place of their defaults. */
  readonly hasDotEnv: boolean;
}

interface Here {
  readonly shell: Shell;
  readonly hasDotEnv: boolean;
}

/** The name '' stands for all services. */
export function runComposeServices(run: ProjectRun, span: Span, shell: Shell): Stream {
  const file = shell.frame.elsewhere ? undefined : findComposeFile(run, shell);
  const services = file && typeof run.name === 'string' ? chosen(file, run.name) : undefined;
  if (!file || !services) {
    const privileged = run.args && run.args.length > 0 ? false : UNKNOWN;
    shell.state({ kind: 'container.run', image: run.name === '' ? UNKNOWN : run.name, privileged, mounts: null }, span);
    return ANYTHING;
  }
  for (const service of services) runService(service, file, run, span, shell);
  return ANYTHING;
}

function chosen({ services }: ComposeFile, name: string): readonly YamlNode[] | undefined {
  if (name === '') return [...services.values()].filter((service) => !service.at('profiles'));
  const service = services.get(name);
  if (!service) return undefined;
  const found = new Set<YamlNode>();
  withDependencies(service, services, found);
  return [...found];
}

/** Services that it depends on are started before. */
function withDependencies(service: YamlNode, all: ReadonlyMap<string, YamlNode>, found: Set<YamlNode>): void {
  if (found.has(service)) return;
  found.add(service);
  const needed = service.at('depends_on');
  const names = needed?.items?.map((item) => item.text ?? '') ?? [...(needed?.entries?.keys() ?? [])];
  for (const name of names) {
    const next = all.get(name);
    if (next) withDependencies(next, all, found);
  }
}

function findComposeFile(run: ProjectRun, shell: Shell): ComposeFile | undefined {
  const { cwd } = shell.scope;
  if (typeof cwd !== 'string' || shell.scope.inherited('COMPOSE_FILE') !== undefined) return undefined;
  if (run.file !== undefined) return readComposeFile(run.file, shell);
  const { files } = shell.session.providers;
  let directory = cwd;
  for (let level = 0; level < MAX_PARENTS; level++) {
    const base = directory === '/' ? '' : directory;
    const name = FILE_NAMES.find((one) => files.kind(`${base}/${one}`) === 'file');
    // An override changes services in ways that are not worked out.
    if (OVERRIDES.some((one) => files.kind(`${base}/${one}`) !== 'absent')) return undefined;
    if (name !== undefined) return readComposeFile(`${base}/${name}`, shell);
    if (directory === '/') return undefined;
    directory = parentOf(directory);
  }
  return undefined;
}

function readComposeFile(name: Text, shell: Shell): ComposeFile | undefined {
  const { path } = shell.surroundings.fileTarget(name, shell.scope.cwd);
  const file = typeof path === 'string' ? shell.session.readFile(path) : undefined;
  const root = file && readYaml(file.text);
  const services = root?.at('services')?.entries;
  if (!file || typeof path !== 'string' || !services || root.at('include')) return undefined;
  if ([...services.values()].some((service) => !service.entries || service.at('extends'))) return undefined;
  const hasDotEnv = shell.session.providers.files.kind(`${parentOf(path)}/.env`) !== 'absent';
  return { path, text: file.text, services, hasDotEnv };
}

function runService(service: YamlNode, file: ComposeFile, run: ProjectRun, span: Span, shell: Shell): void {
  const here = { shell, hasDotEnv: file.hasDotEnv };
  const folder = run.cwd !== undefined && run.file !== undefined ? shell.scope.cwd : parentOf(file.path);
  const sources = mountSources(service, here);
  const mounts = sources ? (widestMount(sources, shell.surroundings, folder) ?? UNKNOWN) : UNKNOWN;
  const privileged = isPrivileged(service, here);
  const network = textOf(service.at('network_mode'), here);
  shell.state(
    {
      kind: 'container.run',
      image: textOf(service.at('image'), here) ?? UNKNOWN,
      privileged,
      mounts,
      network: network === 'host' || network === 'none' ? network : network === null ? UNKNOWN : 'default',
    },
    span,
  );
  const shares = ['pid', 'ipc', 'userns_mode'].some((key) => textOf(service.at(key), here) === 'host');
  if (privileged === true || mounts === 'socket' || mounts === 'system' || shares) {
    shell.state({ kind: 'privilege.escalate', how: 'namespace' }, span);
  }
  if (!run.args || run.args.length === 0) runCommand(service, file, span, shell);
}

/** An image may run anything by itself; of what the file adds only counts what destroys, gives away or lets in. */
function runCommand(service: YamlNode, file: ComposeFile, span: Span, shell: Shell): void {
  const here = { shell, hasDotEnv: file.hasDotEnv };
  const [entry, command] = [wordsOf(service.at('entrypoint'), here), wordsOf(service.at('command'), here)];
  const started = [...entry, ...command];
  if (started.length === 0) return;
  const place = (service.at('entrypoint') ?? service.at('command'))!.span;
  const words = started.map((value): Word => ({ value, raw: value ?? '', span: place, many: false }));
  const inner: Run = { type: 'argv', words, label: '', via: 'container', elsewhere: true };
  shell.session.only(isGrave, () => runStep({ run: inner, file, span: place }, span, shell));
}

function isGrave(effect: Effect): boolean {
  const impact = impactOf(effect.kind);
  return impact === 'destroy' || impact === 'disclose' || impact === 'grant';
}

/** A list of words, or one text that is split like a shell would, without running one. */
function wordsOf(node: YamlNode | undefined, here: Here): (string | null)[] {
  if (node?.items) return node.items.map((item) => knownText(item, here));
  if (node?.text === undefined || node.text === '') return [];
  const text = knownText(node, here);
  if (text === null) return [null];
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? '',
  );
}

function isPrivileged(service: YamlNode, here: Here): boolean | null {
  const capabilities = service.at('cap_add')?.items?.map((item) => textOf(item, here)) ?? [];
  if (capabilities.some((one) => typeof one === 'string' && dangerousCapabilities.test(one))) return true;
  const stated = textOf(service.at('privileged'), here);
  if (stated === undefined || stated === 'false') return capabilities.includes(null) ? UNKNOWN : false;
  return stated === 'true' ? true : UNKNOWN;
}

/** Where the mounts of a service come from; `undefined` when it is not known. */
function mountSources(service: YamlNode, here: Here): readonly Text[] | undefined {
  const volumes = service.at('volumes');
  if (!volumes) return [];
  return volumes.items?.map((volume): Text => {
    if (volume.entries) {
      if (volume.at('type')?.text !== 'bind') return '';
      return homely(textOf(volume.at('source'), here) ?? UNKNOWN, here.shell);
    }
    const text = textOf(volume, here) ?? UNKNOWN;
    // `/data` alone is a volume without a name.
    return typeof text !== 'string' ? UNKNOWN : text.includes(':') ? homely(text.split(':')[0]!, here.shell) : '';
  });
}

function homely(path: string | null, shell: Shell): Text {
  return path === null ? UNKNOWN : withHome(path, shell.session.providers.env.home);
}

function textOf(node: YamlNode | undefined, here: Here): string | null | undefined {
  return node === undefined ? undefined : knownText(node, here);
}

/** With `$NAME`, `${NAME}` and `${NAME:-default}` put in; `null` when something in it is not known. */
function knownText(node: YamlNode, { shell, hasDotEnv }: Here): string | null {
  if (node.text === undefined) return null;
  let known = true;
  const text = node.text.replace(/\$\$|\$\{(\w+)(?::?-([^{}$]*))?\}|\$(\w+)|\$/g, (found, braced, fallback, plain) => {
    if (found === '$$') return '$';
    const value = shell.scope.inherited(braced ?? plain ?? '') ?? (hasDotEnv ? undefined : fallback);
    if (typeof value !== 'string') known = false;
    return typeof value === 'string' ? value : '';
  });
  return known ? text : null;
}
