/** Effects of calls that reach the network. */
import type { EffectDraft, Span } from '../../effects/effect';
import { isPattern, type Text, UNKNOWN } from '../../effects/value';
import { hostOf } from '../programs/urls';
import { knownPrefix } from '../shell/text';
import type { Argument } from './calls';
import type { Token } from './tokens';

export function fetches(url: Text, span: Span): EffectDraft {
  const host = hostOf(url) ?? UNKNOWN;
  const scheme =
    isPattern(url) || typeof url === 'string' ? (/^(\w+):/.exec(knownPrefix(url))?.[1] ?? UNKNOWN) : UNKNOWN;
  return { kind: 'net.fetch', host, scheme, span };
}

export function uploads(url: Text, span: Span): EffectDraft[] {
  return [fetches(url, span), { kind: 'net.upload', host: hostOf(url) ?? UNKNOWN, channel: 'http', span }];
}

/** A request is an upload when it has a body or a method that sends one. */
export function requests(args: readonly Argument[], span: Span, bodyAt?: number): EffectDraft[] {
  const tokens = args.flatMap((arg) => [...arg.tokens]);
  const unnamed = args.filter((arg) => arg.name === undefined);
  const isGiven = bodyAt !== undefined && unnamed.length > bodyAt;
  const isNamed = args.some(({ name }) => name !== undefined && BODY.test(name));
  const url = unnamed[0]?.text ?? UNKNOWN;
  return isGiven || isNamed || tokens.some((_, at) => sendsAt(tokens, at)) ? uploads(url, span) : [fetches(url, span)];
}

const BODY = /^(body|data|json|files)$/;

/** `body: x`, `{ body }`, `data=x`, `method: 'POST'` */
function sendsAt(tokens: readonly Token[], at: number): boolean {
  const [{ text }, sign, value] = [tokens[at]!, tokens[at + 1]?.text ?? '', tokens[at + 2]?.value];
  if (BODY.test(text)) return /^[=:,}]$/.test(sign) && tokens[at + 2]?.text !== '=';
  return text === 'method' && typeof value === 'string' && !/^(GET|HEAD|OPTIONS)$/i.test(value);
}

/** The host is that of the connection. */
export function sendsRequest(method: Text, url: Text, span: Span): EffectDraft[] {
  return typeof method === 'string' && /^(POST|PUT|PATCH|DELETE)$/i.test(method) ? uploads(url, span) : [];
}

/** An address, or a host and a port. */
export function connects(purpose: 'raw' | 'ssh' | 'db', target: Argument | undefined, span: Span): EffectDraft[] {
  const host = target?.list?.[0] ?? hostOf(target?.text ?? UNKNOWN) ?? UNKNOWN;
  return [{ kind: 'net.connect', purpose, host, span }];
}
