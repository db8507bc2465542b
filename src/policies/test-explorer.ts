/** The tests of policies in the Test Explorer: those of rules and scenarios, run by the worker. */
import * as vscode from 'vscode';
import {
  type PolicyTestPlace,
  type PolicyTestsResult,
  policyTestsMethod,
  type RunPolicyTestsResult,
  runPolicyTestsMethod,
} from '../../server/protocol';
import type { PolicyWorker } from '../policy-worker';

const REFRESH_AFTER_MS = 300;
/** So few that the worker is soon free for other questions, also when each test is written in many ways. */
const SUITES_AT_ONCE = 8;

type FolderTests = PolicyTestsResult['folders'][number];

interface FolderRun {
  readonly folder: string;
  readonly tests: readonly vscode.TestItem[];
}

export type TestOutcome = 'passed' | 'failed' | 'skipped' | 'errored';

export class TestExplorer implements vscode.Disposable {
  private readonly controller = vscode.tests.createTestController('guardrails', vscode.l10n.t('Guardrails Policies'));
  private readonly watches: vscode.Disposable;
  /** The folders whose policies tests are of. */
  private readonly folders = new WeakMap<vscode.TestItem, string>();
  private readonly latest = new Map<string, TestOutcome>();
  private refreshing: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly worker: PolicyWorker,
    private readonly output: vscode.LogOutputChannel,
  ) {
    this.controller.refreshHandler = () => this.refresh();
    this.controller.resolveHandler = async (item) => {
      if (item === undefined) await this.refresh();
    };
    const { Run } = vscode.TestRunProfileKind;
    this.controller.createRunProfile(vscode.l10n.t('Run'), Run, (...given) => this.run(false, ...given), true);
    this.controller.createRunProfile(vscode.l10n.t('Run in Other Words'), Run, (...given) => this.run(true, ...given));
    this.watches = vscode.Disposable.from(
      worker.onDidChange(({ what }) => {
        if (what === 'policy') this.refreshSoon();
      }),
      worker.onDidChangeState((state) => {
        if (state === 'running') this.refreshSoon();
      }),
    );
  }

  get items(): vscode.TestItemCollection {
    return this.controller.items;
  }

  /** By the ids of tests, how they came out when they were last run. */
  get outcomes(): ReadonlyMap<string, TestOutcome> {
    return this.latest;
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.watches.dispose();
    this.controller.dispose();
  }

  private refreshSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh(), REFRESH_AFTER_MS);
  }

  /** Asks once, however many want to know meanwhile. */
  private refresh(): Promise<void> {
    this.refreshing ??= this.readTests().finally(() => {
      this.refreshing = undefined;
    });
    return this.refreshing;
  }

  private async readTests(): Promise<void> {
    try {
      const { folders } = await this.worker.request(policyTestsMethod, undefined);
      const shown = folders.filter(({ suites, problem }) => suites.length > 0 || problem !== undefined);
      const [only, ...more] = shown;
      const alone = only && more.length === 0 && only.problem === undefined;
      this.controller.items.replace(alone ? this.suiteItems(only) : shown.map((tests) => this.folderItem(tests)));
    } catch (error) {
      this.output.warn(`The tests of policies could not be listed: ${messageOf(error)}`);
    }
  }

  private folderItem(tests: FolderTests): vscode.TestItem {
    const uri = vscode.Uri.file(tests.folder);
    const name = vscode.workspace.getWorkspaceFolder(uri)?.name ?? tests.folder;
    const item = this.controller.createTestItem(tests.folder, name, uri);
    item.error = tests.problem;
    item.children.replace(this.suiteItems(tests));
    return item;
  }

  private suiteItems({ folder, suites }: FolderTests): vscode.TestItem[] {
    return suites.map((suite) => {
      const item = this.itemAt(suite);
      const tests = suite.tests.map((test) => this.itemAt(test));
      for (const test of tests) this.folders.set(test, folder);
      item.children.replace(tests);
      return item;
    });
  }

  /** Shown in the order of the file. */
  private itemAt({ id, label, path, line, character }: PolicyTestPlace): vscode.TestItem {
    const item = this.controller.createTestItem(id, label, vscode.Uri.file(path));
    const start = new vscode.Position(line, character);
    item.range = new vscode.Range(start, start);
    item.sortText = `${path}:${String(line).padStart(6, '0')}:${String(character).padStart(4, '0')}`;
    return item;
  }

  private async run(
    mutations: boolean,
    request: vscode.TestRunRequest,
    cancelled: vscode.CancellationToken,
  ): Promise<void> {
    const run = this.controller.createTestRun(request);
    for (const { folder, tests } of this.wanted(request).flatMap(inBatches)) {
      if (cancelled.isCancellationRequested) break;
      await this.runBatch(run, folder, tests, mutations);
    }
    run.end();
  }

  private async runBatch(
    run: vscode.TestRun,
    folder: string,
    tests: readonly vscode.TestItem[],
    mutations: boolean,
  ): Promise<void> {
    for (const test of tests) run.started(test);
    const suites = suitesOf(tests);
    const started = performance.now();
    try {
      const result = await this.worker.request(runPolicyTestsMethod, { folder, suites, mutations });
      this.report(run, tests, result, (performance.now() - started) / tests.length);
    } catch (error) {
      this.report(run, tests, { problem: messageOf(error), results: [] }, 0);
    }
  }

  /** The tests to run, by their folder. */
  private wanted({ include, exclude = [] }: vscode.TestRunRequest): readonly FolderRun[] {
    const asked = include ?? [...this.controller.items].map(([, item]) => item);
    const byFolder = new Map<string, vscode.TestItem[]>();
    for (const test of new Set(asked.flatMap(leavesOf))) {
      const folder = this.folders.get(test);
      if (folder === undefined || isUnder(test, exclude)) continue;
      byFolder.set(folder, [...(byFolder.get(folder) ?? []), test]);
    }
    return [...byFolder].map(([folder, tests]) => ({ folder, tests }));
  }

  private report(
    run: vscode.TestRun,
    tests: readonly vscode.TestItem[],
    { problem, results }: RunPolicyTestsResult,
    milliseconds: number,
  ): void {
    const byId = new Map(results.map((result) => [result.id, result]));
    for (const test of tests) {
      const failure = problem ?? byId.get(test.id)?.failure;
      const outcome = problem !== undefined ? 'errored' : failure ? 'failed' : byId.has(test.id) ? 'passed' : 'skipped';
      this.latest.set(test.id, outcome);
      if (outcome === 'passed' || outcome === 'skipped') run[outcome](test, milliseconds);
      else run[outcome](test, messageAt(test, failure ?? ''), milliseconds);
    }
  }
}

