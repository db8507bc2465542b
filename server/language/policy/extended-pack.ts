/** Packs by the references in `extends`. */
import { type LoadedPack, majorOf, type PackLibrary, splitReference } from '../../policy/packs';
import type { PolicyContext } from './policy-context';
import { dataAt } from './policy-text';

/** `core/git@1`, as policies write it. */
export function referencesOf({ packs }: PackLibrary): readonly string[] {
  return [...packs.values()].map((pack) => `${pack.source.id}@${majorOf(pack)}`);
}

export function packOf({ packs }: PackLibrary, reference: string): LoadedPack | undefined {
  const { id, major } = splitReference(reference);
  const pack = packs.get(id);
  return pack && majorOf(pack) === major ? pack : undefined;
}

/** The pack of an entry of `extends`. */
export function extendedPack({ text, library }: PolicyContext, entry: number): LoadedPack | undefined {
  const reference = dataAt(text.data(), ['extends', entry, 'pack']);
  return typeof reference === 'string' ? packOf(library, reference) : undefined;
}
