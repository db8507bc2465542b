/** Checks over a whole policy: packs, parameters, waivers, ids that must be one of a kind. */
import { checkFor, checkWhen } from './check-conditions';
import { checkRule, checkSelection } from './check-rule';
import { listScope, type PlacedRule, type PolicyPart, type PolicyParts, placedRules } from './compile';
import type { Scope } from './compile-rule';
import { listWords, nearestWord, suggestion } from './nearest';
import { floorPack, type LoadedPack, majorOf, type PackLibrary, splitReference } from './packs';
import type { Complaint, PathStep } from './problem';
import type { ExtendSource, FragmentSource, WaiverSource } from './schema';
import { tableRules } from './tables';

export interface PartComplaints {
  readonly part: PolicyPart;
  readonly complaints: readonly Complaint[];
}

export function checkPolicy(policy: PolicyParts, library: PackLibrary, now: Date): readonly PartComplaints[] {
  const scope = listScope(policy.parts);
  const extended = checkExtends(policy.root.extends ?? [], library);
  const rules = extended.some(isError) ? [] : placedRules(policy, library);
  const seen = new Map<string, string>();
  for (const rule of rules) if (!isOwn(rule, policy)) seen.set(rule.compiled.id, 'a pack');
  return policy.parts.map((part, index) => ({
    part,
    complaints: [
      ...(index === 0 ? [...extended, ...notEnforcedYet(policy.root, ['grants'])] : []),
      ...checkPart(part.data, scope),
      ...checkIds(part, seen),
      ...checkWaivers(part.data.waivers ?? [], rules, scope, now),
    ],
  }));
}

function isError(complaint: Complaint): boolean {
  return complaint.severity !== 'warning';
}

function isOwn(rule: PlacedRule, policy: PolicyParts): boolean {
  return policy.parts.some((part) => part.file === rule.compiled.location?.source);
}

function checkPart(data: FragmentSource, scope: Scope): readonly Complaint[] {
  return [
    ...(data.rules ?? []).flatMap((rule, index) => checkRule(rule, ['rules', index], scope)),
    ...checkTables(data, scope),
    ...(data.properties ?? []).flatMap((property, index) => checkSelection(property, ['properties', index], scope)),
    ...(data.limits ?? []).flatMap((limit, index) => checkSelection(limit.count, ['limits', index, 'count'], scope)),
    ...(data.sequences ?? []).flatMap((sequence, index) =>
      checkSelection(sequence.after, ['sequences', index, 'after'], scope),
    ),
    ...notEnforcedYet(data, ['limits', 'sequences', 'properties']),
  ];
}

function checkTables(data: FragmentSource, scope: Scope): readonly Complaint[] {
  return Object.entries(data.tables ?? {}).flatMap(([table, grant]) => {
    const path: PathStep[] = ['tables', table];
    const nothing = tableRules(table, grant).length === 0;
    const empty: Complaint = { code: 'never-matches', path, onKey: true, message: 'This grant says nothing.' };
    return [
      ...(nothing ? [empty] : []),
      ...checkFor(grant.for, [...path, 'for'], scope),
      ...misplacedColumns(grant, path),
    ];
  });
}

/** Only reads, inserts and updates are told apart by column, and inserts have no WHERE. */
function misplacedColumns(
  grant: NonNullable<FragmentSource['tables']>[string],
  path: readonly PathStep[],
): readonly Complaint[] {
  const complaints: Complaint[] = [];
  const refuse = (operation: 'delete' | 'insert', key: 'columns' | 'where') => {
    const value = grant[operation];
    if (typeof value === 'object' && value[key] !== undefined) {
      const message = `"${operation}" cannot be narrowed by ${key}.`;
      complaints.push({ code: 'unknown-key', path: [...path, operation, key], onKey: true, message });
    }
  };
  refuse('delete', 'columns');
  refuse('insert', 'where');
  return complaints;
}

function notEnforcedYet<T extends object>(data: T, keys: readonly (keyof T & string)[]): readonly Complaint[] {
  return keys
    .filter((key) => Object.keys(data[key] ?? {}).length > 0)
    .map((key) => ({
      code: 'not-enforced-yet',
      severity: 'warning',
      path: [key],
      onKey: true,
      message: `This version reads "${key}" but does not act on them yet.`,
    }));
}

/** Every id stands once, whatever it names and in whichever file. */
function checkIds({ file, data }: PolicyPart, seen: Map<string, string>): readonly Complaint[] {
  const named = (['rules', 'limits', 'sequences', 'properties'] as const).flatMap((key) =>
    (data[key] ?? []).map((item, index) => ({ id: item.id, path: [key, index, 'id'] as PathStep[] })),
  );
  const keyed = (['lists', 'tables'] as const).flatMap((key) =>
    Object.keys(data[key] ?? {}).map((id) => ({ id: `${key}/${id}`, path: [key, id] as PathStep[] })),
  );
  return [...named, ...keyed].flatMap(({ id, path }): readonly Complaint[] => {
    const where = seen.get(id);
    seen.set(id, file);
    if (where === undefined) return [];
    const message = `"${id}" is already used${where === file ? ' in this file' : ` in ${where}`}.`;
    return [{ code: 'duplicate-id', path, onKey: typeof path.at(-1) === 'string' && path.length === 2, message }];
  });
}

