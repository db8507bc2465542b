/** Pictures of the demonstration, taken while it runs. */
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { Scenario } from '../test/support/agent/scenario';
import type { AgentSession } from '../test/support/agent/session';

const chatWidth = 640;
/** The workbench animates and analyses for a moment after it was told something. */
const settleMs = 1500;
interface Stop {
  readonly picture: string;
  /** What to show beside the chat: where the reason is written. */
  readonly file: string;
  readonly line: number;
}

/** Refusals and questions that are photographed, by the name of their scenario. */
const stops: Readonly<Record<string, Stop>> = {
  'updates a column beyond the grant': { picture: 'refused-update.png', file: '.guardrails/policy.yaml', line: 17 },
  'runs a package script that hides a bulk delete': { picture: 'refused-script.png', file: 'scripts/tidy.sh', line: 6 },
  'discards files git does not know': { picture: 'question.png', file: 'notes.txt', line: 1 },
};
export const pictures = [...Object.values(stops).map(({ picture }) => picture), 'decisions.png', 'task-blocked.png'];

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

/** What a person sees of a scenario that is stopped, in Copilot's chat. */
export async function photographStop(session: AgentSession, scenario: Scenario, folder: string): Promise<void> {
  const stop = stops[scenario.name];
  if (!stop) return;
  const { page } = session.window;
  await session.model.open(path.join(folder, 'shop', stop.file), stop.line);
  if (scenario.expected === 'denied') await page.locator('.interactive-response').getByText('Blocked').last().click();
  await page.waitForTimeout(settleMs);
  await session.window.screenshot(path.join(folder, stop.picture));
}

/** The decision log with its diagnostics above the Problems panel, and a blocked task where it is written. */
export async function photographRest({ model, window }: AgentSession, folder: string): Promise<void> {
  const show = async (picture: string) => {
    await window.page.mouse.move(0, 0);
    await window.page.waitForTimeout(settleMs);
    await window.screenshot(path.join(folder, picture));
  };
  for (const side of ['closeSidebar', 'closeAuxiliaryBar']) await model.command(`workbench.action.${side}`);
  await model.command('guardrails.showDecisions');
  await model.command('workbench.actions.view.problems');
  await show('decisions.png');
  await model.open(path.join(folder, 'shop/.vscode/tasks.json'), 12);
  await show('task-blocked.png');
}
