/** `npm pkg set scripts.build="tsc -p ."`: package.json, changed by key. */
import { applyEdits, type JSONPath, modify } from 'jsonc-parser';
import type { Answer, Call } from '../../program';
import type { Word } from '../../spec';
import { writes } from '../../stating';

export function editsManifest(call: Call): Answer {
  const [verb, ...changes] = call.operands;
  if (verb?.value !== 'set' && verb?.value !== 'delete') return [];
  const manifest: Word = { ...verb, value: 'package.json', raw: 'package.json' };
  return {
    effects: writes(call, [manifest], 'overwrite'),
    edits: (text) =>
      call.open || call.has('--workspaces') || call.words('--workspace').length > 0
        ? undefined
        : changes.reduce<string | undefined>((now, { value }) => changed(now, value, call), text),
  };
}

function changed(text: string | undefined, change: Word['value'], call: Call): string | undefined {
  const [, key, given] = /^([\w.@/:-]+)(?:=([\s\S]*))?$/.exec(typeof change === 'string' ? change : '') ?? [];
  if (text === undefined || key === undefined) return undefined;
  const path: JSONPath = key.split('.');
  return applyEdits(text, modify(text, path, settingOf(given, call), {}));
}

function settingOf(given: string | undefined, call: Call): unknown {
  if (given === undefined || !call.has('--json')) return given;
  try {
    return JSON.parse(given);
  } catch {
    return given;
  }
}
