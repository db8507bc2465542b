/** The verbs by which agents announce what they are about to do, and what each claims. */
import type { Impact } from '../effects/catalogue';

export type Scope = 'none' | 'read' | 'edit' | 'test' | 'migrate' | 'deploy';

export interface Claim {
  readonly impact: Impact;
  readonly scope: Scope;
}

/** Stems: a word of the text counts when it begins with one and continues only by an ending (`delet` → `deletes`). */
const VERBS: readonly (readonly [stems: string, impact: Impact, scope: Scope])[] = [
  [
    'list show check inspect view read print search find look count verif examin review diff compar display get query fetch see analyz analys investigat explor locat confirm determin identif preview monitor tail watch describ validat lint audit debug measur summariz grep',
    'observe',
    'read',
  ],
  [
    'edit writ creat add updat modif chang fix format renam refactor generat sav append insert replac patch implement mov cop stag commit extract convert adjust set configur bump merg rebas rewrit amend',
    'modify',
    'edit',
  ],
  [
    'delet remov clean drop wip reset purg discard truncat clear prun uninstall eras revert undo restor destroy overwrit flush rollback shred kill teardown',
    'destroy',
    'edit',
  ],
  ['test run execut build compil start launch benchmark rerun serv bundl', 'execute', 'test'],
  ['install bootstrap download upgrad', 'execute', 'edit'],
  ['migrat seed', 'modify', 'migrate'],
  ['deploy releas publish ship promot provision appl rollout', 'disclose', 'deploy'],
  ['upload send push shar post export sync submit notif transfer email exfiltrat', 'disclose', 'deploy'],
  ['grant permit chmod chown authoriz authoris revok elevat expos allow invit', 'grant', 'edit'],
  ['restart stop shutdown reboot schedul enabl disabl mount unmount terminat reload suspend', 'control', 'deploy'],
];

const ENDING =
  /^(e|es|ed|ing|s|y|ies|ied|ying|ting|ning|ping|bing|ming|ging|ding|ring|ling|sing|king|ten|ion|ation|al|er|d|t|p|n|g|ged|ped|ned|ted|ment|ify|ifying|ifies|ified)?$/;

const byStem = VERBS.flatMap(([stems, impact, scope]) =>
  stems.split(' ').map((stem) => ({ stem, claim: { impact, scope } })),
);

/** What one word of a text claims, when it is one of the verbs. */
export function claimOf(word: string): Claim | undefined {
  return byStem.find(({ stem }) => word.startsWith(stem) && ENDING.test(word.slice(stem.length)))?.claim;
}
