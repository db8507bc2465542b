/** `patch` and `git apply`: which files a patch changes is written in it. */
import type { EffectDraft } from '../../../../effects/effect';
import { guardKeyIn, isSettingsFile } from '../../../files/guard-places';
import type { Call, ProgramSpec } from '../../program';
import type { Word } from '../../spec';
import { deletes, reads, writes } from '../../stating';

const MAX_FILES = 100;

/** What applying these patches does; without any they come by standard input. */
export function appliesPatches(call: Call, patches: readonly Word[], strip: number): readonly EffectDraft[] {
  const texts = patches.length > 0 ? patches.map((word) => textOf(call, word)) : [inputText(call)];
  const read = reads(call, patches, { shown: false });
  // Any file of the workspace, as long as it stays in it.
  const unseen: EffectDraft = { kind: 'fs.write', zone: 'workspace', mode: 'overwrite', extent: 'bounded' };
  return [...read, ...texts.flatMap((text) => (text === undefined ? [unseen] : changes(call, text, strip)))];
}

function textOf(call: Call, { value }: Word): string | undefined {
  const { surroundings, cwd } = call.invocation;
  return surroundings.settings(value, cwd) ?? undefined;
}

function inputText(call: Call): string | undefined {
  const { stdin } = call.invocation;
  if (stdin?.file) return textOf(call, stdin.file);
  return typeof stdin?.text === 'string' ? stdin.text : undefined;
}

function changes(call: Call, text: string, strip: number): readonly EffectDraft[] {
  return patchedFiles(text, strip).flatMap(({ path, deleted }) => {
    const word: Word = { value: path, raw: path, span: call.invocation.span, many: false };
    if (deleted) return deletes(call, [word], { recursive: false });
    const turnsOff = isSettingsFile(`/${path}`) && guardKeyIn(text) !== undefined;
    const tampers: EffectDraft[] = turnsOff ? [{ kind: 'guard.tamper', what: 'settings' }] : [];
    return [...writes(call, [word], 'overwrite'), ...tampers];
  });
}

interface PatchedFile {
  readonly path: string;
  readonly deleted: boolean;
}

/** The `---` and `+++` lines of a unified diff, and the renames of git. */
export function patchedFiles(text: string, strip: number): readonly PatchedFile[] {
  const files = new Map<string, PatchedFile>();
  const add = (written: string, deleted: boolean) => {
    const path = written.split('/').slice(strip).join('/');
    if (path !== '' && files.size < MAX_FILES) files.set(path, { path, deleted });
  };
  for (const [, before, after] of text.matchAll(/^--- ([^\t\r\n]+)[^\n]*\n\+\+\+ ([^\t\r\n]+)/gm)) {
    if (after === '/dev/null') add(unquoted(before!), true);
    else add(unquoted(after!), false);
  }
  for (const [, verb, path] of text.matchAll(/^rename (from|to) ([^\r\n]+)/gm))
    add(`${'x/'.repeat(strip)}${unquoted(path!)}`, verb === 'from');
  return [...files.values()];
}

function unquoted(name: string): string {
  return name.replace(/^"(.*)"$/, '$1').trimEnd();
}

/** `-p2`; git strips one part by itself, and so do those who write for patch. */
export function stripOf(call: Call): number {
  const given = Number(call.value('-p') ?? 1);
  return Number.isInteger(given) && given >= 0 && given < 20 ? given : 1;
}

export const patch: ProgramSpec = {
  names: 'patch gpatch',
  options:
    '-p,--strip=N -i,--input=F -d,--directory=D -o,--output=F -R,--reverse -N,--forward -b,--backup -f,--force -t,--batch -s,--silent -E,--remove-empty-files -l -u -c -n -e --dry-run --check -F,--fuzz=N -r,--reject-file=F -z,--suffix=S -V=S --binary --merge --verbose',
  inertWith: ['--dry-run', '--check'],
  does(call) {
    const [target, operand] = call.operands;
    const given = [...call.words('-i'), ...(operand ? [operand] : [])];
    if (target) return [...reads(call, given, { shown: false }), ...writes(call, [target], 'overwrite')];
    return appliesPatches(call, given, stripOf(call));
  },
  examples: {
    yields: {
      'patch a.txt < fix.patch': 'fs.write{class=other}',
      'patch -p1 < fix.patch': 'fs.write{zone=workspace}',
      "patch -p1 <<'END'\n--- a/.guardrails/policy.yaml\n+++ b/.guardrails/policy.yaml\nEND": 'fs.write + guard.tamper',
      "patch -p1 <<'END'\n--- a/old.ts\n+++ /dev/null\nEND": 'fs.delete{recursive=false}',
    },
    inert: ['patch --dry-run -p1 < fix.patch'],
  },
};
