/** What the containers of a compose file may do to this machine, and what they run. */

import { impactOf } from '../../effects/catalogue';
import type { Effect, Span } from '../../effects/effect';
import { type Text, UNKNOWN } from '../../effects/value';
import { withHome } from '../files/paths';
import { dangerousCapabilities, type Mounts, widest, widestMount } from '../programs/families/containers/run';
import type { Run, Stream, Word } from '../programs/spec';
import type { Shell } from '../shell/shell';
import { ANYTHING } from '../shell/streams';
import { type ComposeProject, type ComposeService, readComposeProject } from './compose-files';
import type { YamlNode } from './plain-yaml';
import { type ProjectRun, runStep } from './run-project';

interface Here {
  readonly shell: Shell;
  /** Variables of the project's `.env`. */
  readonly environment: ComposeProject['environment'];
}

/** The name '' stands for all services. */
export function runComposeServices(run: ProjectRun, span: Span, shell: Shell): Stream {
  const project = readComposeProject(run, shell);
  const services = project && typeof run.name === 'string' ? chosen(project, run.name) : undefined;
  if (!services) {
    const privileged = run.args && run.args.length > 0 ? false : UNKNOWN;
    shell.state({ kind: 'container.run', image: run.name === '' ? UNKNOWN : run.name, privileged, mounts: null }, span);
    return ANYTHING;
  }
  for (const service of services) runService(service, run, span, { shell, environment: project?.environment });
  return ANYTHING;
}

function chosen({ services }: ComposeProject, name: string): readonly ComposeService[] | undefined {
  if (name === '') return [...services.values()].filter((service) => !service.at('profiles'));
  const service = services.get(name);
  if (!service) return undefined;
  const found = new Set<ComposeService>();
  withDependencies(service, services, found);
  return [...found];
}

/** Services that it depends on are started before. */
function withDependencies(service: ComposeService, all: ComposeProject['services'], found: Set<ComposeService>): void {
  if (found.has(service)) return;
  found.add(service);
  const names = service
    .every('depends_on')
    .flatMap(({ node }) => node.items?.map((item) => item.text ?? '') ?? [...(node.entries?.keys() ?? [])]);
  for (const name of names) {
    const next = all.get(name);
    if (next) withDependencies(next, all, found);
  }
}

function runService(service: ComposeService, run: ProjectRun, span: Span, here: Here): void {
  const { shell } = here;
  const mounts = mountsOf(service, here);
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
  if (!run.args || run.args.length === 0) runCommand(service, span, here);
}

/** An image may run anything by itself; of what the file adds only counts what destroys, gives away or lets in. */
function runCommand(service: ComposeService, span: Span, here: Here): void {
  const { shell } = here;
  const [entry, command] = [wordsOf(service.at('entrypoint'), here), wordsOf(service.at('command'), here)];
  const started = [...entry, ...command];
  if (started.length === 0) return;
  const key = service.at('entrypoint') ? 'entrypoint' : 'command';
  const [place, file] = [service.at(key)!.span, service.fileOf(key)!];
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

function isPrivileged(service: ComposeService, here: Here): boolean | null {
  const capabilities = service
    .every('cap_add')
    .flatMap(({ node }) => node.items?.map((item) => textOf(item, here)) ?? []);
  if (capabilities.some((one) => typeof one === 'string' && dangerousCapabilities.test(one))) return true;
  const stated = textOf(service.at('privileged'), here);
  if (stated === undefined || stated === 'false') return capabilities.includes(null) ? UNKNOWN : false;
  return stated === 'true' ? true : UNKNOWN;
}

/** The most far-reaching thing of this machine that any of its descriptions mounts. */
function mountsOf(service: ComposeService, here: Here): Mounts {
  const all = service.every('volumes').map(({ node, folder }) => {
    const sources = mountSources(node, here);
    return sources ? widestMount(sources, here.shell.surroundings, folder) : UNKNOWN;
  });
  return widest(all);
}

/** Where mounts come from; `undefined` when it is not known. */
function mountSources(volumes: YamlNode, here: Here): readonly Text[] | undefined {
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
function knownText(node: YamlNode, { shell, environment }: Here): string | null {
  if (node.text === undefined) return null;
  let known = true;
  const text = node.text.replace(/\$\$|\$\{(\w+)(?::?-([^{}$]*))?\}|\$(\w+)|\$/g, (found, braced, fallback, plain) => {
    if (found === '$$') return '$';
    const name = braced ?? plain ?? '';
    const value = shell.scope.inherited(name) ?? valueIn(environment, name, fallback);
    if (typeof value !== 'string') known = false;
    return typeof value === 'string' ? value : '';
  });
  return known ? text : null;
}

function valueIn(environment: Here['environment'], name: string, fallback: string | undefined): Text | undefined {
  if (!environment) return UNKNOWN;
  return environment.has(name) ? environment.get(name) : fallback;
}
