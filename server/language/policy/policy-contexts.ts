/** Gathers what the language features know about an open policy file, once for every state of the policy. */
import { join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { compilePacks, type PlacedRule, packRules, placedRules } from '../../policy/compile';
import type { CompiledPolicy } from '../../policy/compiled';
import type { PackLibrary } from '../../policy/packs';
import type { PolicyProblem } from '../../policy/problem';
import { type Folders, pathOfUri } from '../../worker/folders';
import type { Policies } from '../../worker/policies';
import { policyFileKind } from './file-kind';
import type { PolicyContext } from './policy-context';
import { type PolicyText, readPolicyText } from './policy-text';

export interface PolicyContextsWorld {
  readonly folders: Folders;
  readonly policies: Policies;
  /** The folder in which the bundled packs stand under `policies/`. */
  readonly productRoot: string;
}

/** A policy or a pack as far as it could be loaded. */
interface Loaded {
  readonly files: readonly string[];
  readonly rules?: readonly PlacedRule[] | undefined;
  readonly policy?: CompiledPolicy | undefined;
  readonly problems: readonly PolicyProblem[];
}

export class PolicyContexts {
  private readonly texts = new Map<string, PolicyText>();
  /** While a policy cannot be read, its rules are those it had before. */
  private readonly lastRules = new Map<string, readonly PlacedRule[]>();

  constructor(private readonly world: PolicyContextsWorld) {}

  /** `undefined` for documents that hold no policy. */
  async of(document: TextDocument): Promise<PolicyContext | undefined> {
    const workspace = this.workspaceOf(document);
    const text = workspace === undefined ? undefined : this.textOf(document, workspace);
    if (workspace === undefined || text === undefined) return undefined;
    const { files, rules, policy } = await this.load(text, workspace);
    const key = text.kind === 'pack' ? text.uri : workspace;
    if (rules) this.lastRules.set(key, rules);
    const others = files.filter((file) => file !== text.file).flatMap((file) => this.included(file, workspace) ?? []);
    return {
      text,
      files: [text, ...others],
      rules: rules ?? this.lastRules.get(key) ?? rulesOfPacks(this.world.policies.library()),
      policy,
      library: this.world.policies.library(),
      uriOf: (source) => pathToFileURL(join(this.rootOf(source, workspace), source)).href,
    };
  }

  /** What is wrong with a policy file; `undefined` for documents that hold no policy. */
  async problemsOf(document: TextDocument): Promise<readonly PolicyProblem[] | undefined> {
    const workspace = this.workspaceOf(document);
    const path = pathOfUri(document.uri);
    const kind = path === undefined ? undefined : policyFileKind(path, document.getText());
    if (workspace === undefined || path === undefined || kind === undefined) return undefined;
    const file = nameOf(path, workspace);
    const { problems } = await this.load({ kind, file, text: document.getText() }, workspace);
    return problems.filter((problem) => problem.file === file);
  }

  isPolicy(document: TextDocument): boolean {
    const path = pathOfUri(document.uri);
    return path !== undefined && policyFileKind(path, document.getText()) !== undefined;
  }

  forget(document: TextDocument): void {
    this.texts.delete(document.uri);
  }

  private workspaceOf(document: TextDocument): string | undefined {
    const path = pathOfUri(document.uri);
    return path === undefined ? undefined : this.world.folders.ofFile(path);
  }

  private textOf(document: TextDocument, workspace: string): PolicyText | undefined {
    const path = pathOfUri(document.uri) ?? '';
    const text = document.getText();
    const kind = policyFileKind(path, text);
    return kind && this.read({ kind, uri: document.uri, file: nameOf(path, workspace), text });
  }

  private included(file: string, workspace: string): PolicyText | undefined {
    const text = this.world.policies.textOf(workspace, file);
    const path = join(workspace, file);
    const kind = text === undefined ? undefined : policyFileKind(path, text);
    return text === undefined || kind === undefined
      ? undefined
      : this.read({ kind, uri: pathToFileURL(path).href, file, text });
  }

  private read(source: Pick<PolicyText, 'kind' | 'uri' | 'file' | 'text'>): PolicyText {
    const known = this.texts.get(source.uri);
    if (known?.text === source.text && known.file === source.file) return known;
    const text = readPolicyText(source);
    this.texts.set(source.uri, text);
    return text;
  }

  private async load(text: Pick<PolicyText, 'kind' | 'file' | 'text'>, workspace: string): Promise<Loaded> {
    const library = this.world.policies.library();
    if (text.kind === 'pack') return loadPackFile(text, library);
    const { parts, policy, problems } = await this.world.policies.asEdited(workspace);
    return {
      files: parts?.parts.map(({ file }) => file) ?? [],
      rules: parts && placedRules(parts, library),
      policy,
      problems,
    };
  }

  private rootOf(source: string, workspace: string): string {
    return source.startsWith('policies/') ? this.world.productRoot : workspace;
  }
}

/** A pack is tried among the others, in place of the one of its name. */
async function loadPackFile({ file, text }: Pick<PolicyText, 'file' | 'text'>, library: PackLibrary): Promise<Loaded> {
  const { loadPack } = await import('../../policy/loader');
  const { pack, problems } = loadPack({ file, text });
  if (pack === undefined) return { files: [file], problems };
  const packs = new Map(library.packs).set(pack.source.id, pack);
  return { files: [file], rules: packRules(pack), policy: compilePacks({ packs }), problems };
}

function rulesOfPacks({ packs }: PackLibrary): readonly PlacedRule[] {
  return [...packs.values()].flatMap((pack) => packRules(pack));
}

/** As messages name files: relative to the workspace, with slashes. */
function nameOf(path: string, workspace: string): string {
  return relative(workspace, path).split(sep).join('/');
}
