/** What installing and removing packages has in common. */
import type { EffectDraft, EffectDraftOf } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import type { Call } from '../../program';
import type { Word } from '../../spec';

export type Install = EffectDraftOf<'package.install'>;

export function sourceOf(spec: Text): Install['source'] {
  if (typeof spec !== 'string') return null;
  if (/^git\+|@ ?git\+|\.git(@|#|$)/.test(spec)) return 'git';
  if (/^https?:/.test(spec)) return 'url';
  return /^(\.|\/|~|file:)|\.(whl|tar\.gz|deb|rpm|gem)$/.test(spec) ? 'file' : 'registry';
}

export function installs(call: Call, specs: readonly Word[], more: Partial<Install> = {}): EffectDraft[] {
  const common = { manager: call.name, scripts: true, ...more };
  if (specs.length === 0)
    return [{ kind: 'package.install', ...common, source: more.source ?? 'lockfile' } as EffectDraft];
  return specs.map(
    (word): EffectDraft =>
      ({
        kind: 'package.install',
        name: bareName(word.value),
        pinned: isPinned(word.value),
        source: sourceOf(word.value) ?? null,
        ...common,
        span: word.span,
      }) as EffectDraft,
  );
}

/** `name==1.2`, `name@1.2.3`, `name=1.2`, `name:1.2.3`; not `name>=1.2`. */
export function isPinned(spec: Text): boolean | null {
  return typeof spec === 'string' ? /[^<>~!=]={1,3}\d|[@:]v?\d+\.\d+\.\d+$/.test(spec) : null;
}

export function bareName(spec: Text): Text {
  return typeof spec === 'string' && sourceOf(spec) === 'registry'
    ? (/^[\w@./-]+?(?=[=<>~![:]|@\d|@v\d|@latest|$)/.exec(spec)?.[0] ?? spec)
    : spec;
}

export function removes(call: Call, more: Partial<EffectDraftOf<'package.remove'>> = {}): EffectDraft[] {
  const names = call.operands.length > 0 ? call.operands.map((word) => word.value) : [null];
  return names.map((name): EffectDraft => ({ kind: 'package.remove', manager: call.name, name, ...more }));
}

/** A setting of a package manager; `executes` are those that say from where packages come, or that run something. */
export function setsManager(key: Text | undefined, executes: RegExp): EffectDraft {
  const known = typeof key === 'string' ? executes.test(key) : null;
  return { kind: 'config.write', target: 'package-manager', executes: known };
}

export const projectCode: EffectDraft = { kind: 'code.exec', origin: 'project-config' };