/** The worker answers other questions between two batches. */
function inBatches({ folder, tests }: FolderRun): readonly FolderRun[] {
  const suites = suitesOf(tests);
  const batches = Array.from({ length: Math.ceil(suites.length / SUITES_AT_ONCE) }, (_, index) => {
    return new Set(suites.slice(index * SUITES_AT_ONCE, (index + 1) * SUITES_AT_ONCE));
  });
  return batches.map((batch) => ({ folder, tests: tests.filter(({ parent }) => batch.has(parent?.id ?? '')) }));
}

function suitesOf(tests: readonly vscode.TestItem[]): readonly string[] {
  return [...new Set(tests.flatMap(({ parent }) => parent?.id ?? []))];
}

function leavesOf(item: vscode.TestItem): readonly vscode.TestItem[] {
  return item.children.size > 0 ? [...item.children].flatMap(([, child]) => leavesOf(child)) : [item];
}

function isUnder(test: vscode.TestItem, excluded: readonly vscode.TestItem[]): boolean {
  return [test, test.parent, test.parent?.parent].some((item) => item !== undefined && excluded.includes(item));
}

function messageAt({ uri, range }: vscode.TestItem, text: string): vscode.TestMessage {
  const message = new vscode.TestMessage(text);
  if (uri && range) message.location = new vscode.Location(uri, range);
  return message;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
