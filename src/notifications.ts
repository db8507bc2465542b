/** The one funnel for notifications: each kind can be silenced for good by whoever has seen enough of it. */
import * as vscode from 'vscode';

export type NotificationKind = 'stopped-late' | 'worker-gave-up' | 'runtime-failed' | 'audit-failed';

export interface NotificationAction {
  readonly title: string;
  readonly run: () => unknown;
}

export class Notifications {
  constructor(private readonly memory: vscode.Memento) {}

  /** Shows a message unless its kind was silenced. Resolves when it is answered or dismissed. */
  async warn(kind: NotificationKind, message: string, ...actions: NotificationAction[]): Promise<void> {
    const key = `notifications.silenced.${kind}`;
    if (this.memory.get(key) === true) return;
    const silence = vscode.l10n.t("Don't show again");
    const chosen = await vscode.window.showWarningMessage(message, ...actions.map((action) => action.title), silence);
    if (chosen === silence) await this.memory.update(key, true);
    else await actions.find((action) => action.title === chosen)?.run();
  }
}
