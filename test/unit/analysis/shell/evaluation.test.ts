import { describe } from 'vitest';
import { check } from './check-effects';

const ROOT = 'fs.delete / root=filesystem';
const HOME = 'fs.delete /home/dana root=home';
const UNKNOWN = 'fs.delete ? root=? class=?';

describe('words', () => {
  check({
    'rm -rf /': [ROOT],
    'r\\m -rf /': [ROOT],
    "r''m -rf /": [ROOT],
    '"rm" -r"f" /': [ROOT],
    "$'\\x72\\x6d' -rf /": [ROOT],
    '/bin/rm -rf /': [ROOT],
    '/usr/bin/../bin/rm -rf /tmp/..': [ROOT],
    'rm$IFS-rf$IFS/': [ROOT],
    'rm${IFS}-rf${IFS}/': [ROOT],
    '{rm,-rf,/}': [ROOT],
    'rm -rf ~': [HOME],
    'rm -rf ~/': [HOME],
    'rm -rf "~"': ['fs.delete ./~'],
    'rm a{1,2}.txt': ['fs.delete ./a1.txt', 'fs.delete ./a2.txt'],
    'rm x{1..3}': ['fs.delete ./x1', 'fs.delete ./x2', 'fs.delete ./x3'],
    'rm {a,b{c,d}}': ['fs.delete ./a', 'fs.delete ./bc', 'fs.delete ./bd'],
    'rm *.log': ['fs.delete ./*.log'],
    'rm -rf *': ['fs.delete ./* root=workspace'],
    'rm -rf /*': ['fs.delete /* root=filesystem'],
  });
});

describe('variables', () => {
  check({
    'D=/; rm -rf $D': [ROOT],
    'D=/ && rm -rf "${D}"': [ROOT],
    'D=build; rm -rf "$D/out"': ['fs.delete ./build/out'],
    'export D=/; rm -rf $D': [ROOT],
    'D="-rf /"; rm $D': [ROOT],
    'X=rm; $X -rf ~': [HOME],
    'rm -rf $HOME': [HOME],
    'rm -rf "$HOME/"': [HOME],
    'rm -rf ${D:-/}': [ROOT],
    'D=; rm -rf ${D:-/}': [ROOT],
    'D=x; rm -rf ${D:-/}': ['fs.delete ./x'],
    'rm -rf ${D:=/}; rm -rf $D': [ROOT],
    'D=x; rm -rf ${D:+/}': [ROOT],
    'D=//x; rm -rf ${D%/x}': [ROOT],
    'D=x/; rm -rf ${D#x}': [ROOT],
    'D=abc; rm ${D/b/x}': ['fs.delete ./axc'],
    'D=/home/x; rm -rf ${D:0:1}': [ROOT],
    'D=RM; ${D,,} -rf /': [ROOT],
    'A=/; B=A; rm -rf ${!B}': [ROOT],
    'a=(x / y); rm -rf ${a[1]}': [ROOT],
    'a=(x /); rm -rf "${a[@]}"': ['fs.delete ./x', ROOT],
    'set -- a /; rm -rf $2': [ROOT],
    'set -- a b; shift; rm $1': ['fs.delete ./b'],
    'read D <<< /; rm -rf $D': [ROOT],
    'printf -v D /; rm -rf $D': [ROOT],
    'rm f$((1+2))': ['fs.delete ./f3'],
    'TOOL=rm; f(){ local TOOL=echo; }; f; $TOOL -rf /': [ROOT],
    'A=rm; declare A=echo B=$A; $B -rf /': [ROOT],
  });
});

describe('what is not known', () => {
  check({
    'rm -rf $D': [UNKNOWN],
    'rm -rf "$D/"': ['fs.delete …/ root=? class=?'],
    'rm -rf "$D"/*': [UNKNOWN],
    'rm -rf build/$D': ['fs.delete ./build/… class=?'],
    'rm -rf "$(cat list)"': ['fs.read ./list', UNKNOWN],
    'rm out.$$': ['fs.delete ./out.*'],
    'if test -f x; then D=/; else D=build; fi; rm -rf $D': [UNKNOWN],
    '$CMD -rf /': ['code.opaque ? reason=unresolved-command'],
    'D=/tmp/x; [ -n "$1" ] && D=$1; rm -rf $D': [UNKNOWN],
  });
});

describe('substitutions', () => {
  check({
    'rm -rf $(echo /)': [ROOT],
    'rm -rf `echo /`': [ROOT],
    'rm -rf "$(printf %s /)"': [ROOT],
    '$(echo rm) -rf /': [ROOT],
    'rm -rf $(pwd)': ['fs.delete . root=workspace'],
    'cd /tmp && rm -rf "$(pwd)/x"': ['fs.delete /tmp/x'],
    'echo "$(rm -rf /)"': [ROOT],
    'eval "rm -rf /"': [`${ROOT} ‹eval›`],
    'eval $(echo rm -rf /)': [`${ROOT} ‹eval›`],
    'rm -rf $(echo Lwo= | base64 -d)': [ROOT],
    '$(echo mr | rev) -rf /': [ROOT],
    'cat <<< $(rm x)': ['fs.delete ./x'],
  });
});

describe('printed text is data', () => {
  check({
    'echo "rm -rf /"': [],
    "printf '%s' 'rm -rf /'": [],
    "echo 'DROP TABLE users;'": [],
    'git commit -m "rm -rf / and drop table"': ['vcs.commit'],
    "grep -n 'rm -rf /' README.md": ['fs.read ./README.md'],
    "cat <<'EOF' > README.md\nrm -rf /\nEOF": ['fs.write ./README.md mode=create'],
    ': rm -rf /': [],
    'ls # rm -rf /': [],
  });
});
