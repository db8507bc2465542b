/** Gathers what the language features know about an open policy file. */
import { join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Diagnostic } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { PolicyProblem } from '../../policy/problem';
import type { PolicyTestResult } from '../../policy/test-result';
import { type Folders, pathOfUri } from '../../worker/folders';
import type { Policies } from '../../worker/policies';
import { policyFileKind } from './file-kind';
import { LoadedRules } from './loaded-rules';
import { pendingDiagnostics } from './pending-diagnostics';
import type { PolicyContext } from './policy-context';
import { type PolicySource, type PolicyText, readPolicyText } from './policy-text';

export interface PolicyContextsWorld {
  readonly folders: Folders;
  readonly policies: Policies;
  /** The folder in which the bundled packs stand under `policies/`. */
  readonly productRoot: string;
}

export class PolicyContexts {
  private readonly texts = new Map<string, PolicyText>();
  private readonly rules: LoadedRules;

  constructor(private readonly world: PolicyContextsWorld) {
    this.rules = new LoadedRules(world.policies);
  }

  /** `undefined` for documents that hold no policy. */
  async of(document: TextDocument): Promise<PolicyContext | undefined> {
    const opened = this.sourceOf(document);
    if (opened === undefined) return undefined;
    const { source, workspace } = opened;
    const { policy, known } = await this.rules.load(source, workspace);
    const others = known.files.filter((file) => file !== source.file);
    return {
      text: this.read(source),
      files: [this.read(source), ...others.flatMap((file) => this.included(file, workspace))],
      rules: known.rules(),
      policy,
      library: this.world.policies.library(),
      scenarioResults: await this.scenarioResultsFor(source, workspace),
      includable: () =>
        this.world.policies.includable(workspace).filter((file) => !known.files.includes(`.guardrails/${file}`)),
      uriOf: (file) => pathToFileURL(join(this.rootOf(file, workspace), file)).href,
    };
  }

  /** What is wrong with a policy file; `undefined` for documents that hold no policy. */
  async problemsOf(document: TextDocument): Promise<readonly PolicyProblem[] | undefined> {
    const opened = this.sourceOf(document);
    if (opened === undefined) return undefined;
    const { source, workspace } = opened;
    const problems = await (source.kind === 'scenarios'
      ? this.scenarioProblems(workspace)
      : this.rules.load(source, workspace).then((loaded) => loaded.problems));
    return problems.filter((problem) => problem.file === source.file);
  }

  /** What of a saved policy waits for a person, where this file says it. */
  async pendingOn(document: TextDocument): Promise<readonly Diagnostic[]> {
    const opened = this.sourceOf(document);
    if (opened === undefined || opened.source.kind === 'pack') return [];
    const { pending } = await this.world.policies.standing(opened.workspace);
    return pendingDiagnostics(pending, opened.source.file);
  }

  isPolicy(document: TextDocument): boolean {
    return this.sourceOf(document) !== undefined;
  }

  /** Scenarios are run when they are checked, which can take its time. */
  isQuick(document: TextDocument): boolean {
    const opened = this.sourceOf(document);
    return opened !== undefined && opened.source.kind !== 'scenarios';
  }

  forget({ uri }: TextDocument): void {
    this.texts.delete(uri);
    this.rules.forget(uri);
  }

  private sourceOf(document: TextDocument): { readonly source: PolicySource; readonly workspace: string } | undefined {
    const path = pathOfUri(document.uri);
    const text = document.getText();
    const kind = path === undefined ? undefined : policyFileKind(path, text);
    if (path === undefined || kind === undefined) return undefined;
    const workspace = this.world.folders.ofFile(path);
    return { workspace, source: { kind, uri: document.uri, file: nameOf(path, workspace), text } };
  }

  /** What is wrong with scenario files, and which steps fail. */
  private async scenarioProblems(workspace: string): Promise<readonly PolicyProblem[]> {
    const { problems } = await this.world.policies.testsAsEdited(workspace);
    const results = (await this.world.policies.scenarios(workspace)).results();
    return [...problems, ...results.flatMap(failedStep)];
  }

  /** Run only when somebody asks. */
  private async scenarioResultsFor(source: PolicySource, workspace: string): Promise<PolicyContext['scenarioResults']> {
    return source.kind === 'pack' ? () => [] : (await this.world.policies.scenarios(workspace)).results;
  }

  private included(file: string, workspace: string): readonly PolicyText[] {
    const text = this.world.policies.textOf(workspace, file);
    const path = join(workspace, file);
    const kind = text === undefined ? undefined : policyFileKind(path, text);
    if (text === undefined || kind === undefined) return [];
    return [this.read({ kind, uri: pathToFileURL(path).href, file, text })];
  }

  /** Read once for every state of a file. */
  private read(source: PolicySource): PolicyText {
    const known = this.texts.get(source.uri);
    if (known?.text === source.text) return known;
    const text = readPolicyText(source);
    this.texts.set(source.uri, text);
    return text;
  }

  private rootOf(file: string, workspace: string): string {
    return file.startsWith('policies/') ? this.world.productRoot : workspace;
  }
}

/** Beyond the end of every line that is read, and so the end of the line. */
const LINE_END = 100_000;

/** The rest of the line on which a step begins. */
function failedStep({ location, failure }: PolicyTestResult): readonly PolicyProblem[] {
  if (failure === undefined || location === undefined) return [];
  const { source: file, line, column } = location;
  return [
    {
      code: 'test-failed',
      severity: 'error',
      file,
      line,
      column,
      endLine: line,
      endColumn: LINE_END,
      message: `This step fails: ${failure}. While it does, the last good policy stays in force.`,
    },
  ];
}

/** As messages name files: relative to the workspace, with slashes. */
function nameOf(path: string, workspace: string): string {
  return relative(workspace, path).split(sep).join('/');
}
