/** Trackers of issues: Jira, Linear, ClickUp, YouTrack. */
import type { EffectDraft } from '../../../../effects/effect';
import type { Call, Command, ProgramSpec } from '../../program';
import { discloses } from './change';

const options =
  '-t,--type=T -s,--summary,--title=S -b,--body,--description=B -T,--template=F -p,--project=P -a,--assignee=A -l,--label=L -y,--priority=P -C,--component=C --no-input --plain --raw --columns=C -c,--config=F --debug -q,--jql=Q -k,--key=K -f,--from-file=F';

const posts: Command = {
  options,
  does: (call) => [
    changed(call, 'create'),
    { kind: 'comm.send', channel: 'issue' },
    ...discloses(call, [...call.words('-b', '-s'), ...call.operands.slice(1)], call.words('-T', '-f')),
  ],
};

const alters: Command = { options, does: (call) => [changed(call, 'update')] };

const deletes: Command = { options, does: (call) => [changed(call, 'delete')] };

function changed(call: Call, op: 'create' | 'update' | 'delete'): EffectDraft {
  return { kind: 'saas.change', category: 'other', vendor: call.name, op };
}

const verbs: Readonly<Record<string, Command>> = {
  'list ls view show search get me open id url title query': { options },
  'create new add comment worklog': posts,
  'edit update move transition assign link unlink clone watch start pr describe archive': alters,
  'delete remove': deletes,
};

export const trackers: ProgramSpec = {
  names: 'jira acli linear clickup youtrack',
  options,
  commands: {
    'me open serverinfo version help completion man whoami team': { options },
    'issue issues workitem workitems epic sprint board project projects release releases': { options, commands: verbs },
    // `acli jira workitem create`
    jira: {
      options,
      commands: { 'issue workitem project sprint board filter': { options, commands: verbs } },
    },
    'init auth login': { options, does: () => [{ kind: 'secret.write', store: 'jira', op: 'update' }] },
  },
  examples: {
    yields: {
      'jira issue create -tBug -s"Broken" -b"rm -rf /"':
        'saas.change{vendor=jira,op=create} + comm.send{channel=issue}',
      'jira issue create -tBug -sx -T .env':
        'saas.change + comm.send + fs.read + secret.read + net.upload{source=secret}',
      'jira issue delete SHOP-1': 'saas.change{op=delete}',
      'acli jira workitem edit --key SHOP-1': 'saas.change{vendor=acli,op=update}',
    },
    inert: ['jira issue list -a me', 'jira issue view SHOP-1', 'linear issue list', 'acli jira workitem view SHOP-1'],
  },
};
