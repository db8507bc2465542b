/** What can be done about a refusal on record: the safer form first, then a person's word, the policy, the reason. */
import { type CodeAction, CodeActionKind } from 'vscode-languageserver/node';
import { decide } from '../decide';
import type { Decision } from '../decision';
import { restricts } from '../policy/findings';
import type { RecordedDecision } from '../protocol';
import type { Request } from '../request';
import { commandAt, textOf } from './command-at';
import { leaseOffers } from './lease-offers';
import { type ActionWorld, addException, explain, useSafer } from './offers';
import { isSafer, saferForm, withCommand } from './safer/safer-form';
import { addTest } from './test-offers';

/** Contributed by the extension. */
const allowOnceCommand = 'guardrails.allowOnce';
const grantCommand = 'guardrails.grantForSession';
const useSaferCommand = 'guardrails.useSaferForm';

/** `request` is what the record tells of the call; without it there is only the person's word. */
export function decisionActions(
  decision: RecordedDecision,
  request: Request | undefined,
  world: ActionWorld,
): CodeAction[] {
  return [
    ...(request ? placeSafer(request, world) : []),
    ...(decision.liftable ? [ask(allowOnceCommand, 'Allow once…', decision)] : []),
    ...(request && leaseOffers(request, world).length > 0
      ? [ask(grantCommand, 'Grant for this session…', decision)]
      : []),
    ...(request ? addException(request, world) : []),
    ...addTest({ decision, request: () => request }, world),
    ...(request ? explain(request) : []),
  ];
}

/** A person is asked first. */
function ask(command: string, title: string, { id }: RecordedDecision): CodeAction {
  return { title, kind: CodeActionKind.QuickFix, command: { title, command, arguments: [id] } };
}

/** There is no document to write it into: it is put where a person can run it. */
function placeSafer(request: Request, world: ActionWorld): CodeAction[] {
  const safer = saferLine(request, world);
  const text = textOf(request.actions[0]);
  if (safer === undefined || text === undefined) return [];
  const given = { [request.actions[0]?.type === 'sql' ? 'sql' : 'command']: safer, cwd: request.cwd };
  return [useSafer(safer, { command: { title: safer, command: useSaferCommand, arguments: [given] } })];
}

/** The whole line with its refused command in the safer form, if that is all that was wrong with it. */
function saferLine(request: Request, { workspace, providers, inForce }: ActionWorld): string | undefined {
  const text = textOf(request.actions[0]);
  if (text === undefined) return undefined;
  const decision = decide(request, providers, inForce);
  const lines = decision.findings.filter(restricts).flatMap((finding) => {
    const part = partOf(request, decision, finding);
    const safer = part && saferForm(part.request, providers, inForce);
    return part && safer !== undefined ? [text.slice(0, part.span.start) + safer + text.slice(part.span.end)] : [];
  });
  return lines.find((line) => isSafer(decide(withCommand(request, line), providers, inForce), decision));

  function partOf(whole: Request, { effects }: Decision, finding: Decision['findings'][number]) {
    const [action] = whole.actions;
    const effect = effects[finding.effect];
    if (!action || !effect) return undefined;
    const fragment = { ...whole, action, whole: effect.at.span, toDocument: () => undefined };
    return commandAt({ fragment, effect, finding }, workspace, providers, inForce);
  }
}
