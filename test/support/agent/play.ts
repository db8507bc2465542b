/** Plays a scenario through Copilot's agent and tells what came of it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Expected, observe, type Scenario } from './scenario';
import type { AgentSession } from './session';
import type { Shop } from './shop';

const turnWithinMs = 60_000;
const reasonWithinMs = 2_000;
const pollMs = 200;
const question = '.chat-tool-confirmation-carousel';
/** What VS Code puts before the reason of a hook that asks; its own questions don't have it. */
const hookAsks = /hook required confirmation/;
const hookDenies = /^Tool execution denied: ?/;

export interface Outcome {
  readonly decision: Expected;
  /** Our words, as they reached the model (denied) or the person (asked). */
  readonly reason: string;
  /** Whether what the probe looks at has changed; for actions that only read, whether the output came. */
  readonly happened: boolean;
  /** Everything the tool answered to the model. */
  readonly result: string;
  /** VS Code asked its own question although we allowed the action. */
  readonly hostAsked: boolean;
}

export interface PlayOptions {
  /** Called while the turn is on screen, before a question is declined. */
  readonly onShown?: (outcome: Outcome) => Promise<void>;
  readonly closing?: string;
}

/** A question from us is declined; one that is only VS Code's own is answered with yes. */
export async function play(
  session: AgentSession,
  shop: Shop,
  scenario: Scenario,
  options: PlayOptions = {},
): Promise<Outcome> {
  const before = scenario.probe && observe(shop, scenario.probe);
  const ended = await playTurn(session, scenario, options.closing);
  const happened = () => hasHappened(shop, scenario, before, ended.result);
  const outcome = { ...ended, happened: await settled(happened, ended.decision === 'allowed') };
  await options.onShown?.(outcome);
  if (ended.decision === 'asked') await decline(session);
  return ended.decision === 'asked' ? { ...outcome, happened: happened() } : outcome;
}

type Ended = Omit<Outcome, 'happened'>;

async function playTurn(session: AgentSession, scenario: Scenario, closing = '{result}'): Promise<Ended> {
  const { prompt, say, call, sameChat = false } = scenario;
  const account = await withinTime(session.model.turn({ prompt, say, call, closing, sameChat }), scenario.name);
  if (!account.tools.includes(call.tool))
    throw new Error(`Copilot offered no ${call.tool} (${account.tools.join(', ')})`);
  if (account.results.length > 0) return ended(account.results, false);
  const asked = await shownQuestion(session);
  if (hookAsks.test(asked)) return { decision: 'asked', reason: ourWords(asked), result: '', hostAsked: false };
  await session.window.page
    .locator(question)
    .getByRole('button', { name: /^Allow/ })
    .first()
    .click();
  return ended(await resultsOf(session, scenario.name), true);
}

function ended(results: readonly string[], hostAsked: boolean): Ended {
  const result = results.join('\n');
  const denied = hookDenies.test(result);
  return {
    decision: denied ? 'denied' : 'allowed',
    reason: denied ? result.replace(hookDenies, '') : '',
    result,
    hostAsked,
  };
}

async function shownQuestion(session: AgentSession): Promise<string> {
  const shown = session.window.page.locator(question);
  await shown.waitFor({ state: 'visible', timeout: turnWithinMs });
  // The reason of a hook is drawn a moment after the rest.
  await shown
    .getByText(hookAsks)
    .waitFor({ timeout: reasonWithinMs })
    .catch(() => undefined);
  return (await shown.textContent()) ?? '';
}

/** The question is drawn around them: title, command, buttons. */
function ourWords(asked: string): string {
  return asked.replace(/^.*hook required confirmation: /s, '').replace(/(Assessing risk…)?AllowSkip$/, '');
}

async function resultsOf(session: AgentSession, name: string): Promise<readonly string[]> {
  const deadline = Date.now() + turnWithinMs;
  while (Date.now() < deadline) {
    const { results } = await session.model.account();
    if (results.length > 0) return results;
    await sleep(pollMs);
  }
  throw new Error(`${name}: no result reached the model within ${turnWithinMs / 1000} s.`);
}

function hasHappened(shop: Shop, scenario: Scenario, before: string | undefined, result: string): boolean {
  if (scenario.probe) return observe(shop, scenario.probe) !== before;
  return scenario.output?.test(result) ?? false;
}

/** Tasks may answer a moment before their effect is there; an effect that must not come is given the same time. */
async function settled(happened: () => boolean, expected: boolean): Promise<boolean> {
  const deadline = Date.now() + (expected ? 5_000 : 500);
  while (!happened() && Date.now() < deadline) await sleep(pollMs);
  return happened();
}

async function decline(session: AgentSession): Promise<void> {
  await session.model.command('workbench.action.chat.cancel');
  await session.window.page.locator(question).waitFor({ state: 'hidden', timeout: turnWithinMs });
}

async function withinTime<T>(turn: Promise<T>, name: string): Promise<T> {
  const late = new AbortController();
  const timeout = sleep(turnWithinMs, undefined, { signal: late.signal }).then(() => {
    throw new Error(`${name}: Copilot's agent did not answer within ${turnWithinMs / 1000} s.`);
  });
  timeout.catch(() => undefined);
  return Promise.race([turn, timeout]).finally(() => late.abort());
}
