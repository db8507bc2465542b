/** What is said where no rule speaks: what kind of harm it is, and what to do in its place. */
import { type EffectKind, type Impact, impactOf } from '../effects/catalogue';
import type { Effect, EffectOf } from '../effects/effect';

export interface DefaultReason {
  /** What it does, to be followed by the kind of effect. */
  readonly what: string;
  readonly instead?: string;
}

export function defaultReason(effect: Effect): DefaultReason {
  const reason = REASONS[effect.kind] as ((effect: Effect) => DefaultReason) | undefined;
  return reason?.(effect) ?? { what: `It ${harms[impactOf(effect.kind)]}` };
}

const harms: Record<Impact, string> = {
  observe: 'reads',
  modify: 'changes things',
  destroy: 'destroys something',
  execute: 'runs code',
  disclose: 'sends or shows something to others',
  grant: 'widens what may be done',
  control: 'changes how this machine or service behaves',
};

const REASONS: { readonly [K in EffectKind]?: (effect: EffectOf<K>) => DefaultReason } = {
  'code.opaque': ({ reason }) => (reason ? OPAQUE[reason] : { what: 'It cannot be looked into' }),
  'persist.install': ({ mechanism, op }) => {
    if (mechanism === 'ci-workflow') return { what: PIPELINE, instead: shown('workflow') };
    if (op === 'remove') return { what: 'It takes away something that runs by itself', instead: shown('change') };
    return { what: 'It is run by itself later on, without being asked for', instead: shown('change') };
  },
  'config.write': ({ executes }) => ({
    what: executes === false ? 'It changes a setting' : 'It changes a setting that decides what other commands run',
    instead: 'Say which setting and why, and let the user set it.',
  }),
  'fs.perms': ({ change }) => ({
    what:
      change === 'setid'
        ? 'It lets everybody run the file with the rights of its owner'
        : 'It changes who may use the file',
    instead: 'Give only the rights that are needed, to files of the workspace.',
  }),
  'fs.delete': () => ({
    what: 'It deletes what nothing here brings back for certain',
    instead: 'Delete what can be made again, by its name; commit or move aside what cannot.',
  }),
  'access.change': () => ({
    what: 'It changes who may do what',
    instead: 'Say who needs what, and let the user grant it.',
  }),
  'net.upload': () => ({
    what: 'It sends something to a host that this project does not know',
    instead: 'Show what you would send; hosts of the project are listed under `facts.hosts.known`.',
  }),
};

const PIPELINE = 'It changes what the pipeline runs, with all that the pipeline may do';

const shown = (what: string) => `Show the user the ${what} that you would make, and let them confirm it.`;

const OPAQUE: Record<NonNullable<EffectOf<'code.opaque'>['reason']>, DefaultReason> = {
  unparsed: { what: 'It could not be read', instead: 'Write it in a simpler form, one step at a time.' },
  'unresolved-command': {
    what: 'What it would run was not found, or could not be read',
    instead: 'Check the name of the script, target or command, and where it is run.',
  },
  'dynamic-eval': {
    what: 'What it runs is put together only while it runs',
    instead: 'Write the commands out, or put them into a file of the workspace and run that.',
  },
  encoded: { what: 'The code is encoded', instead: 'Write it out in plain text.' },
  'unknown-program': {
    what: 'Nobody has described what this program does',
    instead: 'Ask the user whether it may be run; a rule of the policy can allow it.',
  },
  interactive: { what: 'It waits for somebody to type', instead: 'Give it its commands by options or a file.' },
  'depth-limit': { what: 'There is more in it than can be looked through', instead: 'Do it in smaller steps.' },
  'dynamic-target': {
    what: 'What it is about is known only while it runs',
    instead: 'Write out what is meant.',
  },
};