function checkExtends(extended: readonly ExtendSource[], library: PackLibrary): readonly Complaint[] {
  const references = [...library.packs.values()].map((pack) => `${pack.source.id}@${majorOf(pack)}`);
  return extended.flatMap((extend, index): readonly Complaint[] => {
    const path: PathStep[] = ['extends', index];
    const { id, major } = splitReference(extend.pack);
    const pack = library.packs.get(id);
    if (pack === undefined || majorOf(pack) !== major) return [unknownPack(extend.pack, [...path, 'pack'], references)];
    const again = extended.findIndex((other) => splitReference(other.pack).id === id) < index;
    const twice: Complaint = { code: 'duplicate-id', path: [...path, 'pack'], message: `${id} is extended twice.` };
    return [...(again ? [twice] : []), ...checkFloor(extend, id, path), ...checkParameters(extend, pack, path)];
  });
}

function unknownPack(reference: string, path: readonly PathStep[], known: readonly string[]): Complaint {
  const nearest = nearestWord(reference, known);
  return {
    code: 'unknown-pack',
    path,
    message: `There is no pack "${reference}".${suggestion(nearest)} There is ${listWords(known)}.`,
    expected: known,
    ...(nearest !== undefined && { nearest }),
  };
}

function checkFloor(extend: ExtendSource, id: string, path: readonly PathStep[]): readonly Complaint[] {
  if (id !== floorPack || extend.mode !== 'monitor') return [];
  return [{ code: 'unmonitorable', path: [...path, 'mode'], message: `${floorPack} is always enforced.` }];
}

function checkParameters(extend: ExtendSource, pack: LoadedPack, path: readonly PathStep[]): readonly Complaint[] {
  const parameters = pack.source.parameters ?? {};
  return Object.entries(extend.with ?? {}).flatMap(([name, value]): readonly Complaint[] => {
    const at = [...path, 'with', name];
    const parameter = parameters[name];
    if (parameter === undefined) return [unknownParameter(name, at, pack)];
    const type = Array.isArray(value) ? 'list' : typeof value;
    if (type === parameter.type) return [];
    return [
      {
        code: 'wrong-type',
        path: at,
        message: `Expected a ${parameter.type}: ${parameter.description}`,
        expected: [parameter.type],
      },
    ];
  });
}

function unknownParameter(name: string, path: readonly PathStep[], pack: LoadedPack): Complaint {
  const known = Object.keys(pack.source.parameters ?? {});
  const nearest = nearestWord(name, known);
  const list = known.length > 0 ? ` It has ${listWords(known)}.` : ' It has none.';
  return {
    code: 'unknown-parameter',
    path,
    onKey: true,
    message: `${pack.source.id} has no parameter "${name}".${suggestion(nearest)}${list}`,
    expected: known,
    ...(nearest !== undefined && { nearest }),
  };
}

function checkWaivers(
  waivers: readonly WaiverSource[],
  rules: readonly PlacedRule[],
  scope: Scope,
  now: Date,
): readonly Complaint[] {
  const ids = rules.map((rule) => rule.compiled.id);
  return waivers.flatMap((waiver, index): readonly Complaint[] => {
    const path: PathStep[] = ['waivers', index];
    const target = rules.find((rule) => rule.compiled.id === waiver.rule)?.compiled;
    if (target === undefined) return rules.length === 0 ? [] : [unknownRule(waiver.rule, [...path, 'rule'], ids)];
    return [
      ...(target.hard ? [hardRule(waiver.rule, [...path, 'rule'])] : []),
      ...checkWhen(waiver.when, target.kinds, [...path, 'when'], scope),
      ...checkFor(waiver.for, [...path, 'for'], scope),
      ...(waiver.expires < now.toISOString().slice(0, 10) ? [expired(waiver, [...path, 'expires'])] : []),
    ];
  });
}

function unknownRule(rule: string, path: readonly PathStep[], known: readonly string[]): Complaint {
  const nearest = nearestWord(rule, known);
  return {
    code: 'unknown-rule',
    path,
    message: `There is no rule "${rule}".${suggestion(nearest)}`,
    expected: known,
    ...(nearest !== undefined && { nearest }),
  };
}

function hardRule(rule: string, path: readonly PathStep[]): Complaint {
  return { code: 'never-matches', path, message: `"${rule}" is a hard rule: no waiver can lift it.` };
}

function expired(waiver: WaiverSource, path: readonly PathStep[]): Complaint {
  const message = `This waiver ended on ${waiver.expires}; ask ${waiver.owner} or remove it.`;
  return { code: 'expired', severity: 'warning', path, message };
}
