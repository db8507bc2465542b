/** What people and models are told: short, the thing first, then why. */

import type { Finding } from '../decision';
import { catalogue, type EffectKind } from '../effects/catalogue';
import { attributeOf, type Effect } from '../effects/effect';
import { displayText, isPattern, type Text, UNKNOWN } from '../effects/value';
import type { Verdict } from './verdict';

const maxThing = 100;
/** Before a reason that holds only because something is unknown. */
const doubtful = {
  words: 'Part of it is not known here, so the worst case counts: ',
  state: 'It cannot be told for sure, so the worst case counts: ',
};
const literally = ' Write it out literally.';

/** Fills `{name}` in; a doubled brace stands for itself. */
export function fillTemplate(template: string, lookUp: (name: string) => unknown): string {
  return template.replace(/\{\{|\}\}|\{([A-Za-z][\w.]*)\}/g, (whole, name: string | undefined) =>
    name === undefined ? whole.charAt(0) : display(lookUp(name)),
  );
}

/** Names of the placeholders of a template. */
export function placeholdersOf(template: string): readonly string[] {
  const found = template.matchAll(/\{\{|\}\}|\{([A-Za-z][\w.]*)\}/g);
  return [...found].flatMap((match) => (match[1] === undefined ? [] : [match[1]]));
}

const codeSpan = /`([^`]+)`/g;
/** A program's name and something behind it; what `…` stands for has to be thought of first. */
const completeCommand = /^[\w./~][^\s`]*\s(?!.*(?:…|\.\.\.))/s;
const placeholder = /\{([A-Za-z][\w.]*)\}/g;
/** Needs no quotes in any shell, nor in a string of SQL, and is no option. */
const plainWord = /^[\w@%+=:,./][\w@%+=:,./-]*$/;

/**
 * The command that a template has in backticks, filled in, to be run in place of another: only when it is the only
 * one, complete, and all that stands in it is known.
 */
export function commandIn(template: string, lookUp: (name: string) => unknown): string | undefined {
  const [only, ...others] = [...template.matchAll(codeSpan)].map((match) => match[1] ?? '');
  if (only === undefined || others.length > 0 || !completeCommand.test(only)) return undefined;
  const values = [...only.matchAll(placeholder)].map((match) => lookUp(match[1] ?? ''));
  return values.every((value) => plainWord.test(String(value ?? ''))) ? fillTemplate(only, lookUp) : undefined;
}

function display(value: unknown): string {
  if (value === null || value === undefined) return '(unknown)';
  if (typeof value === 'string' || isPattern(value)) {
    return oneLine(displayText(value as Text));
  }
  return String(value);
}

const openings: Record<Verdict, string> = {
  deny: 'Refused',
  ask: 'Needs your confirmation',
  warn: 'Warning',
  allow: 'Allowed',
};

/** One or two sentences over the deciding findings: the first in full, the others by name. */
export function reasonFor(verdict: Verdict, deciding: readonly Finding[], effects: readonly Effect[]): string {
  const [first, ...others] = deciding;
  if (first === undefined) return '';
  const opening = `${openings[verdict]}: ${thing(first, effects)}.`;
  const hidden = mayBeHidden(effects[first.effect]);
  if (first.possible || hidden) {
    const unread = hidden || hasUnreadWords(effects[first.effect]);
    return `${opening} ${unread ? doubtful.words : doubtful.state}${sentence(first.because)}${unread ? literally : ''}`;
  }
  return `${opening} ${sentence(first.because)}${otherThings(first, others, effects)}`;
}

/** Is what is unknown a word of the command, which could be written out, rather than the state of things? */
function hasUnreadWords(effect: Effect | undefined): boolean {
  if (effect === undefined) return false;
  return Object.entries(catalogue[effect.kind].attributes).some(([name, type]) => {
    const value = attributeOf(effect, name);
    return (type === 'path' || type === 'str' || type === 'host') && (value === UNKNOWN || isPattern(value));
  });
}

/**
 * Is the effect only possible, and likely because a variable or a substitution may be the option that does it? What is
 * done to files names the files: there it is the branch that may not be taken.
 */
function mayBeHidden(effect: Effect | undefined): boolean {
  if (effect?.certainty !== 'possible' || effect.kind.startsWith('fs.')) return false;
  return /\$[\w{(]|`/.test(effect.at.evidence);
}

function otherThings(first: Finding, others: readonly Finding[], effects: readonly Effect[]): string {
  const named = thing(first, effects);
  const rest = [...new Set(others.map((finding) => thing(finding, effects)))].filter((text) => text !== named);
  if (rest.length === 0) return otherReason(first, others);
  const more = rest.length > 2 ? ` and ${rest.length - 2} more` : '';
  return ` Likewise: ${rest.slice(0, 2).join('; ')}${more}.`;
}

/** One thing can be refused for two reasons, such as two columns of one statement. */
function otherReason(first: Finding, others: readonly Finding[]): string {
  const other = others.find((finding) => finding.because !== first.because);
  return other ? ` ${sentence(other.because)}` : '';
}

/** The words that gave the effect away, and what they were found in. */
function thing(finding: Finding, effects: readonly Effect[]): string {
  const effect = effects[finding.effect];
  const at = effect?.at;
  const words = shorten(withVerb(oneLine(namesFound(effect) ?? at?.evidence ?? ''), effect?.kind), maxThing);
  const inside = at && at.chain.length > 0 ? ` (in ${shorten(oneLine(at.chain.join(' › ')), maxThing)})` : '';
  return `${words || effects[finding.effect]?.kind || 'the command'}${inside}`;
}

/** `find . -delete` is about what is found, not about the folder that it is given. */
function namesFound(effect: Effect | undefined): string | undefined {
  const path = effect?.kind === 'fs.delete' ? effect.path : undefined;
  return isPattern(path) && /^[\w./~-]+$/.test(effect?.at.evidence ?? '') ? displayText(path) : undefined;
}

/** What is done to a bare target, where the evidence is nothing but its name. */
const verbs: Readonly<Partial<Record<EffectKind, string>>> = {
  'fs.read': 'read',
  'fs.write': 'write',
  'fs.delete': 'delete',
  'fs.perms': 'change permissions of',
  'disk.destroy': 'overwrite',
  'net.connect': 'connect to',
  'net.fetch': 'fetch',
  'net.upload': 'send to',
  'secret.read': 'read',
  'guard.tamper': 'change',
  'audit.tamper': 'change',
  'persist.install': 'change',
  'package.install': 'install',
  'db.schema.drop': 'drop',
  'config.write': 'set',
};

function withVerb(evidence: string, kind: EffectKind | undefined): string {
  const verb = kind === undefined ? undefined : verbs[kind];
  // A call of code says by itself what it does.
  return verb === undefined || !/^[^\s(]+$/.test(evidence) ? evidence : `${verb} \`${evidence}\``;
}

export function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}
