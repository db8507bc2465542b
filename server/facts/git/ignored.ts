/** What git ignores in a working tree: by the rules of each folder, then those of the repository, then the user's. */
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { RememberedFiles } from '../remembered-files';
import { type ByteString, byteString } from './byte-string';
import { type IgnoreRule, isIgnoredBy, parseIgnoreFile } from './ignore-file';
import type { IndexFile } from './index-file';
import { readSmall } from './small-files';
import { parentOf } from './tree-files';

type Rules = readonly IgnoreRule[] | 'not understood';

interface RulesInForce {
  readonly rules: Rules;
  /** Where in a path that part begins which the rules look at. */
  readonly from: number;
}

const files = new RememberedFiles<Rules>((path) => {
  const text = readSmall(path);
  return typeof text === 'string' ? (parseIgnoreFile(byteString(text)) ?? 'not understood') : 'not understood';
}, 256);

export class Ignored {
  private readonly inForce = new Map<string, readonly RulesInForce[]>();
  private readonly folders = new Map<string, boolean | undefined>([['', false]]);

  /** `general`: the files that hold for the whole tree, the strongest first. */
  constructor(
    private readonly root: string,
    private readonly index: IndexFile,
    private readonly general: readonly string[],
    private readonly ignoreCase: boolean,
  ) {}

  /** `undefined` when rules on the way are not understood. What is below an ignored folder is ignored with it. */
  has(path: ByteString, isFolder: boolean): boolean | undefined {
    const above = this.hasFolder(parentOf(path));
    return above === false ? this.matches(path, isFolder) : above;
  }

  private hasFolder(path: ByteString): boolean | undefined {
    if (!this.folders.has(path)) this.folders.set(path, this.has(path, true));
    return this.folders.get(path);
  }

  private matches(path: ByteString, isFolder: boolean): boolean | undefined {
    for (const { rules, from } of this.rulesIn(parentOf(path))) {
      if (rules === 'not understood') return undefined;
      const ignored = isIgnoredBy(rules, { path: path.slice(from), isFolder, ignoreCase: this.ignoreCase });
      if (ignored !== undefined) return ignored;
    }
    return false;
  }

  /** The strongest first. */
  private rulesIn(folder: ByteString): readonly RulesInForce[] {
    const known = this.inForce.get(folder);
    if (known !== undefined) return known;
    const own = { rules: this.rulesOf(folder), from: folder === '' ? 0 : folder.length + 1 };
    const rules = [own, ...(folder === '' ? this.generalRules() : this.rulesIn(parentOf(folder)))];
    this.inForce.set(folder, rules);
    return rules;
  }

  private generalRules(): RulesInForce[] {
    return this.general.map((file) => ({ rules: files.get(file) ?? [], from: 0 }));
  }

  /** Git does not follow a link here, and takes what a sparse checkout left out from the index. */
  private rulesOf(folder: ByteString): Rules {
    const path = join(this.root, folder, '.gitignore');
    const rules = files.get(path);
    if (rules === undefined) return this.isTrackedOtherwise(folder) ? 'not understood' : [];
    return lstatSync(path, { throwIfNoEntry: false })?.isFile() ? rules : 'not understood';
  }

  private isTrackedOtherwise(folder: ByteString): boolean {
    return this.index.find(folder === '' ? '.gitignore' : `${folder}/.gitignore`)?.ordinary === false;
  }
}
