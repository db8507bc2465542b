/** Repositories, releases and gists. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Answer, Call, Command } from '../../program';
import { reads, sourceOfFile, sourceOfStream, when, writes } from '../../stating';
import { change, changes, hostOfForge, inert, type Op, options, serviceOf } from './change';

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
    'list ls view search credits set-default': inert,
    clone: { options, does: (call) => [{ kind: 'net.fetch', host: hostOfForge(call) }] },
    // Without a name, the clone here is brought up to date.
    sync: {
      options,
      does: (call) =>
        call.operands.length > 0 || call.open
          ? [change(call, 'repo', 'update')]
          : [
              { kind: 'net.fetch', host: hostOfForge(call) },
              ...when(call.has('--force'), { kind: 'vcs.discard', what: 'worktree', all: true }),
            ],
    },
    'create new': {
      options,
      does: (call) => [
        change(call, 'repo', 'create'),
        ...when(call.has('--push'), { kind: 'vcs.push', remote: 'origin', ref: null }),
      ],
    },
    'delete rm': changes('repo', 'delete'),
    archive: { options, does: (call) => [change(call, 'repo', 'archive')] },
    'unarchive rename mirror': changes('repo', 'update'),
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
        host: hostOfForge(call),
        source: sourceOfFile(call, word) ?? null,
      }),
    ),
  ];
}

export const releases: Command = {
  options,
  commands: {
    'list ls view verify verify-asset': inert,
    download: {
      options,
      does: (call) => [{ kind: 'net.fetch', host: hostOfForge(call) }, ...writes(call, call.words('-D'), 'create')],
    },
    create: { options, does: (call) => uploadsAssets(call, 'create') },
    upload: { options, does: (call) => uploadsAssets(call, 'update') },
    edit: changes('release', 'update'),
    'delete delete-asset': changes('release', 'delete'),
  },
};

/** Small texts of one's own; GitLab calls them snippets. */
const gistHost = (call: Call) => (serviceOf(call) === 'github' ? 'gist.github.com' : hostOfForge(call));

export const gists: Command = {
  options,
  commands: {
    'list view clone': inert,
    'create new': {
      options: '-d,--desc,--description,--title,-t=T -f,--filename=F -p,--public -w,--web --visibility,-v=V',
      does(call) {
        const sources = call.operands.map((word) => sourceOfFile(call, word));
        const all = sources.length > 0 ? sources : [sourceOfStream(call.invocation.stdin)];
        return all.map(
          (source): EffectDraft => ({
            kind: 'net.upload',
            channel: call.maybe('--public') ? 'paste' : 'http',
            host: gistHost(call),
            source: source ?? null,
          }),
        );
      },
    },
    'edit rename': {
      options,
      does: (call) => [{ kind: 'net.upload', channel: 'http', host: gistHost(call), source: 'file' }],
    },
    delete: {
      options,
      does: (call) => [{ kind: 'saas.change', category: 'other', op: 'delete', vendor: serviceOf(call) }],
    },
  },
};
