/** Programs that push stacks of branches and open a pull request for each: Graphite, ghstack, spr, git-town, git-branchless. */
import type { ProgramSpec } from '../../program';
import { opaque } from '../../program';

const pushing = /^(submit|ss|s|stack|push|ship|sync|propose|diff|land|publish|update)$/;
const looking =
  /^(log|ls|ll|status|checkout|co|up|down|top|bottom|info|state|trunk|help|list|children|parent|version|config)$/;
const reshaping =
  /^(restack|modify|m|fold|squash|split|reorder|move|absorb|continue|abort|undo|rebase|delete|dl|pop|smartlog|sl|hack|append|prepend|observe|park|kill|create|bc|c|track|untrack)$/;

export const stackers: ProgramSpec = {
  names: 'gt ghstack spr git-town git-spr git-branchless',
  options:
    '-m,--message=M -f,--force --dry-run -n,--no-interactive -d,--draft -p,--publish -s,--stack -u --no-skip -r=R',
  inertWith: ['--dry-run'],
  does(call) {
    const given = call.operand(0);
    const verb = given === undefined ? (call.name === 'ghstack' ? 'submit' : 'log') : given;
    if (typeof verb !== 'string') return [opaque(call.invocation)];
    if (looking.test(verb)) return [];
    if (reshaping.test(verb)) return [{ kind: 'vcs.rewriteHistory', how: 'rebase', remote: false }];
    if (!pushing.test(verb)) return [opaque(call.invocation)];
    const merges = /^(ship|land)$/.test(verb);
    return [
      { kind: 'vcs.push', remote: 'origin', ref: null },
      { kind: 'vcs.rewriteHistory', how: 'force-with-lease', remote: true, protectedRef: false },
      { kind: 'forge.change', service: 'github', object: 'pr', op: merges ? 'merge' : 'update' },
    ];
  },
  examples: {
    yields: {
      'gt submit --stack': 'vcs.push + vcs.rewriteHistory{remote=true} + forge.change{object=pr,op=update}',
      'git-town ship': 'vcs.push + vcs.rewriteHistory + forge.change{op=merge}',
      'gt restack': 'vcs.rewriteHistory{how=rebase,remote=false}',
    },
    inert: ['gt log', 'gt submit --dry-run'],
  },
};
