import { describe } from 'vitest';
import { check } from './check-effects';

const ROOT = 'fs.delete / root=filesystem';
const UNKNOWN = 'fs.delete ? root=? class=?';

describe('read', () => {
  check({
    'read -r c t <<< "rm /"; $c -rf $t': [ROOT],
    'IFS=: read -r a b c <<< "rm:-rf:/"; $a $b $c': [ROOT],
    'IFS=: read -r a b <<< "x:/:y"; rm -rf $b': ['fs.delete /:y'],
    'IFS=, read -r a <<< x; b=c,d; rm $b': ['fs.delete ./c,d'],
    'read -ra a <<< "rm -rf /"; "${a[@]}"': [ROOT],
    "read -d '' c <<< 'rm -rf /'; $c": [ROOT],
    'read -p "sure? " answer; rm -rf "$answer"': [UNKNOWN],
    'read -rn 1 x <<< /tmp; rm -rf "$x"': [UNKNOWN],
    'read x <<< "\\/"; rm -rf $x': [ROOT],
    '{ read a; read b; } <<< $\'x\\n/\'; rm -rf "$b"': [ROOT],
    'exec 3<<< $\'/\\nbuild\'; read -u 3 a; read -u 3 b; rm -rf "$b"': ['fs.delete ./build'],
    'read <<< /; rm -rf $REPLY': [ROOT],
  });
});

describe('loops that read', () => {
  check({
    'printf \'%s\\n\' a / | while IFS= read -r p; do rm -rf "$p"; done': ['fs.delete ./a', ROOT],
    "while read -r k v; do rm -rf $v; done <<< $'a build\\nb dist'": ['fs.delete ./build', 'fs.delete ./dist'],
    'while read -r p || [[ -n $p ]]; do rm "$p"; done < <(printf \'a\\nb\')': ['fs.delete ./a', 'fs.delete ./b'],
    'while read -r p; do read -r q; rm -rf "$q"; done <<< $\'x\\ny\\n/\\nz\'': [`${UNKNOWN} [possible]`],
    'seq 3 | while read -r p; do rm -rf "$p"; done': [`${UNKNOWN} [possible]`],
    'while read -r p; do echo "$p"; done <<< "rm -rf /"': [],
  });
});

describe('getopts', () => {
  check({
    'OPTARG=build; getopts d: o -d /; rm -rf "$OPTARG"': [UNKNOWN],
    'while getopts d: o; do case $o in d) echo "$OPTARG";; esac; done': [],
  });
});
