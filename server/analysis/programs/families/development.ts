/** Tools around development that scan, convert, measure, or open something. */
import type { EffectDraft } from '../../../effects/effect';
import type { Call, ProgramSpec } from '../program';
import type { Run } from '../spec';
import { reads, when, writes } from '../stating';
import { hostOf } from '../urls';
import { opens } from './opening';

const scanners: ProgramSpec = {
  names:
    'tflint tfsec checkov gitleaks trufflehog trivy grype syft semgrep golangci-lint clippy-driver fzf gum envsubst gettext ngettext getopt sync renice zoxide stern buf protoc plantuml sass postcss tailwindcss',
  options: '-f,--config,--file=F -o,--output=F --format=F -r,--rules=R --report-path=F -I=D --severity=S --fix',
  does: (call) => writes(call, call.words('-o', '--report-path'), 'overwrite'),
  examples: { inert: ['gitleaks detect', 'trivy fs .'], yields: { 'syft . -o sbom.json': 'fs.write' } },
};

const openers: ProgramSpec = {
  names: 'open xdg-open start explorer wslview say notify-send',
  does: opens,
  examples: { yields: { 'open https://example.com': 'net.fetch{host=example.com}' }, inert: ['open report.html'] },
};

/** Converters name what they write last, or with `-o`. */
const converters: ProgramSpec = {
  names:
    'convert magick mogrify ffmpeg sox latex pdflatex xelatex lualatex qpdf ghostscript gs cwebp optipng pngquant jpegoptim wkhtmltopdf',
  options:
    '-o,--output=F -i,--input=F -f=F -t,--to=F --from=F -c=C -r=R -b=B -s=S -y -n -vf=F -af=F -T=T -O=F -list=T -resize=G -quality=N -crop=G',
  inertWith: ['-list'],
  does(call) {
    const named = call.words('-o', '-O');
    const isLast = named.length === 0 && call.operands.length + call.words('-i').length > 1;
    const inputs = [...call.words('-i'), ...call.operands.slice(0, isLast ? -1 : undefined)];
    const output = isLast ? call.operands.slice(-1) : named;
    return [...reads(call, inputs, { shown: false }), ...writes(call, output, 'overwrite')];
  },
  examples: {
    yields: {
      'ffmpeg -i a.mp4 b.gif': 'fs.read + fs.write',
      'convert a.png b.jpg': 'fs.read + fs.write{path=/repo/b.jpg}',
    },
    inert: ['ffmpeg -i a.mp4', 'convert -list format'],
  },
};

/** Programs for documents print unless told where to write, and may be given filters to run. */
const documents: ProgramSpec = {
  names: 'pandoc dot asciidoctor gnuplot mmdc',
  options:
    '-o,--output=F -f,--from=F -t,--to=F -i,--input=F -F,--filter=PROG -L,--lua-filter=F -T=T -K=E -b=B -c=F -e=CODE -a=A -r=R --template=F --pdf-engine=E -s -O',
  does: (call) => ({
    effects: [
      ...reads(call, [...call.operands, ...call.words('-i')], { shown: false }),
      ...writes(call, call.words('-o'), 'overwrite'),
    ],
    runs: [
      ...call.words('-F').map((word): Run => ({ type: 'argv', words: [word], label: `${call.name} --filter` })),
      ...call
        .words('-L')
        .map((word): Run => ({ type: 'file', path: word.value, language: 'lua', label: `${call.name} --lua-filter` })),
    ],
  }),
  examples: {
    yields: {
      'pandoc a.md -o a.pdf': 'fs.read + fs.write{path=/repo/a.pdf}',
      'pandoc -F ./filter.sh a.md': 'fs.read + code.opaque',
    },
    inert: ['pandoc -t plain a.md', 'dot -Tsvg graph.dot'],
  },
};

const loadGenerators: ProgramSpec = {
  names: 'ab wrk wrk2 hey locust vegeta siege k6 autocannon websocat grpcurl yt-dlp youtube-dl',
  options: '-n=N -c=N -t=N -d=D -z=D -H=H -m=M -o=F -plaintext -proto=F',
  does: (call) => {
    const hosts = call.operands.map((word) => hostOf(word.value)).filter((host) => host !== undefined);
    return hosts.map((host): EffectDraft => ({ kind: 'net.fetch', host }));
  },
  examples: {
    yields: { 'hey -n 100 http://localhost:3000/': 'net.fetch{host=localhost}' },
    inert: ['k6 version', 'ab -V'],
  },
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
  options:
    '-install -uninstall -CAROOT --list --info --version,-v --dry-run --staging,--test-cert -d=D --webroot -w=D --nginx -cert-file=F -key-file=F --cert-name=N --cert-path=F --issue --renew --revoke --remove',
  inertWith: ['--dry-run', '-CAROOT', '--list', '--info', '--version'],
  does(call: Call) {
    const verb = String(call.operand(0));
    if (/^(certificates|plugins|show_account)$/.test(verb)) return [];
    const removes = /^(revoke|delete|unregister)$/.test(verb) || call.maybe('--revoke', '--remove');
    return [
      ...when(call.has('-install', '-uninstall'), { kind: 'system.configure', area: 'security-tool' }),
      { kind: 'secret.write', store: 'certificates', op: removes ? 'delete' : 'create' },
    ];
  },
  examples: {
    yields: {
      'mkcert -install': 'system.configure{area=security-tool} + secret.write',
      'mkcert localhost': 'secret.write{op=create}',
      'certbot delete --cert-name shop.example': 'secret.write{op=delete}',
    },
    inert: ['certbot certificates', 'certbot renew --dry-run', 'mkcert -CAROOT'],
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
    examples: { yields: { 'cipher /w:C': 'disk.destroy{how=secure-erase}' }, inert: ['cipher /c notes.txt'] },
  },
  {
    names: 'runas',
    does(call) {
      const user = call.invocation.args.map((word) => /^\/user:(.*)$/i.exec(String(word.value))?.[1]).find(Boolean);
      const options = call.invocation.args.filter((word) => /^\/{1,2}\w/.test(String(word.value)));
      const command = call.invocation.args.find((word) => !options.includes(word));
      if (!command) return [];
      const run: Run = {
        type: 'shell',
        text: command.value,
        span: command.span,
        label: 'runas',
        authority: 'elevated',
      };
      return { effects: [{ kind: 'privilege.escalate', how: 'runas', user: user ?? null }], runs: [run] };
    },
    examples: {
      yields: {
        "runas /user:Administrator 'rm -rf build'":
          'privilege.escalate{how=runas,user=Administrator} + fs.delete{authority=elevated}',
      },
      inert: ['runas /showtrustlevels'],
    },
  },
];

export const developmentTools: readonly ProgramSpec[] = [
  scanners,
  openers,
  converters,
  documents,
  loadGenerators,
  benchmarks,
  direnv,
  adb,
  certificates,
  smallPackageManagers,
  ...windows,
];
