/** The demonstration: Copilot's agent works in the shop, and is held back where it would do harm. */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { scenarios } from '../test/agent/scenarios';
import { recordedDecisions, verifyAuditLog } from '../test/support/agent/audit-log';
import { type Outcome, play } from '../test/support/agent/play';
import type { Scenario } from '../test/support/agent/scenario';
import { type AgentSession, openAgentSession } from '../test/support/agent/session';
import { openShop, type Shop } from '../test/support/agent/shop';
import { ensureBrowser } from '../test/support/editor/browser';
import { projectRoot } from '../test/support/editor/paths';
import { step } from '../test/support/editor/progress';
import { exitOnSignals } from '../test/support/editor/signals';
import { ensureEditor } from '../test/support/editor/vscode';
import { acts } from './acts';
import { printAct, printTable, type Row } from './report';
import { photographRest, photographStop, pictures, widenChat } from './screenshots';

const folder = path.join(projectRoot, '.demo');
const viewport = { width: 1680, height: 1050 };

exitOnSignals();
process.exitCode = await demonstrate();

async function demonstrate(): Promise<number> {
  const [editor, browser] = [await ensureEditor(), await ensureBrowser()];
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const shop = await openShop(path.join(folder, 'shop'));
  const vsix = path.join(projectRoot, 'access-guardrails.vsix');
  const env = { PATH: shop.path };
  const session = await step(
    `Opening VS Code ${editor.version} with the extension installed, and Copilot's agent`,
    () => openAgentSession({ editor, browser, vsix, workspace: shop.folder, scratch: folder, viewport, env }),
  );
  try {
    await widenChat(session.window.page);
    const rows = await playActs(session, shop);
    const proven = await conclude(session, shop, rows);
    if (process.stdin.isTTY && process.stdout.isTTY) await stayOpen(session);
    return proven ? 0 : 1;
  } finally {
    await session.close();
    shop.close();
  }
}

async function playActs(session: AgentSession, shop: Shop): Promise<Row[]> {
  const rows: Row[] = [];
  for (const scenario of acts(scenarios(shop))) {
    const outcome = await play(session, shop, scenario, {
      closing: closingWords(scenario),
      onShown: () => photographStop(session, scenario, folder),
    });
    const row = { scenario, outcome, record: newestRecord(shop, session) };
    rows.push(row);
    printAct(row);
  }
  return rows;
}

function closingWords({ expected }: Scenario): string {
  return expected === 'denied' ? 'I was stopped, and did nothing.\n\n> {result}' : 'Done.\n\n```\n{result}\n```';
}

function newestRecord(shop: Shop, session: AgentSession) {
  return recordedDecisions(shop.folder, session.home).at(-1);
}

async function conclude(session: AgentSession, shop: Shop, rows: readonly Row[]): Promise<boolean> {
  await photographRest(session, folder);
  printTable(rows);
  const { ok, records } = verifyAuditLog(shop.folder, session.home);
  const surprises = rows.filter(({ scenario, outcome }) => !asExpected(scenario, outcome));
  const missing = pictures.filter((picture) => !existsSync(path.join(folder, picture)));
  const shown = path.relative(process.cwd(), folder);
  process.stdout.write(`
Audit log    ${ok ? `${records} records, unbroken from the first to the last` : 'DAMAGED'}
Screenshots  ${pictures.map((picture) => path.join(shown, picture)).join(', ')}
Workspace    ${path.relative(process.cwd(), shop.folder)}
Editor       ${session.window.address}
`);
  for (const { scenario } of surprises) process.stdout.write(`Unexpected   an agent that ${scenario.name}\n`);
  return ok && surprises.length === 0 && missing.length === 0;
}

function asExpected({ expected }: Scenario, { decision, happened }: Outcome): boolean {
  return decision === expected && happened === (expected === 'allowed');
}

/** For people: another window on the same editor, where the scripted model tries whatever they type. */
async function stayOpen(session: AgentSession): Promise<void> {
  await session.window.close();
  process.stdout.write(`
The editor stays open at that address until you press Ctrl-C. In its chat, type a command
(sqlite3 shop.db "DROP TABLE orders") and the agent will try it.
`);
  process.removeAllListeners('SIGINT');
  // Not once: npm passes on the signal that the terminal has already sent.
  await new Promise<void>((resolve) => process.on('SIGINT', () => resolve()));
}
