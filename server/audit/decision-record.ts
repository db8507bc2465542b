/** A decision as the log keeps it: who asked, for what, what it would do, what was answered and by which rule. */
import { relative, sep } from 'node:path';
import type { Decision, Finding } from '../decision';
import type { Effect } from '../effects/effect';
import type { PolicyLayer } from '../policy/compiled';
import type { Verdict } from '../policy/verdict';
import type { Request } from '../request';
import { sessionOf } from '../session/identity';
import { countedFor } from '../session/past';
import { fitsOneLine } from './append';
import { canonicalJson } from './canonical';
import { summariseEffect } from './effect-summary';
import { osUser } from './os-user';
import { redactDeep } from './redact';
import { timeOfRecord } from './time';

/** How much of a record is kept; tried from the first on until the line is short enough. */
const detailLevels = [
  { text: 16_384, effects: 64, evidence: 200 },
  { text: 4_096, effects: 32, evidence: 80 },
  { text: 1_024, effects: 8, evidence: 0 },
  { text: 200, effects: 0, evidence: 0 },
] as const;
type Detail = (typeof detailLevels)[number];

/** Secrets are looked for in so many characters, then the text is cut: a secret at the cut is still seen whole. */
const scanMargin = 4_096;
const maxPlaces = 16;
const maxPermissions = 16;
const maxCounts = 64;
const enforcement: Record<Verdict, string> = { allow: 'run', warn: 'run', ask: 'confirm', deny: 'block' };

/** What stands in the file of a record of a decision; `time`, redactions and the chain are added on writing. */
export function decisionRecord(
  request: Request,
  decision: Decision,
  fingerprint: string | undefined,
  now: Date,
): { readonly record: object; readonly id: string } {
  for (const detail of detailLevels) {
    const record = redacted(recordOf(request, decision, fingerprint, now, detail), detail);
    if (detail === detailLevels.at(-1) || fitsOneLine(canonicalJson(record))) return { record, id: decision.id };
  }
  throw new Error('unreachable: the last level is always taken');
}

function recordOf(request: Request, decision: Decision, fingerprint: string | undefined, now: Date, detail: Detail) {
  const { agent } = request;
  return {
    v: 1,
    action: 'command.decision',
    id: decision.id,
    corr: decision.id,
    time: timeOfRecord(now),
    actor: { kind: request.actor, os_user: osUser(), pid: process.pid, via: request.channel },
    agent: agent && { name: agent.name, model: agent.model, subagent: agent.subagent },
    session: sessionEntry(request),
    intent: request.intent,
    command: {
      tool: request.tool,
      raw: request.title.slice(0, detail.text + scanMargin),
      bytes: Buffer.byteLength(request.title),
      truncated: request.title.length > detail.text,
      cwd: request.cwd,
      hmac: fingerprint,
    },
    effects: decision.effects
      .slice(0, detail.effects)
      .map((effect, index) => effectEntry(effect, index, decision, detail)),
    effects_omitted: decision.effects.length > detail.effects ? decision.effects.length - detail.effects : undefined,
    decision: {
      verdict: decision.verdict,
      would: decision.would,
      instant: decision.instant,
      action: enforcement[decision.verdict],
      by: decidedBy(decision.rules),
      rules: decision.rules.slice(0, 64),
      layers: layersOf(decision),
      reason: decision.reason.slice(0, detail.text),
      instead: decision.instead?.slice(0, detail.text),
      waivers: waiversOf(decision),
      liftable: decision.liftable,
      permissions: decision.permissions?.slice(0, maxPermissions),
      counted: countedBy(decision),
    },
    files: decision.files.slice(0, detail.effects),
    places: placesOf(request, decision).slice(0, detail.effects),
    policy: {
      digest: decision.policy.digest,
      source: decision.policy.source,
      mode: decision.policy.mode,
      problem: decision.policy.problem?.slice(0, detail.text),
    },
    timing: { decide_us: decision.micros },
  };
}

/** The session that it belongs to: an agent's, or what a person does in one place. */
function sessionEntry(request: Request) {
  const { agent } = request;
  const id = sessionOf(request);
  if (!agent) return id === undefined ? undefined : { id };
  return { id, tool_call_id: agent.toolCallId, permission_mode: agent.permissionMode };
}

/** What it counts for in its session: limits and sequences by their ids, circumstances by their names. */
function countedBy({ traces }: Decision): Readonly<Record<string, number>> | undefined {
  if (traces === undefined || traces.counts.length === 0) return undefined;
  return Object.fromEntries(traces.counts.slice(0, maxCounts).map((one) => [countedFor(one), one.count]));
}

function effectEntry(effect: Effect, index: number, decision: Decision, detail: Detail) {
  const { at, evidence: _, ...attributes } = effect;
  return {
    ...attributes,
    summary: summariseEffect(effect),
    in: decision.environments[index] ?? undefined,
    chain: at.chain.slice(0, 16),
    evidence: at.evidence.slice(0, detail.evidence),
  };
}

function decidedBy(rules: readonly string[]): 'policy' | 'default' | 'failure' {
  if (rules.some((rule) => rule.startsWith('guard/'))) return 'failure';
  return rules.every((rule) => rule.startsWith('default/')) ? 'default' : 'policy';
}

/** Where in the workspace's files the deciding effects stand: a task, a package script, a line of a script. */
function placesOf(request: Request, decision: Decision) {
  const deciding = new Set(decision.findings.filter(decides(decision)).map((finding) => finding.effect));
  const places = [...deciding].flatMap((index) => {
    const file = decision.effects[index]?.at.file;
    return file && isWithin(request.workspace, file.path) ? [{ path: file.path, ...file.span }] : [];
  });
  const distinct = new Map(places.map((place) => [`${place.path}:${place.start}:${place.end}`, place]));
  return [...distinct.values()].slice(0, maxPlaces);
}

function decides(decision: Decision): (finding: Finding) => boolean {
  return (finding) => finding.waivedBy === undefined && decision.rules.includes(finding.rule);
}

/** The layers of the deciding rules, when more than one is in force. */
function layersOf({ findings, rules }: Decision): Readonly<Record<string, PolicyLayer>> | undefined {
  const named = findings.flatMap(({ rule, layer }) => (layer && rules.includes(rule) ? [[rule, layer] as const] : []));
  return named.length > 0 ? Object.fromEntries(named.slice(0, 64)) : undefined;
}

function waiversOf({ findings, permissions = [] }: Decision): readonly string[] | undefined {
  const waivers = new Set(findings.flatMap((finding) => finding.waivedBy ?? []));
  for (const { id } of permissions) waivers.delete(id);
  return waivers.size > 0 ? [...waivers] : undefined;
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && way !== path;
}

/** Redacts all of it, then cuts the command to its length; notes which rules struck and how often. */
function redacted(record: ReturnType<typeof recordOf>, detail: Detail): object {
  const found = new Map<string, number>();
  const clean = redactDeep(record, found) as ReturnType<typeof recordOf>;
  const redactions = [...found].map(([rule, count]) => ({ rule, count }));
  const command = { ...clean.command, raw: clean.command.raw.slice(0, detail.text), hmac: record.command.hmac };
  return { ...clean, command, redactions: redactions.length > 0 ? redactions : undefined };
}
