/** Policies and packs as they load while they are edited, and as they were when they could last be read. */
import { compilePacks, type PlacedRule, packRules, placedRules } from '../../policy/compile';
import type { CompiledPolicy } from '../../policy/compiled';
import type { LoadedPolicy } from '../../policy/loader';
import type { PackLibrary } from '../../policy/packs';
import type { PolicyProblem } from '../../policy/problem';
import type { Policies } from '../../worker/policies';
import { once } from './once';
import type { PolicySource } from './policy-text';

/** A policy or a pack as far as it could be loaded. */
export interface Loaded {
  /** Set when there are no errors. */
  readonly policy?: CompiledPolicy | undefined;
  readonly problems: readonly PolicyProblem[];
  readonly known: KnownRules;
}

/** Of now when the file can be read, else of when it could. */
export interface KnownRules {
  /** The files of the policy, by the names that rules have for them. */
  readonly files: readonly string[];
  /** Made when they are wanted. */
  rules(): readonly PlacedRule[];
}

export class LoadedRules {
  private readonly policies = new WeakMap<LoadedPolicy, KnownRules>();
  private readonly packs = new Map<string, { readonly text: string; readonly loaded: Loaded }>();
  private readonly lastKnown = new Map<string, KnownRules>();

  constructor(private readonly world: Policies) {}

  load(source: PolicySource, workspace: string): Promise<Loaded> {
    return source.kind === 'pack' ? this.loadPack(source) : this.loadPolicy(workspace);
  }

  forget(uri: string): void {
    this.packs.delete(uri);
    this.lastKnown.delete(uri);
  }

  private async loadPolicy(workspace: string): Promise<Loaded> {
    const loaded = await this.world.asEdited(workspace);
    const known = this.policies.get(loaded) ?? rulesOfPolicy(loaded, this.world.library());
    if (known) this.policies.set(loaded, known);
    return { ...loaded, known: this.remember(workspace, known) };
  }

  private async loadPack(source: PolicySource): Promise<Loaded> {
    const before = this.packs.get(source.uri);
    if (before?.text === source.text) return before.loaded;
    const { known, ...rest } = await loadPackFile(source, this.world.library());
    const loaded = { ...rest, known: this.remember(source.uri, known) };
    this.packs.set(source.uri, { text: source.text, loaded });
    return loaded;
  }

  private remember(key: string, known: KnownRules | undefined): KnownRules {
    if (known) this.lastKnown.set(key, known);
    return this.lastKnown.get(key) ?? rulesOfPacks(this.world.library());
  }
}

function rulesOfPolicy({ parts }: LoadedPolicy, library: PackLibrary): KnownRules | undefined {
  return parts && { files: parts.parts.map(({ file }) => file), rules: once(() => placedRules(parts, library)) };
}

function rulesOfPacks({ packs }: PackLibrary): KnownRules {
  return { files: [], rules: () => [...packs.values()].flatMap((pack) => packRules(pack)) };
}

/** A pack is tried among the others, in place of the one of its name. */
async function loadPackFile(
  { file, text }: PolicySource,
  library: PackLibrary,
): Promise<Omit<Loaded, 'known'> & { readonly known?: KnownRules }> {
  const { loadPack } = await import('../../policy/loader');
  const { pack, problems } = loadPack({ file, text });
  if (pack === undefined) return { problems };
  const packs = new Map(library.packs).set(pack.source.id, pack);
  const known = { files: [file], rules: once(() => packRules(pack)) };
  return { policy: compilePacks({ packs }), problems, known };
}
