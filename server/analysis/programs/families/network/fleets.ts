/** Programs that run a command on many machines at once: pssh, pdsh, clush, Salt, Fabric. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import { type Answer, type Call, opaque, type ProgramSpec } from '../../program';
import type { Run, Word } from '../../spec';
import { reads, sourceOfFile } from '../../stating';
import { joined } from './ssh';

type Tool = 'ssh' | 'other';

/** What runs on each of them, when it is said. */
function onAll(call: Call, hosts: Text, command: readonly Word[], tool: Tool): Answer {
  const resolved = command.length > 0 && command.every((word) => typeof word.value === 'string');
  const effects: EffectDraft[] = [{ kind: 'remote.exec', tool, host: hosts, resolved, extent: 'unbounded' }];
  if (command.length === 0) return [...effects, { kind: 'code.opaque', reason: 'interactive', program: call.name }];
  const run: Run = { type: 'shell', text: joined(command), label: call.name, via: 'remote', elsewhere: true };
  return { effects, runs: [run] };
}

function uploadsToAll(call: Call, hosts: Text, files: readonly Word[]): EffectDraft[] {
  return [
    ...reads(call, files, { shown: false }),
    ...files.map(
      (word): EffectDraft => ({
        kind: 'net.upload',
        host: hosts,
        channel: 'scp',
        source: sourceOfFile(call, word) ?? null,
        extent: 'unbounded',
      }),
    ),
  ];
}

export const parallelShells: ProgramSpec = {
  names: 'pssh parallel-ssh pdsh clush dsh mussh gossh',
  options:
    '-H,--host=H -h,--hosts=F -l,--user=U -p,--par=N -o,--outdir=D -e,--errdir=D -t,--timeout=S -O,--option=O -x,--extra-args=A -X,--exclude=H -w,--nodes=H -g,--group=G -f,--fanout=N -u=S -R=MODULE -m=H -c,--copy --dest=D --rcopy -i,--inline -A -P -b,--dshbak -B -L -S -q -N -d -M -a,--all -r -V,--version',
  inertWith: ['-V'],
  stopAtOperand: true,
  does(call) {
    const hosts = call.value('-H', '-w', '-m', '-g') ?? null;
    if (call.has('--copy') === true && call.name === 'clush') return uploadsToAll(call, hosts, call.operands);
    return onAll(call, hosts, call.operands, 'ssh');
  },
  examples: {
    yields: {
      "pssh -h hosts.txt 'rm -rf /srv'": 'remote.exec{tool=ssh,resolved=true} + fs.delete{path=/srv,via=remote}',
      'pdsh -w web1,web2 reboot': 'remote.exec{tool=ssh} + system.power{op=reboot,via=remote}',
      'clush -w web1 --copy .env': 'fs.read + secret.read + net.upload{host=web1,source=secret}',
      'clush -a uptime': 'remote.exec{resolved=true}',
    },
    inert: ['pdsh -V', 'clush --version'],
  },
};

export const parallelCopies: ProgramSpec = {
  names: 'pscp.pssh parallel-scp pdcp prsync parallel-rsync',
  options: '-H,--host=H -h,--hosts=F -l,--user=U -p,--par=N -w=H -g=G -r,--recursive -a,--archive -z -t,--timeout=S',
  does: (call) => uploadsToAll(call, call.value('-H', '-w') ?? null, call.operands.slice(0, -1)),
  examples: {
    yields: { 'pdcp -w web[1-3] .env /srv/.env': 'fs.read + secret.read + net.upload{source=secret,channel=scp}' },
    inert: ['parallel-scp --help'],
  },
};

/** Modules of Salt that only report. */
const reportingModule =
  /^(test\.(ping|version|echo|get_opts)|grains\.(items|item|get|ls)|pillar\.(items|get|ls)|status\.\w+|disk\.(usage|inodeusage)|pkg\.(version|list_\w+|latest_version)|service\.(status|get_\w+)|network\.(interfaces|ip_addrs|ping)|state\.(show_\w+|running)|sys\.(doc|list_\w+)|file\.(exists|stats|contains|file_exists))$/;

