/** Tools around development that scan, convert, measure, or open something. */
import type { EffectDraft } from '../../../effects/effect';
import type { Call, ProgramSpec } from '../program';
import type { Run } from '../spec';
import { reads, when, writes } from '../stating';
import { hostOf } from '../urls';

const scanners: ProgramSpec = {
  names:
    'tflint tfsec checkov gitleaks trufflehog trivy grype syft semgrep golangci-lint clippy-driver fzf gum envsubst gettext ngettext getopt sync renice zoxide stern buf protoc plantuml sass postcss tailwindcss',
  options: '-f,--config,--file=F -o,--output=F --format=F -r,--rules=R --report-path=F -I=D --severity=S --fix',
  does: (call) => writes(call, call.words('-o', '--report-path'), 'overwrite'),
  examples: { inert: ['gitleaks detect', 'trivy fs .'], yields: { 'syft . -o sbom.json': 'fs.write' } },
};

const openers: ProgramSpec = {
  names: 'open xdg-open start explorer gio wslview say notify-send',
  does: (call) =>
    call.operands.flatMap((word): EffectDraft[] => {
      const host = /^https?:/.test(String(word.value)) ? hostOf(word.value) : undefined;
      return host === undefined ? [] : [{ kind: 'net.fetch', host }];
    }),
  examples: { yields: { 'open https://example.com': 'net.fetch{host=example.com}' }, inert: ['open report.html'] },
};

/** Converters name what they write last, or with `-o`. */
const converters: ProgramSpec = {
  names:
    'convert magick mogrify ffmpeg sox pandoc latex pdflatex xelatex lualatex dot gnuplot mmdc qpdf ghostscript gs cwebp optipng pngquant jpegoptim wkhtmltopdf asciidoctor',
  options:
    '-o,--output=F -i,--input=F -f=F -t,--to=F --from=F -c=C -r=R -b=B -s=S -y -n -vf=F -af=F -T=T -O=F --template=F --pdf-engine=E',
  does(call) {
    const named = call.words('-o', '-O');
    const inputs = [...call.words('-i'), ...call.operands.slice(0, named.length > 0 ? undefined : -1)];
    const output =
      named.length > 0 ? named : call.operands.length > 1 || call.words('-i').length > 0 ? call.operands.slice(-1) : [];
    return [...reads(call, inputs, { shown: false }), ...writes(call, output, 'overwrite')];
  },
  examples: { yields: { 'ffmpeg -i a.mp4 b.gif': 'fs.read + fs.write', 'pandoc a.md -o a.pdf': 'fs.read + fs.write' } },
};

const loadGenerators: ProgramSpec = {
  names: 'ab wrk wrk2 hey locust vegeta siege k6 autocannon websocat grpcurl yt-dlp youtube-dl',
  options: '-n=N -c=N -t=N -d=D -z=D -H=H -m=M -o=F -plaintext -proto=F',
  does: (call) => {
    const hosts = call.operands.map((word) => hostOf(word.value)).filter((host) => host !== undefined);
    return hosts.map((host): EffectDraft => ({ kind: 'net.fetch', host }));
  },
  examples: { yields: { 'hey -n 100 http://localhost:3000/': 'net.fetch{host=localhost}' } },
};

/** `hyperfine 'CMD' …` runs every operand. */
const benchmarks: ProgramSpec = {
  names: 'hyperfine',
  options:
    '-w,--warmup=N -r,--runs=N -m=N -M=N -p,--prepare=CMD -c,--cleanup=CMD -s,--setup=CMD -n=N --export-json=F --export-markdown=F -S,--shell=S -i -N -L=A=B -P=A=B=C --style=S',
  does: (call) => ({
    effects: writes(call, call.words('--export-json', '--export-markdown'), 'overwrite'),
    runs: [...call.operands, ...call.words('-p', '-c', '-s')].map(
      (word): Run => ({ type: 'shell', text: word.value, span: word.span, label: 'hyperfine' }),
    ),
  }),
  examples: { yields: { "hyperfine 'rm -rf build'": 'fs.delete{recursive=true}' }, inert: ["hyperfine 'ls -la'"] },
};

