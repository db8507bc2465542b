/** Models, data sets and runs of experiments: Hugging Face, DVC, Weights & Biases, ollama. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Call, Command, ProgramSpec } from '../../program';
import { always, reads, sourceOfFile } from '../../stating';

const options =
  '--repo-type=T --private --revision=R --token=T --include=P --exclude=P --local-dir=D -r,--remote=R -j,--jobs=N -a,--all -f,--force -q -v --dry --no-run-cache -w,--workspace -c,--cloud -y,--yes';

/** `hf upload REPO PATH [NAME]`. */
function uploads(call: Call): EffectDraft[] {
  const files = call.operands.slice(1, 2);
  return [
    ...reads(call, files, { shown: false }),
    ...(files.length > 0 ? files : [undefined]).map(
      (word): EffectDraft => ({
        kind: 'net.upload',
        host: 'huggingface.co',
        channel: 'http',
        source: word ? (sourceOfFile(call, word) ?? null) : null,
      }),
    ),
  ];
}

const fetches: Command = always({ kind: 'net.fetch', host: 'huggingface.co' });

const hub: ProgramSpec = {
  names: 'hf huggingface-cli',
  options,
  commands: {
    'whoami env version scan-cache help papers models datasets': [],
    'download lfs-enable-largefiles': fetches,
    'upload upload-large-folder': { options, does: uploads },
    'login logout': always({ kind: 'secret.write', store: 'huggingface', op: 'update' }),
    auth: {
      commands: {
        'whoami list': [],
        'login logout switch': always({ kind: 'secret.write', store: 'huggingface', op: 'update' }),
      },
    },
    'repo repos': {
      options,
      commands: {
        'list files': [],
        'create settings update tag branch': always({
          kind: 'saas.change',
          category: 'other',
          op: 'update',
          vendor: 'huggingface',
        }),
        'delete move': always({ kind: 'saas.change', category: 'other', op: 'delete', vendor: 'huggingface' }),
      },
    },
    'repo-files': always({ kind: 'saas.change', category: 'other', op: 'delete', vendor: 'huggingface' }),
    'cache delete-cache': {
      commands: { 'ls scan list verify': [] },
      otherwise: always({ kind: 'package.remove', manager: 'hf', name: 'cache', undo: 'recoverable' }),
      does: always({ kind: 'package.remove', manager: 'hf', name: 'cache', undo: 'recoverable' }),
    },
    jobs: {
      commands: { 'ps logs inspect': [] },
      otherwise: always({ kind: 'infra.change', provider: 'huggingface', service: 'job', op: 'create', metered: true }),
    },
  },
  examples: {
    yields: {
      'hf upload acme/model .env': 'fs.read + secret.read + net.upload{host=huggingface.co,source=secret}',
      'hf repo delete acme/model': 'saas.change{op=delete,vendor=huggingface}',
      'hf download acme/model': 'net.fetch{host=huggingface.co}',
    },
    inert: ['hf auth whoami', 'huggingface-cli scan-cache'],
  },
};

const dvc: ProgramSpec = {
  names: 'dvc',
  options,
  commands: {
    'status diff list dag params metrics plots doctor version ls help check-ignore root config data stage studio': [],
    'pull fetch get import import-url update': always({ kind: 'net.fetch' }),
    push: always({ kind: 'net.upload', channel: 'bucket', host: null, source: 'file' }),
    'repro exp run': always({ kind: 'code.exec', origin: 'project-config' }),
    gc: {
      options,
      inertWith: ['--dry'],
      does: (call) => [
        {
          kind: 'db.rows.delete',
          engine: 'other',
          method: 'purge',
          where: 'none',
          ...(call.maybe('-c') && { undo: 'irreversible' }),
        },
      ],
    },
    remote: {
      options,
      commands: {
        list: [],
        'add modify remove default rename': always({ kind: 'config.write', target: 'other', executes: false }),
      },
    },
    'add commit checkout init move remove unprotect freeze unfreeze install destroy': [],
  },
  examples: {
    yields: {
      'dvc push': 'net.upload{channel=bucket}',
      'dvc gc -w -c': 'db.rows.delete{method=purge,undo=irreversible}',
      'dvc repro': 'code.exec{origin=project-config}',
    },
    inert: ['dvc status', 'dvc remote list', 'dvc gc -w --dry'],
  },
};

const localModels: ProgramSpec = {
  names: 'ollama',
  options: '--verbose --format=F --keepalive=D -f,--file=F --insecure --nowordwrap',
  commands: {
    'list ls ps show help': [],
    'run pull': always({ kind: 'net.fetch', host: 'ollama.com' }),
    push: always({ kind: 'net.upload', channel: 'http', host: 'ollama.com', source: 'file' }),
    'create cp': [],
    rm: (call) => [
      { kind: 'package.remove', manager: 'ollama', name: call.operand(0) ?? null, global: true, undo: 'recoverable' },
    ],
    stop: (call) => [{ kind: 'service.control', unit: call.operand(0) ?? null, op: 'stop' }],
    serve: always({ kind: 'net.listen', expose: 'loopback', port: 11434 }),
    signin: always({ kind: 'secret.write', store: 'ollama', op: 'update' }),
  },
  examples: {
    yields: { 'ollama rm llama3': 'package.remove{name=llama3}', 'ollama serve': 'net.listen{expose=loopback}' },
    inert: ['ollama list', 'ollama show llama3'],
  },
};

export const modelHubs: readonly ProgramSpec[] = [hub, dvc, localModels];
