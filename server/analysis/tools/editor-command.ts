/** Commands of the editor itself. */
import type { EffectDraft } from '../../effects/effect';
import type { EditorCommandAction } from '../../request';
import type { Shell } from '../shell/shell';
import { runTask } from './task';
import { dispatchText } from './text';

/** Ids that read, show or format, by their beginnings. */
const INERT =
  /^(vscode\.(open|diff|executeDocumentSymbolProvider|execute\w+Provider|openFolder|previewHtml|setEditorLayout)|editor\.action\.(format\w*|organizeImports|sourceAction|rename|reveal\w*|showHover|fixAll|quickFix|trim\w*|insert\w*|comment\w*|fold\w*)|workbench\.(view|action\.(focus|show|open|files\.(save|saveAll|openFile|newUntitledFile)|navigate|quickOpen|toggle|split|close|editor)\w*).*|workbench\.panel\..*|revealLine|cursor\w*|outline\..*|references-view\..*|notebook\.(focus|cell\.(focus|insert)).*|list\..*|markdown\.show.*|git\.(refresh|openChange|status|fetch)|testing\.(show|refresh).*|problems\..*)/;

export function stateEditorCommand(action: EditorCommandAction, shell: Shell): void {
  const whole = { start: 0, end: shell.frame.source.text.length };
  const texts = action.args.filter((arg) => typeof arg === 'string');
  if (action.id === 'workbench.action.terminal.sendSequence') sendsText(action, shell);
  else if (action.id === 'workbench.action.tasks.runTask' && texts[0]) runTask({ type: 'task', id: texts[0] }, shell);
  else for (const effect of effectsOf(action.id, texts)) shell.state(effect, whole);
}

function sendsText(action: EditorCommandAction, shell: Shell): void {
  const text = action.args.flatMap((arg) => {
    const sent = typeof arg === 'object' && arg !== null && 'text' in arg ? arg.text : arg;
    return typeof sent === 'string' ? [sent] : [];
  });
  dispatchText(text.join('\n'), shell, 'sendSequence');
}

function effectsOf(id: string, args: readonly string[]): EffectDraft[] {
  if (/extensions?\.(action\.)?(uninstall|disable)/i.test(id)) return extensionRemoval(args);
  if (/installExtension|extensions\.install/i.test(id)) {
    return [
      {
        kind: 'package.install',
        manager: 'vscode',
        ...(args[0] && { name: args[0] }),
        source: 'registry',
        scripts: true,
        global: true,
      },
    ];
  }
  if (
    /^(runTests|testing\.(run|debug|reRun)\w*|npm\.runScript\w*|workbench\.action\.debug\.(start|run|restart))$/.test(
      id,
    )
  ) {
    return [{ kind: 'code.exec', origin: 'project-config', resolved: false }];
  }
  if (/^guardrails\./.test(id))
    return /\.(show|check|verify)/i.test(id) ? [] : [{ kind: 'guard.tamper', what: 'extension' }];
  if (/trust|autoApprove|workbench\.action\.(openGlobalSettings|openSettingsJson|configure\w*)/i.test(id)) {
    return [{ kind: 'guard.tamper', what: /trust/i.test(id) ? 'trust' : 'settings', certainty: 'possible' }];
  }
  return INERT.test(id) ? [] : [{ kind: 'code.opaque', reason: 'unknown-program', program: id }];
}

function extensionRemoval(args: readonly string[]): EffectDraft[] {
  const ours = args.length === 0 || args.some((arg) => /access-guardrails/i.test(arg));
  const removed: EffectDraft = {
    kind: 'package.remove',
    manager: 'vscode',
    ...(args[0] && { name: args[0] }),
    global: true,
  };
  return ours ? [removed, { kind: 'guard.tamper', what: 'extension' }] : [removed];
}