const direnv: ProgramSpec = {
  names: 'direnv',
  commands: {
    'status version help hook export dump stdlib show_dump': [],
    'allow permit grant reload': [{ kind: 'code.exec', origin: 'project-config', lang: 'sh' }],
    'deny block revoke prune': [],
    exec: {
      stopAtOperand: true,
      does: (call) => ({ runs: [{ type: 'argv', words: call.operands.slice(1), label: 'direnv exec' }] }),
    },
    edit: [{ kind: 'code.opaque', reason: 'interactive', program: 'direnv' }],
  },
  examples: { yields: { 'direnv exec . rm -rf build': 'fs.delete' }, inert: ['direnv status'] },
};

const adb: ProgramSpec = {
  names: 'adb',
  options: '-s=SERIAL -d -e -t=ID -H=H -P=P',
  commands: {
    'devices version help get-state logcat forward reverse start-server': [],
    shell: {
      stopAtOperand: true,
      does: (call) => ({
        effects: [{ kind: 'remote.exec', tool: 'other', host: 'device', resolved: call.operands.length > 0 }],
        runs:
          call.operands.length > 0
            ? [{ type: 'argv', words: call.operands, label: 'adb shell', via: 'remote', elsewhere: true }]
            : [],
      }),
    },
    pull: (call) => writes(call, call.operands.slice(1), 'overwrite'),
    'push install uninstall root remount sideload connect kill-server reboot': (call) => [
      { kind: 'remote.exec', tool: 'other', host: 'device', resolved: call.path.at(-1) !== 'sideload' },
    ],
  },
  examples: { yields: { 'adb shell rm -rf /sdcard/x': 'remote.exec + fs.delete{via=remote}' }, inert: ['adb devices'] },
};

const certificates: ProgramSpec = {
  names: 'certbot mkcert acme.sh',
  options: '-install -uninstall --dry-run -d=D --webroot -w=D --nginx -cert-file=F -key-file=F',
  inertWith: ['--dry-run'],
  does: (call: Call) => [
    ...when(call.has('-install', '-uninstall'), { kind: 'system.configure', area: 'security-tool' }),
    { kind: 'secret.write', store: 'certificates', op: 'create' },
  ],
  examples: {
    yields: { 'mkcert -install': 'system.configure + secret.write', 'mkcert localhost': 'secret.write{op=create}' },
  },
};

const smallPackageManagers: ProgramSpec = {
  names: 'opam luarocks cpan cpanm nimble shards vcpkg conan cpm raco',
  options: '-y --global --local -v --yes',
  commands: {
    'list search info show version help config env switch doctor path': [],
    'install add update upgrade build': (call) =>
      (call.operands.length > 0 ? call.operands : [undefined]).map(
        (word): EffectDraft => ({
          kind: 'package.install',
          manager: call.name,
          name: word?.value ?? null,
          source: 'registry',
          scripts: true,
        }),
      ),
    'remove uninstall': (call) => [{ kind: 'package.remove', manager: call.name, name: call.operand(0) ?? null }],
    'upload publish': (call) => [{ kind: 'package.publish', op: 'publish', registry: call.name }],
  },
  otherwise: (call, name) => [{ kind: 'package.install', manager: call.name, name, source: 'registry', scripts: true }],
  examples: { yields: { 'opam install dune': 'package.install{name=dune}' }, inert: ['opam list'] },
};

const windows: readonly ProgramSpec[] = [
  {
    names: 'cipher',
    does: (call) =>
      when(call.invocation.args.some((word) => /^\/w/i.test(String(word.value))) || (call.open && null), {
        kind: 'disk.destroy',
        how: 'secure-erase',
      }),
    examples: { yields: { 'cipher /w:C': 'disk.destroy{how=secure-erase}' } },
  },
  {
    names: 'runas',
    does(call) {
      const user = call.invocation.args.map((word) => /^\/user:(.*)$/i.exec(String(word.value))?.[1]).find(Boolean);
      const command = call.invocation.args.at(-1);
      const runs: Run[] = command
        ? [{ type: 'shell', text: command.value, span: command.span, label: 'runas', authority: 'elevated' }]
        : [];
      return { effects: [{ kind: 'privilege.escalate', how: 'runas', user: user ?? null }], runs };
    },
    examples: { yields: { "runas /user:Administrator 'rm -rf build'": 'privilege.escalate{how=runas} + fs.delete' } },
  },
];

export const developmentTools: readonly ProgramSpec[] = [
  scanners,
  openers,
  converters,
  loadGenerators,
  benchmarks,
  direnv,
  adb,
  certificates,
  smallPackageManagers,
  ...windows,
];
