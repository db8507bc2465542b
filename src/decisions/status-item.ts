/** The status bar item: icon and word, how many were denied, and what can be done about it in the tooltip. */
import * as vscode from 'vscode';
import type { DecisionsResult, StatusResult } from '../../server/protocol';
import { commands } from '../commands';
import type { GuardState, GuardWord } from './guard-state';
import { leaseLimits } from './show-leases';

const icons: Record<GuardWord, string> = {
  on: '$(shield)',
  monitor: '$(eye)',
  restricted: '$(workspace-untrusted)',
  stopped: '$(error)',
  starting: '$(loading~spin)',
};

export class StatusItem implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('guardrails.status', vscode.StatusBarAlignment.Left, 1);

  constructor() {
    this.item.name = 'Access Guardrails';
    this.item.command = commands.showActions;
    this.item.show();
  }

  /** What the item reads, for tests and assistive technology. */
  get text(): string {
    return this.item.text;
  }

  update(state: GuardState, counts: DecisionsResult['counts'], status: StatusResult | undefined): void {
    const mark = state.problems.length > 0 && state.word !== 'stopped' ? ' $(warning)' : '';
    const denied = counts.denied === 0 ? '' : ` · ${vscode.l10n.t('{0} denied', counts.denied)}`;
    this.item.text = `${icons[state.word]} Guardrails: ${wordFor(state.word)}${denied}${mark}`;
    this.item.accessibilityInformation = { label: spoken(state, counts) };
    this.item.backgroundColor = background(state);
    this.item.tooltip = tooltip(state, counts, status);
  }

  dispose(): void {
    this.item.dispose();
  }
}

function wordFor(word: GuardWord): string {
  const words: Record<GuardWord, string> = {
    on: vscode.l10n.t('on'),
    monitor: vscode.l10n.t('monitor'),
    restricted: vscode.l10n.t('restricted'),
    stopped: vscode.l10n.t('stopped'),
    starting: vscode.l10n.t('starting'),
  };
  return words[word];
}

function spoken(state: GuardState, counts: DecisionsResult['counts']): string {
  return [vscode.l10n.t('Guardrails: {0}, {1} denied', wordFor(state.word), counts.denied), ...state.problems].join(
    '. ',
  );
}

function background(state: GuardState): vscode.ThemeColor | undefined {
  if (state.word === 'stopped') return new vscode.ThemeColor('statusBarItem.errorBackground');
  return state.problems.length > 0 ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
}

function tooltip(
  state: GuardState,
  counts: DecisionsResult['counts'],
  status: StatusResult | undefined,
): vscode.MarkdownString {
  const text = new vscode.MarkdownString('', true);
  text.isTrusted = { enabledCommands: Object.values(commands) };
  text.appendMarkdown(`**Access Guardrails** — ${meaning(state.word)}\n\n`);
  for (const problem of state.problems) text.appendMarkdown('$(warning) ').appendText(problem).appendMarkdown('\n\n');
  if (status !== undefined)
    text
      .appendMarkdown(`${vscode.l10n.t('Policy')}: `)
      .appendText(status.policy.source)
      .appendMarkdown('\n\n');
  for (const lease of status?.leases ?? []) {
    text
      .appendMarkdown(`[$(clock) ${vscode.l10n.t('Lease')}](command:${commands.showLeases}): `)
      .appendText(`${lease.terms}, ${leaseLimits(lease)}`)
      .appendMarkdown('\n\n');
  }
  text.appendMarkdown(
    `${vscode.l10n.t('{0} denied, {1} asked, {2} decided in all', counts.denied, counts.asked, counts.total)}\n\n---\n\n`,
  );
  text.appendMarkdown(
    [
      `[$(list-unordered) ${vscode.l10n.t('Decisions')}](command:${commands.showDecisions})`,
      `[$(search) ${vscode.l10n.t('Check Command…')}](command:${commands.checkCommand})`,
      `[$(verified) ${vscode.l10n.t('Verify Audit Log')}](command:${commands.verifyAudit})`,
      ...(state.word === 'stopped'
        ? [`[$(debug-restart) ${vscode.l10n.t('Restart Worker')}](command:${commands.restartWorker})`]
        : []),
    ].join(' &nbsp; '),
  );
  return text;
}

function meaning(word: GuardWord): string {
  const meanings: Record<GuardWord, string> = {
    on: vscode.l10n.t('commands are decided before they run'),
    monitor: vscode.l10n.t('decisions are recorded, not enforced'),
    restricted: vscode.l10n.t('untrusted workspace: only the bundled packs decide'),
    stopped: vscode.l10n.t('the editor part is not running; agent hooks decide by themselves'),
    starting: vscode.l10n.t('starting'),
  };
  return meanings[word];
}
