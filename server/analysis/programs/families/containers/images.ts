/** Images built and published. */

import type { Command } from '../../program';
import { when } from '../../stating';

export const build: Command = {
  options:
    '-f,--file=F -t,--tag=T --build-arg=A --target=T --platform=P --secret=S --ssh=S --cache-from=C --cache-to=C --label=L --network=N --no-cache --pull --push --load -o,--output=O --progress=P -q,--quiet --rm --squash --iidfile=F --metadata-file=F --builder=B --add-host=H --ulimit=U -m=M --isolation=I --build-context=C --provenance=P --sbom=S --attest=A --allow=A --check',
  does: (call) => [
    { kind: 'code.exec', origin: 'workspace-file', lang: 'dockerfile', via: 'container' },
    ...when(call.has('--push'), { kind: 'package.publish', op: 'publish', name: call.value('-t') ?? null }),
  ],
};

export const publishes: Command = {
  options: '-a,--all-tags -q --disable-content-trust --tls-verify[=B] --creds=C',
  does: (call) => {
    const name = call.operand(0) ?? null;
    const registry =
      typeof name === 'string' && /^[^/]+[.:][^/]*\//.test(name)
        ? name.split('/')[0]
        : typeof name === 'string'
          ? 'docker.io'
          : null;
    return [{ kind: 'package.publish', op: 'publish', name, registry: registry ?? null }];
  },
};
