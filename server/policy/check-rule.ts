/** What a rule's shape cannot say: kinds, attributes, placeholders, and whether it helps who it stops. */
import { contextAttributes, type EffectKind } from '../effects/catalogue';
import { suppliedContext } from '../facts/context';
import { checkFor, checkWhen } from './check-conditions';
import type { Scope } from './compile-rule';
import { placeholdersOf } from './message';
import { listWords, nearestWord, suggestion } from './nearest';
import type { Complaint, PathStep } from './problem';
import type { RuleSource } from './schema';
import { attributeNames, attributeType, kindSelectors, kindsOf, type Selection, selectedKinds } from './vocabulary';

export function checkRule(rule: RuleSource, path: readonly PathStep[], scope: Scope): readonly Complaint[] {
  return [...checkSelection(rule, path, scope), ...checkStatement(rule, path, scope)];
}

/** All of a rule but what it selects. */
export function checkStatement(rule: RuleSource, path: readonly PathStep[], scope: Scope): readonly Complaint[] {
  return [
    ...checkTemplate(rule, 'because', path, scope),
    ...checkTemplate(rule, 'instead', path, scope),
    ...checkBurnIn(rule, path),
    ...adviceOn(rule, path),
  ];
}

/** `effects`, `impact`, `when` and `for`, wherever they stand together. */
export function checkSelection(
  selection: Selection & Pick<RuleSource, 'for'>,
  path: readonly PathStep[],
  scope: Scope,
): readonly Complaint[] {
  const kinds = checkKinds(selection.effects, [...path, 'effects']);
  if (kinds.length > 0) return [...kinds, ...checkFor(selection.for, [...path, 'for'], scope)];
  const selected = selectedKinds(selection);
  const nothing = selected.length === 0 ? [emptySelection(selection, path)] : [];
  return [
    ...nothing,
    ...checkWhen(selection.when, selected, [...path, 'when'], scope),
    ...checkFor(selection.for, [...path, 'for'], scope),
    ...unsuppliedContext(selection.for, [...path, 'for']),
  ];
}

export function checkKinds(selectors: readonly string[] | undefined, path: readonly PathStep[]): readonly Complaint[] {
  return (selectors ?? []).flatMap((selector, index): readonly Complaint[] => {
    if (kindsOf(selector) !== undefined) return [];
    const nearest = nearestWord(selector, kindSelectors);
    return [
      {
        code: 'unknown-kind',
        path: [...path, index],
        message: `"${selector}" is not a kind of effect.${suggestion(nearest)}`,
        expected: kindSelectors,
        ...(nearest !== undefined && { nearest }),
      },
    ];
  });
}

function emptySelection(selection: Selection, path: readonly PathStep[]): Complaint {
  const names = Object.keys(selection.when ?? {});
  const reason = names.length > 0 ? `no kind selected here has ${names.join(' and ')}` : 'no kind is selected';
  const key = names.length > 0 ? 'when' : selection.effects ? 'effects' : 'impact';
  return { code: 'never-matches', path: [...path, key], onKey: true, message: `This never matches: ${reason}.` };
}

/** A circumstance that nothing supplies stays unknown, which a restrictive rule counts as a match. */
function unsuppliedContext(conditions: RuleSource['for'], path: readonly PathStep[]): readonly Complaint[] {
  return Object.keys(conditions ?? {})
    .filter((name) => name in contextAttributes && !suppliedContext.some((known) => known === name))
    .map((name) => ({
      code: 'unsupplied',
      severity: 'warning',
      path: [...path, name],
      onKey: true,
      message: `Nothing supplies "${name}" yet: it is unknown, so restrictive rules match and allow rules do not.`,
    }));
}

function checkTemplate(
  rule: RuleSource,
  key: 'because' | 'instead',
  path: readonly PathStep[],
  scope: Scope,
): readonly Complaint[] {
  const kinds = selectedKinds(rule);
  if (kinds.length === 0) return [];
  return placeholdersOf(rule[key] ?? '').flatMap((name): readonly Complaint[] => {
    const without = kinds.find((kind) => !hasPlaceholder(kind, name, scope));
    return without === undefined ? [] : [unknownPlaceholder(name, [...path, key], without)];
  });
}

function hasPlaceholder(kind: EffectKind, name: string, scope: Scope): boolean {
  return name === 'kind' || scope.has(name) || name in contextAttributes || attributeType(kind, name) !== undefined;
}

function unknownPlaceholder(name: string, path: readonly PathStep[], kind: EffectKind): Complaint {
  const known = attributeNames(kind);
  const nearest = nearestWord(name, known);
  return {
    code: 'unknown-placeholder',
    path,
    message: `{${name}} cannot be filled in: ${kind} has no such attribute.${suggestion(nearest)} It has ${listWords(known)}.`,
    expected: known,
    ...(nearest !== undefined && { nearest }),
  };
}

/** `enforceFrom` ends a burn-in; without one it would silently do nothing. */
export function checkBurnIn(
  source: Pick<RuleSource, 'mode' | 'enforceFrom'>,
  path: readonly PathStep[],
): readonly Complaint[] {
  if (source.enforceFrom === undefined || source.mode === 'monitor') return [];
  const message = '"enforceFrom" is the end of "mode: monitor", which is missing here.';
  return [{ code: 'missing-key', path: [...path, 'enforceFrom'], onKey: true, message, expected: ['mode: monitor'] }];
}

function adviceOn(rule: RuleSource, path: readonly PathStep[]): readonly Complaint[] {
  const advice: Complaint[] = [];
  if (rule.tests === undefined) {
    advice.push({
      code: 'no-tests',
      severity: 'warning',
      path: [...path, 'id'],
      message: `The rule "${rule.id}" has no tests.`,
    });
  }
  if (rule.decide === 'deny' && rule.instead === undefined && canHitAgents(rule)) {
    const message = `The rule "${rule.id}" refuses without saying what to do instead; agents will try again blindly.`;
    advice.push({ code: 'no-instead', severity: 'warning', path: [...path, 'id'], message });
  }
  if (rule.enforce === 'hard' && (rule.onUnknown === 'ignore' || rule.decide === 'allow')) {
    const message = 'Only a restrictive rule that also matches the unknown can be hard.';
    advice.push({ code: 'wrong-type', path: [...path, 'enforce'], message });
  }
  return advice;
}

function canHitAgents(rule: RuleSource): boolean {
  const actor = rule.for?.actor;
  if (actor === undefined) return true;
  if (typeof actor === 'object' && !Array.isArray(actor)) return true;
  return [actor].flat().includes('ai');
}
