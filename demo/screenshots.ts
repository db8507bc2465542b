/** Pictures of the demonstration, taken while it runs. */
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { Scenario } from '../test/support/agent/scenario';
import type { AgentSession } from '../test/support/agent/session';
import type { EditorWindow } from '../test/support/editor/window';

const chatWidth = 620;
/** The workbench animates and analyses for a moment after it was told something. */
const settleMs = 1500;
const photographed = 'runs a package script that hides a bulk delete';

/** The reason of a refusal is a few lines long; in the narrow chat it would be many. */
export async function widenChat(page: Page): Promise<void> {
  const chat = await page.locator('.part.auxiliarybar').boundingBox();
  if (!chat) return;
  const middle = chat.y + chat.height / 2;
  await page.mouse.move(chat.x - 1, middle);
  await page.mouse.down();
  await page.mouse.move(chat.x + chat.width - chatWidth, middle, { steps: 8 });
  await page.mouse.up();
}

/** The refusal of one scenario, as Copilot's chat shows it. */
export async function photographRefusal(window: EditorWindow, scenario: Scenario, folder: string): Promise<void> {
  if (scenario.name !== photographed) return;
  await window.page.waitForTimeout(settleMs);
  await window.page.locator('.interactive-response').getByText('Blocked').last().click();
  await window.page.waitForTimeout(settleMs);
  await window.screenshot(path.join(folder, 'refusal-in-chat.png'));
}

/** The decision log with its diagnostics beside the Problems panel, and a blocked task where it is written. */
export async function photographRest({ model, window }: AgentSession, folder: string): Promise<void> {
  await model.command('guardrails.showDecisions');
  await model.command('workbench.actions.view.problems');
  await model.command('workbench.action.focusActiveEditorGroup');
  await window.page.waitForTimeout(settleMs);
  await window.screenshot(path.join(folder, 'decisions.png'));
  await model.open(path.join(folder, 'shop/.vscode/tasks.json'), 12);
  await window.page.waitForTimeout(settleMs);
  await window.screenshot(path.join(folder, 'task-blocked.png'));
}
