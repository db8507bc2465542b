/** What the package managers of Python have in common. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Call, Command } from '../../program';
import type { Run } from '../../spec';
import { reads } from '../../stating';
import { type Install, installs } from './installs';

export const pipOptions =
  '-r,--requirement,--requirements=F -c,--constraint=F -e,--editable=P -t,--target=D --prefix=D --root=D -i,--index-url,--index,--default-index=U --extra-index-url=U -f,--find-links=U --no-index --trusted-host=H --proxy=P --cache-dir=D --python=V -p=V --user --upgrade,-U --pre --no-deps --require-hashes --no-build-isolation --only-binary=F --no-binary=F -q -v --dry-run --break-system-packages --force-reinstall -y,--yes --system --group=G -G=G -D,--dev --optional=G --extra=E --with=P --without=P --from=P --no-root --sync --frozen --locked -n,--name=N --channel=C --all-extras --only=G -d,--dest=D --timeout=N --retries=N';

/** Looks elsewhere than in the index that everybody uses. */
function asksOtherIndex(call: Call): boolean {
  return call.words('-i', '--extra-index-url', '-f').some((word) => !/^https:\/\/pypi\.org\//.test(String(word.value)));
}

export function pipInstall(call: Call): EffectDraft[] {
  const more: Partial<Install> = {
    ...(asksOtherIndex(call) && { source: 'url' as const }),
    ...(call.has('--require-hashes') === true && { pinned: true }),
    global: call.has('--system', '--break-system-packages'),
  };
  const specs = [...call.operands, ...call.words('-e')];
  return [...reads(call, call.words('-r'), { shown: false }), ...installs(call, specs, more)];
}

export const pipInstallCommand: Command = { options: pipOptions, inertWith: ['--dry-run'], does: pipInstall };

/** `poetry run CMD`: in the project's environment. */
export const runsInside: Command = {
  options: pipOptions,
  stopAtOperand: true,
  does(call) {
    const label = `${call.name} run`;
    const [target, ...args] = call.operands;
    if (!target) return [];
    const run: Run = /\.py$/.test(String(target.value))
      ? { type: 'file', path: target.value, language: 'python', args, label }
      : { type: 'argv', words: call.operands, label };
    return { runs: [run] };
  },
};

/** `hatch run lint`: a script of the project of that name, or else a program. */
export const runsScriptOrProgram: Command = {
  options: pipOptions,
  stopAtOperand: true,
  does(call) {
    const [target, ...args] = call.operands;
    const started: EffectDraft = {
      kind: 'code.exec',
      origin: 'project-config',
      path: target?.value ?? null,
      resolved: false,
    };
    // A word alone is far more often the name of a script.
    return args.length === 0
      ? [started]
      : { effects: [started], runs: [{ type: 'argv', words: call.operands, label: `${call.name} run` }] };
  },
};

export const publishes: Command = {
  options: `${pipOptions} --repository=R --repository-url,--publish-url=U -u,--username=U --password=P --skip-existing -r=R --token=T --allow-dirty --index-strategy=S`,
  inertWith: ['--dry-run'],
  does: (call) => [
    {
      kind: 'package.publish',
      op: 'publish',
      registry: call.value('--repository-url', '--repository', '-r') ?? 'pypi',
      name: null,
    },
  ],
};
