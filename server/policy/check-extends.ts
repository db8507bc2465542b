/** Packs that a policy extends: they must exist in that major version, and take the parameters they are given. */
import { checkBurnIn } from './check-rule';
import { listWords, nearestWord, suggestion } from './nearest';
import { floorPack, type LoadedPack, majorOf, type PackLibrary, splitReference } from './packs';
import type { Complaint, PathStep } from './problem';
import type { ExtendSource } from './schema';

export function checkExtends(extended: readonly ExtendSource[], library: PackLibrary): readonly Complaint[] {
  const references = [...library.packs.values()].map((pack) => `${pack.source.id}@${majorOf(pack)}`);
  return extended.flatMap((extend, index): readonly Complaint[] => {
    const path: PathStep[] = ['extends', index];
    const { id, major } = splitReference(extend.pack);
    const pack = library.packs.get(id);
    if (pack === undefined || majorOf(pack) !== major) return [unknownPack(extend.pack, [...path, 'pack'], references)];
    const again = extended.findIndex((other) => splitReference(other.pack).id === id) < index;
    const twice: Complaint = { code: 'duplicate-id', path: [...path, 'pack'], message: `${id} is extended twice.` };
    return [
      ...(again ? [twice] : []),
      ...checkFloor(extend, id, path),
      ...checkBurnIn(extend, path),
      ...checkParameters(extend, pack, path),
    ];
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
