/** What each circumstance is, for readers who have never seen the list. */
import type { ContextAttribute } from '../../effects/catalogue';

export const circumstanceWords: Readonly<Record<ContextAttribute, string>> = {
  actor: 'who asks',
  agent: 'the name of the agent',
  subagent: 'whether another agent has started this one',
  interactive: 'whether somebody is there to be asked',
  channel: 'the way it comes in',
  env: 'the environment that the effect hits, by the evidence',
  branch: 'the branch that is checked out',
  protectedBranch: 'whether that branch is protected',
  repo: 'the address of the remote called origin',
  host: 'this machine',
  cwd: 'where it runs',
  dirty: 'whether there are changes that are not committed',
  remote: 'where the editor runs',
  sandbox: 'what keeps the command in',
  workTime: 'whether it is Monday to Friday, 8 to 18 o’clock',
  freeze: 'whether changes are held back for now',
  'intent.match': 'whether what the agent said fits what the command does',
  'intent.scope': 'what the agent said it would do',
  'taint.secret': 'whether a secret was shown before, in the session or in the request; for a day',
  'taint.untrusted': 'whether something was fetched before from a host that is not known; for a day',
  'taint.prodData': 'whether data of production was read before; for a day',
  'recent.denied': 'how many requests of the session were refused in the last ten minutes',
  'recent.respelled': 'whether the effect was refused in the last ten minutes, or may be, and now comes in other words',
  'session.count': 'how many requests of the session were let through so far; of the last day',
};
