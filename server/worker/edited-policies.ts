/** Policies as the editor has them, unsaved changes included: loaded once for every state of their files. */
import { join } from 'node:path';
import { includedFiles } from '../policy/included-files';
import type { LoadedPolicy } from '../policy/loader';
import type { PackLibrary } from '../policy/packs';
import type { PolicyFile } from '../policy/read-part';
import { policyPath } from '../policy/world';
import type { FileProvider } from '../providers';

const MAX_BYTES = 1_000_000;

/** What was loaded, and all it was loaded from. */
interface LoadedOnce {
  readonly policy: LoadedPolicy;
  readonly text: string | undefined;
  readonly included: ReadonlyMap<string, readonly PolicyFile[]>;
  /** Waivers are judged by the day. */
  readonly day: string;
}

export class EditedPolicies {
  private readonly loaded = new Map<string, LoadedOnce>();

  constructor(private readonly files: FileProvider) {}

  async load(workspace: string, library: PackLibrary): Promise<LoadedPolicy> {
    const known = this.loaded.get(workspace);
    if (known && this.isCurrent(known, workspace)) return known.policy;
    const { loadPolicy } = await import('../policy/loader');
    const included = new Map<string, readonly PolicyFile[]>();
    const text = this.textOf(workspace, policyPath);
    const include = (pattern: string): readonly PolicyFile[] => {
      const found = this.includedBy(pattern, workspace);
      included.set(pattern, found);
      return found;
    };
    const policy = loadPolicy({ root: { file: policyPath, text }, include }, library, new Date());
    this.loaded.set(workspace, { policy, text, included, day: today() });
    return policy;
  }

  textOf(workspace: string, file: string): string | undefined {
    return this.files.read(join(workspace, file), MAX_BYTES)?.text;
  }

  private isCurrent({ text, included, day }: LoadedOnce, workspace: string): boolean {
    if (day !== today() || text !== this.textOf(workspace, policyPath)) return false;
    return [...included].every(([pattern, files]) => sameFiles(files, this.includedBy(pattern, workspace)));
  }

  private includedBy(pattern: string, workspace: string): readonly PolicyFile[] {
    return includedFiles(pattern, workspace, this.files);
  }
}

export function sameFiles(some: readonly PolicyFile[], others: readonly PolicyFile[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ file, text }, index) => file === others[index]?.file && text === others[index]?.text)
  );
}

export function today(): string {
  return new Date().toDateString();
}
