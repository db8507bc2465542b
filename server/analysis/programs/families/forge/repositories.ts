/** Repositories, releases and gists. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Answer, Call, Command } from '../../program';
import { reads, sourceOfFile, sourceOfStream, when, writes } from '../../stating';
import { change, changes, inert, type Op, options, serviceOf } from './change';

function repositoryEdit(call: Call): Answer {
  const visibility = call.value('--visibility');
  const publicized = visibility === 'public' || call.has('--public') === true;
  return [
    change(call, visibility === undefined ? 'repo' : 'visibility', 'update'),
    ...when(publicized, { kind: 'access.change', provider: serviceOf(call), op: 'publicize' }),
  ];
}

export const repositories: Command = {
  options,
  commands: {
    'list view clone search credits': {
      options,
      does: (call) => when(call.path.at(-1) === 'clone', { kind: 'net.fetch', host: 'github.com' }),
    },
    'create new': {
      options,
      does: (call) => [
        change(call, 'repo', 'create'),
        ...when(call.has('--push'), { kind: 'vcs.push', remote: 'origin', ref: null }),
      ],
    },
    delete: changes('repo', 'delete'),
    archive: { options, does: (call) => [change(call, 'repo', 'archive')] },
    'unarchive rename sync set-default mirror': changes('repo', 'update'),
    transfer: changes('repo', 'transfer'),
    edit: { options, does: repositoryEdit },
    fork: changes('repo', 'create'),
    'deploy-key autolink': {
      options,
      commands: {
        list: inert,
        add: changes('key', 'create'),
        create: changes('key', 'create'),
        delete: changes('key', 'delete'),
      },
    },
    'gitignore license': inert,
    publish: changes('repo', 'create'),
  },
};

function uploadsAssets(call: Call, op: Op): Answer {
  const files = call.operands.slice(1);
  return [
    change(call, 'release', op),
    ...reads(call, files, { shown: false }),
    ...files.map(
      (word): EffectDraft => ({
        kind: 'net.upload',
        channel: 'http',
        host: 'github.com',
        source: sourceOfFile(call, word) ?? null,
      }),
    ),
  ];
}

export const releases: Command = {
  options,
  commands: {
    'list view verify': inert,
    download: {
      options,
      does: (call) => [{ kind: 'net.fetch', host: 'github.com' }, ...writes(call, call.words('-D'), 'create')],
    },
    create: { options, does: (call) => uploadsAssets(call, 'create') },
    upload: { options, does: (call) => uploadsAssets(call, 'update') },
    edit: changes('release', 'update'),
    'delete delete-asset': changes('release', 'delete'),
  },
};

export const gists: Command = {
  options,
  commands: {
    'list view': inert,
    clone: inert,
    'create new': {
      options: '-d,--desc,--description,--title,-t=T -f,--filename=F -p,--public -w,--web --visibility,-v=V',
      does(call) {
        const sources = call.operands.map((word) => sourceOfFile(call, word));
        const all = sources.length > 0 ? sources : [sourceOfStream(call.invocation.stdin)];
        return all.map(
          (source): EffectDraft => ({
            kind: 'net.upload',
            channel: call.maybe('--public') ? 'paste' : 'http',
            host: 'gist.github.com',
            source: source ?? null,
          }),
        );
      },
    },
    'edit rename': {
      options,
      does: () => [{ kind: 'net.upload', channel: 'http', host: 'gist.github.com', source: 'file' }],
    },
    delete: changes('repo', 'delete'),
  },
};
