/** GitHub, GitLab and other forges from the command line. */
import type { EffectDraft, EffectDraftOf } from '../../../effects/effect';
import type { Answer, Call, Command, ProgramSpec } from '../program';
import type { Word } from '../spec';
import { reads, sourceOfFile, when, writes } from '../stating';

type Forge = EffectDraftOf<'forge.change'>;
type FObject = Exclude<Forge['object'], undefined>;
type Op = Exclude<Forge['op'], undefined>;

const options =
  '-R,--repo=R --hostname=H -t,--title=T -b,--body=B -F,--body-file=F -l,--label=L -a,--assignee=A -r,--reviewer=R -B,--base=B -H,--head=H -m,--milestone=M -p,--project=P --json=F -q,--jq=Q --template=T -L,--limit=N -s,--state=S -S,--search=S -A,--author=A -w,--web --visibility=V --public --private --internal --admin --auto --squash --merge --rebase -d,--delete-branch,--draft --yes,-y,--confirm -e,--env=E -o,--org=O -u,--user=U --app=A --ref=R -f,--raw-field,--field=F --input=F -X,--method=M --paginate --silent --source=S --remote=N --push --clone --description=D --notes=N -n,--notes-file=F --target=T --prerelease --cleanup-tag --subject=S --comment,-c=C --reason=R --approve --request-changes --repos=R --key=K --type=T --scopes=S --with-token --gitignore=G --license=L --add-topic=T --default-branch=B --enable-issues[=B] --delete-branch-on-merge[=B] --accept-visibility-change-consequences --desc=D --filename=F --name=N -D,--dir=D --pattern=P --archive=F --output=F --clobber --skip-existing -i --failed --exit-status --log --log-failed --job,-j=J --tag=T --force --title=T --secret=S';

function serviceOf(call: Call): Exclude<Forge['service'], undefined> {
  return call.name === 'gh' || call.name === 'hub' ? 'github' : call.name === 'glab' ? 'gitlab' : 'other';
}

function changes(object: FObject, op: Op): Command {
  return { options, does: (call) => [change(call, object, op)] };
}

function change(call: Call, object: FObject, op: Op): EffectDraft {
  return { kind: 'forge.change', service: serviceOf(call), object, op };
}

const inert: Command = { options };

function speaks(object: 'pr' | 'issue', op: Op): Command {
  return { options, does: (call) => [change(call, object, op), { kind: 'comm.send', channel: object }] };
}

const pullRequests: Command = {
  options,
  commands: {
    'list view status checks diff checkout': inert,
    'create new': speaks('pr', 'create'),
    'comment note review': {
      options,
      does: (call) => [
        change(call, 'pr', call.has('--approve') === true ? 'approve' : 'update'),
        { kind: 'comm.send', channel: 'pr' },
      ],
    },
    'edit update ready update-branch reopen lock unlock revert rebase': changes('pr', 'update'),
    close: changes('pr', 'cancel'),
    delete: changes('pr', 'delete'),
    approve: changes('pr', 'approve'),
    'merge accept': {
      options,
      does: (call) => [
        change(call, 'pr', 'merge'),
        ...when(call.has('--admin'), { kind: 'access.change', provider: serviceOf(call), op: 'policy' }),
      ],
    },
  },
};

const issues: Command = {
  options,
  commands: {
    'list view status': inert,
    'create new': speaks('issue', 'create'),
    'comment note': speaks('issue', 'update'),
    'edit update reopen pin unpin lock unlock develop': changes('issue', 'update'),
    close: changes('issue', 'cancel'),
    delete: changes('issue', 'delete'),
    transfer: changes('issue', 'transfer'),
  },
};

function repositoryEdit(call: Call): Answer {
  const visibility = call.value('--visibility');
  const publicized = visibility === 'public' || call.has('--public') === true;
  return [
    change(call, visibility === undefined ? 'repo' : 'visibility', 'update'),
    ...when(publicized, { kind: 'access.change', provider: serviceOf(call), op: 'publicize' }),
  ];
}