/** `salt TARGET MODULE.FUNCTION ARGUMENTS`; a function of `cmd` runs a command. */
function saltCall(call: Call, target: Text, words: readonly Word[], local: boolean): Answer {
  const [verb, ...args] = words;
  if (typeof verb?.value !== 'string') return [opaque(call.invocation)];
  const host = local ? 'localhost' : target;
  if (/^cmd\.(run|run_all|run_stdout|shell|powershell)$/.test(verb.value)) {
    const command = args.slice(0, 1);
    if (!local) return onAll(call, host, command, 'other');
    return { runs: command.map((word): Run => ({ type: 'shell', text: word.value, label: 'salt-call' })) };
  }
  const dry = args.some((word) => /^test=true$/i.test(String(word.value)));
  const resolved = dry || reportingModule.test(verb.value);
  if (resolved && local) return [];
  return [{ kind: 'remote.exec', tool: 'other', host, resolved, extent: 'unbounded' }];
}

export const salt: ProgramSpec = {
  names: 'salt salt-call salt-ssh',
  options:
    '-E,--pcre -L,--list -G,--grain -I,--pillar -C,--compound -N,--nodegroup -S,--ipcidr -b,--batch=N -t,--timeout=S -l,--log-level=L --out,--output=F --local -c,--config-dir=D --async -v -r,--raw -i --roster=R --user=U -d,--doc --state-output=M --show-timeout',
  inertWith: ['-d'],
  stopAtOperand: true,
  does(call) {
    if (call.name === 'salt-call') return saltCall(call, 'localhost', call.operands, true);
    const [target, ...words] = call.operands;
    if (call.name === 'salt-ssh' && call.has('-r') === true) return onAll(call, target?.value ?? null, words, 'ssh');
    return saltCall(call, target?.value ?? null, words, false);
  },
  examples: {
    yields: {
      "salt '*' cmd.run 'rm -rf /srv'":
        'remote.exec{tool=other,host=*,resolved=true} + fs.delete{via=remote,path=/srv}',
      "salt 'web*' state.apply": 'remote.exec{resolved=false}',
      "salt '*' test.ping": 'remote.exec{resolved=true}',
      "salt-call cmd.run 'rm -rf build'": 'fs.delete{path=/repo/build}',
    },
    inert: ['salt-call --local grains.items', 'salt --doc'],
  },
};

export const saltAdministration: ProgramSpec = {
  names: 'salt-key salt-run salt-cp salt-cloud',
  options:
    '-L,--list-all -l,--list=W -a,--accept=K -A,--accept-all -d,--delete=K -D,--delete-all -r,--reject=K -R,--reject-all -f,--finger=K -F,--finger-all -p,--print=K -P -y,--yes --query -Q,--destroy',
  inertWith: ['-L', '-l', '-f', '-F', '-Q'],
  does(call) {
    if (call.name === 'salt-cp') return uploadsToAll(call, call.operand(0) ?? null, call.operands.slice(1, -1));
    if (call.name === 'salt-key') {
      const removes = call.has('-d', '-D', '-r', '-R');
      return [{ kind: 'access.change', provider: 'salt', op: removes === false ? 'grant' : 'revoke' }];
    }
    return [{ kind: 'remote.exec', tool: 'other', resolved: false, extent: 'unbounded' }];
  },
  examples: {
    yields: {
      'salt-key -A -y': 'access.change{provider=salt,op=grant}',
      "salt-cp '*' .env /srv/.env": 'fs.read + secret.read + net.upload{source=secret}',
      'salt-run manage.up': 'remote.exec{resolved=false}',
    },
    inert: ['salt-key -L'],
  },
};

/** `fab -H web1 -- CMD`, and tasks of a fabfile. */
export const fabric: ProgramSpec = {
  names: 'fab',
  options:
    '-H,--hosts=H -i,--identity=F -l,--list -f,--search-root=D -c,--collection=C -u,--user=U -S,--ssh-config=F -V,--version -e -n',
  inertWith: ['-l', '-V'],
  does(call) {
    if (call.open) return [opaque(call.invocation)];
    const command = call.last.afterDashes ?? [];
    const hosts = call.value('-H') ?? null;
    if (command.length > 0) return onAll(call, hosts, command, 'ssh');
    return [
      { kind: 'code.exec', origin: 'project-config', lang: 'python' },
      { kind: 'remote.exec', tool: 'ssh', host: hosts, resolved: false, certainty: 'possible' },
    ];
  },
  examples: {
    yields: {
      'fab -H web1 deploy': 'code.exec{origin=project-config} + remote.exec{host=web1,resolved=false}',
      'fab -H web1 -- rm -rf /srv': 'remote.exec{host=web1,resolved=true} + fs.delete{via=remote}',
    },
    inert: ['fab --list'],
  },
};
