import { describe } from 'vitest';
import { check } from './check-effects';

const ROOT = 'fs.delete / root=filesystem';
const UNKNOWN = 'fs.delete ? root=? class=?';

describe('transformations', () => {
  check({
    'x=\'$(rm -rf /)\'; echo "${x@P}"': [ROOT],
    "x='`rm -rf /`'; y=${x@P}": [ROOT],
    'x=/; rm -rf ${x@P}': [ROOT],
    'x=$(cat f); echo "${x@P}"': ['fs.read ./f', 'code.opaque reason=dynamic-eval'],
    'x="rm -rf /"; eval "echo ${x@Q}"': [],
    "x='\\x2f'; rm -rf ${x@E}": [ROOT],
    'x=RM; ${x@L} -rf /': [ROOT],
    'x=home; rm -rf ${x@U}': ['fs.delete ./HOME'],
    'echo "${x@A}"': [],
  });
});

describe('patterns in expansions', () => {
  check({
    'x=a/; rm -rf ${x#?}': [ROOT],
    'x=ab/; rm -rf ${x#[ab][ab]}': [ROOT],
    'x=/tmp/a; rm -rf "${x%%[a-z]*}"': [ROOT],
    'x=\'*a\'; rm -rf ${x#"*"}': ['fs.delete ./a'],
    'x=abc; rm -rf ${x//[a-c]/d}': ['fs.delete ./ddd'],
    'x=v12; rm -rf ${x/[0-9]*/}': ['fs.delete ./v'],
    'x=a/b; rm -rf /${x/%?/}': ['fs.delete /a'],
    's=.d; x=build.d; rm -rf ${x%"$s"}': ['fs.delete ./build'],
    'x=/a; rm -rf ${x%$unknown}': [UNKNOWN],
  });
});

describe('what assignments before a command leave', () => {
  check({
    'f() { d=/; }; d=x f; rm -rf "$d"': [UNKNOWN],
    'f() { e=/; }; d=x f; rm -rf "$e"': [ROOT],
    'd=x; d=/ cd src; rm -rf "$d"': ['fs.delete ./src/x'],
    'f() { local TOOL; TOOL=echo; }; TOOL=rm; f; $TOOL -rf /': [ROOT],
  });
});

describe('what is run later', () => {
  check({
    "complete -C 'rm -rf /' foo": [`${ROOT} [possible] ‹complete›`],
    'f() { rm -rf /; }; complete -F f git': [`${ROOT} [possible] ‹complete › f()›`],
    'complete -C aws_completer aws': [],
    "complete -W 'start stop' tool": [],
    'bind -x \'"\\C-l": rm -rf /\'': [`${ROOT} [possible] ‹bind -x›`],
    "bind 'set bell-style none'": [],
    'hash -p /bin/rm ls; ls -rf /': [ROOT],
    'hash -p /bin/rm ls; hash -r; ls -rf /': [],
    'hash -r': [],
    'enable -f ./evil.so evil': ['config.write env'],
    'enable -n echo': [],
  });
});
