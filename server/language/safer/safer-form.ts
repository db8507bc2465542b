/** A command that does what is wanted and is not refused: by the rule's own words, or spelled more carefully. */
import { decide } from '../../decide';
import type { Decision } from '../../decision';
import type { CompiledPolicy } from '../../policy/compiled';
import { restricts } from '../../policy/findings';
import { isPackSource } from '../../policy/packs';
import { isStricter } from '../../policy/verdict';
import type { Providers } from '../../providers';
import type { Request } from '../../request';
import { textOf, withText } from '../command-at';
import { respell } from './respell';

/** What could stand in place of one refused command. It is decided on like any other before it counts. */
export function saferForm(request: Request, providers: Providers, policy: CompiledPolicy): string | undefined {
  const text = textOf(request.actions[0]);
  if (text === undefined || request.actions.length !== 1) return undefined;
  const refusal = decide(request, providers, policy);
  const careful = request.actions[0]?.type === 'shell' ? respell(text) : undefined;
  return candidates(refusal, careful).find(
    (one) => one !== text && isSafer(decide(withCommand(request, one), providers, policy), refusal),
  );
}

/** A question instead of a denial is safer, too. */
export function isSafer({ verdict }: Decision, refusal: Decision): boolean {
  return verdict !== 'deny' && isStricter(refusal.verdict, verdict);
}

/** The same request with another text. */
export function withCommand(request: Request, text: string): Request {
  return { ...request, actions: request.actions.map((action) => withText(action, text)), title: text };
}

/** The repository knows a better way than we do, and we a closer one than the packs. */
function candidates({ findings, instead }: Decision, careful: string | undefined): readonly string[] {
  const said = findings.find((finding) => restricts(finding) && finding.instead === instead);
  const isOwn = said?.location !== undefined && !isPackSource(said.location.source);
  return (isOwn ? [said?.replacement, careful] : [careful, said?.replacement]).flatMap((one) => one ?? []);
}