const repositories: Command = {
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

const releases: Command = {
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

function settings(object: 'secret' | 'variable'): Command {
  return {
    options,
    commands: {
      'list get': inert,
      'set create update': {
        options,
        does: (call) => [
          change(call, object, 'update'),
          ...when(object === 'secret', {
            kind: 'secret.write',
            store: 'forge',
            name: call.operand(0) ?? null,
            op: 'update',
          }),
        ],
      },
      'delete remove rm': {
        options,
        does: (call) => [
          change(call, object, 'delete'),
          ...when(object === 'secret', {
            kind: 'secret.write',
            store: 'forge',
            name: call.operand(0) ?? null,
            op: 'delete',
          }),
        ],
      },
    },
  };
}

const authentication: Command = {
  options,
  commands: {
    status: {
      options: `${options} --show-token`,
      does: (call) => when(call.has('--show-token'), { kind: 'secret.read', store: 'git-cred', audience: 'model' }),
    },
    token: {
      options,
      does: (call) => ({
        effects: [
          { kind: 'secret.read', store: 'git-cred', audience: call.invocation.outputShown ? 'model' : 'process' },
        ],
        output: { text: null, sources: ['secret'] },
      }),
    },
    'login refresh switch setup-git': {
      options,
      does: () => [{ kind: 'secret.write', store: 'git-cred', op: 'update' }],
    },
    logout: { options, does: () => [{ kind: 'secret.write', store: 'git-cred', op: 'delete' }] },
    'configure-docker': inert,
  },
};

/** Paths of the forge's interface, and what lies behind them. */
const apiObjects: readonly (readonly [RegExp, FObject])[] = [
  [/branches\/[^/]+\/protection|rulesets|protected_branches/, 'branch-protection'],
  [/(actions|dependabot|codespaces)\/secrets/, 'secret'],
  [/actions\/variables|\/variables/, 'variable'],
  [/actions\/workflows/, 'workflow'],
  [/actions\/runs|pipelines|jobs/, 'run'],
  [/releases/, 'release'],
  [/pulls|merge_requests/, 'pr'],
  [/issues/, 'issue'],
  [/keys|gpg_keys/, 'key'],
  [/hooks/, 'hook'],
  [/collaborators|members|memberships|teams|invitations/, 'member'],
  [/visibility/, 'visibility'],
  [/^\/?(repos\/[^/]+\/[^/]+|projects\/[^/]+)\/?$/, 'repo'],
];

function apiCall(call: Call): Answer {
  const path = call.operand(0);
  const given = call.words('-X').at(-1)?.value;
  const fields = call.words('-f', '--input');
  const method =
    typeof given === 'string'
      ? given.toUpperCase()
      : given === null
        ? null
        : fields.length > 0
          ? 'POST'
          : call.open
            ? null
            : 'GET';
  if (path === 'graphql') return graphqlCall(call, fields);
  if (method === 'GET' || method === 'HEAD') return [];
  const object = typeof path === 'string' ? (apiObjects.find(([pattern]) => pattern.test(path))?.[1] ?? null) : null;
  const op: Op =
    method === 'DELETE'
      ? 'delete'
      : typeof path === 'string' && /\/merge$/.test(path)
        ? 'merge'
        : typeof path === 'string' && /\/transfer$/.test(path)
          ? 'transfer'
          : method === 'POST'
            ? 'create'
            : method === null
              ? null
              : 'update';
  return [
    { ...change(call, object, op), ...(method === null && { certainty: 'possible' as const }) } as EffectDraft,
    ...when(object === 'branch-protection' && op !== 'create', {
      kind: 'access.change',
      provider: serviceOf(call),
      op: 'policy',
    }),
    ...when(
      fields.some((word) => /private=false|visibility=public/.test(String(word.value))),
      { kind: 'access.change', provider: serviceOf(call), op: 'publicize' },
    ),
  ];
}

function graphqlCall(call: Call, fields: readonly Word[]): Answer {
  const query = fields.find((word) => /^query=/.test(String(word.value)));
  if (!query || typeof query.value !== 'string')
    return [{ ...change(call, null, null), certainty: 'possible' } as EffectDraft];
  const mutation = /mutation\b/.test(query.value);
  const op: Op = /delete/i.test(query.value)
    ? 'delete'
    : /merge/i.test(query.value)
      ? 'merge'
      : /create|add/i.test(query.value)
        ? 'create'
        : 'update';
  return when(
    mutation,
    change(call, /issue/i.test(query.value) ? 'issue' : /pullrequest/i.test(query.value) ? 'pr' : null, op),
  );
}

const gists: Command = {
  options,
  commands: {
    'list view': inert,
    clone: inert,
    'create new': {
      options,
      does: (call) =>
        call.operands.map(
          (word): EffectDraft => ({
            kind: 'net.upload',
            channel: call.has('--public') === true ? 'paste' : 'http',
            host: 'gist.github.com',
            source: sourceOfFile(call, word) ?? null,
          }),
        ),
    },
    'edit rename': {
      options,
      does: () => [{ kind: 'net.upload', channel: 'http', host: 'gist.github.com', source: 'file' }],
    },
    delete: changes('repo', 'delete'),
  },
};

const gh: ProgramSpec = {
  names: 'gh glab hub tea',
  options,
  commands: {
    'status browse search help version completion org accessibility preview attestation user whoami check-update':
      inert,
    'pr mr pulls pull-request': pullRequests,
    'issue issues': issues,
    repo: repositories,
    'release releases': releases,
    secret: settings('secret'),
    variable: settings('variable'),
    auth: authentication,
    'login logout': { options, does: () => [{ kind: 'secret.write', store: 'git-cred', op: 'update' }] },
    api: { options, does: apiCall },
    gist: gists,
    snippet: gists,
    workflow: {
      options,
      commands: {
        'list view': inert,
        run: changes('run', 'create'),
        enable: changes('workflow', 'update'),
        disable: changes('workflow', 'cancel'),
      },
    },
    run: {
      options,
      commands: {
        'list view watch download': inert,
        rerun: changes('run', 'create'),
        cancel: changes('run', 'cancel'),
        delete: changes('run', 'delete'),
      },
    },
    'ci pipeline job': {
      options,
      commands: {
        'list view status get trace lint config artifact': inert,
        'run retry trigger': changes('run', 'create'),
        cancel: changes('run', 'cancel'),
        delete: changes('run', 'delete'),
      },
    },
    'ssh-key gpg-key deploy-key': {
      options,
      commands: { list: inert, add: changes('key', 'create'), delete: changes('key', 'delete') },
    },
    'label milestone': {
      options,
      commands: {
        'list get': inert,
        'create clone edit update': changes('issue', 'update'),
        delete: changes('issue', 'delete'),
      },
    },
    project: {
      options,
      commands: { 'list view item-list field-list': inert, delete: changes('issue', 'delete') },
      otherwise: (call) => [change(call, 'issue', 'update')],
    },
    ruleset: { options, commands: { 'list view check': inert } },
    cache: { options, commands: { list: inert, delete: changes('run', 'delete') } },
    'codespace cs': {
      options,
      commands: {
        'list view logs ports': inert,
        ssh: { options, does: () => [{ kind: 'remote.exec', tool: 'ssh', resolved: false }] },
        delete: { options, does: () => [{ kind: 'infra.destroy', provider: 'github', service: 'codespace' }] },
      },
      otherwise: () => [{ kind: 'infra.change', provider: 'github', service: 'codespace', op: 'update' }],
    },
    'extension extensions ext': {
      options,
      commands: {
        'list search browse': inert,
        'install upgrade create': {
          options,
          does: (call) => [
            {
              kind: 'package.install',
              manager: 'gh',
              name: call.operand(0) ?? null,
              source: 'git',
              scripts: true,
              global: true,
            },
          ],
        },
        remove: inert,
        exec: {
          options,
          does: (call) => [
            { kind: 'code.exec', origin: 'foreign-file', path: call.operand(0) ?? null, resolved: false },
          ],
        },
      },
    },
    alias: {
      options,
      commands: {
        list: inert,
        'set import': { options, does: () => [{ kind: 'config.write', target: 'git', executes: true }] },
        delete: inert,
      },
    },
    config: {
      options,
      commands: {
        'get list clear-cache': inert,
        set: {
          options,
          does: (call) => [
            { kind: 'config.write', target: 'git', executes: /editor|pager|browser/.test(String(call.operand(0))) },
          ],
        },
      },
    },
    'copilot agent-task models': { options, does: () => [] },
  },
  examples: {
    yields: {
      'gh repo delete acme/shop --yes': 'forge.change{service=github,object=repo,op=delete}',
      'gh repo edit --visibility public': 'forge.change{object=visibility} + access.change{op=publicize}',
      'gh pr merge 12 --admin --squash': 'forge.change{object=pr,op=merge} + access.change{op=policy}',
      'gh pr create --title x --body "rm -rf /"': 'forge.change{object=pr,op=create} + comm.send{channel=pr}',
      'gh release delete v1': 'forge.change{object=release,op=delete}',
      'gh secret set TOKEN --body x': 'forge.change{object=secret,op=update} + secret.write',
      'gh auth token': 'secret.read{store=git-cred,audience=model}',
      'gh workflow disable ci.yml': 'forge.change{object=workflow,op=cancel}',
      'gh api -X DELETE repos/acme/shop': 'forge.change{object=repo,op=delete}',
      'gh api repos/a/b/issues -f title=x': 'forge.change{object=issue,op=create}',
      'gh gist create a.txt --public': 'net.upload{channel=paste,source=file}',
      'glab mr merge 3': 'forge.change{service=gitlab,object=pr,op=merge}',
      'gh api -X PUT repos/a/b/branches/main/protection --input x.json':
        'forge.change{object=branch-protection,op=update} + access.change',
    },
    inert: [
      'gh pr list',
      'gh pr view 12',
      'gh api repos/acme/shop',
      'gh run list',
      'gh auth status',
      'gh issue view 3',
      'gh search code "rm -rf"',
    ],
  },
};

export const forges: readonly ProgramSpec[] = [gh];
