import { describe } from 'vitest';
import { check } from './check-effects';

const ROOT = 'fs.delete / root=filesystem';
const UNKNOWN = 'fs.delete ? root=? class=?';

describe('arrays', () => {
  check({
    'a=(echo rm -rf /); "${a[@]:1}"': [ROOT],
    'a=(echo rm -rf /); ${a[*]:1:3}': [ROOT],
    'a=(x y /); rm -rf "${a[-1]}"': [ROOT],
    'a=(x y /); i=2; rm -rf "${a[i]}"': [ROOT],
    'a=([0]=rm [1]=-rf [2]=/); "${a[@]}"': [ROOT],
    'a[0]=rm; a[1]=-rf; a[2]=/; "${a[@]}"': [ROOT],
    'a=(rm); a+=(-rf /); "${a[@]}"': [ROOT],
    'a=(x y); rm -rf f${#a[@]}': ['fs.delete ./f2'],
    'a=(x y); rm -rf ${!a[@]}': ['fs.delete ./0', 'fs.delete ./1'],
    'a=(x y); rm -rf "${a[@]:1:1}"': ['fs.delete ./y'],
    'set -- x / y; rm -rf "${@:2:1}"': [ROOT],
    'a=(x); a[7]=/; rm -rf "${a[7]}"': [UNKNOWN],
  });
});

describe('associative arrays', () => {
  check({
    'declare -A m=([cmd]=rm [to]=/); ${m[cmd]} -rf ${m[to]}': [ROOT],
    'declare -A m; m[cmd]=rm; m[to]=/; "${m[cmd]}" -rf "${m[to]}"': [ROOT],
    'f() { local -A m=([to]=/); rm -rf "${m[to]}"; }; f': [`${ROOT} ‹f()›`],
    'declare -A m=([a]=build [b]=/); k=b; rm -rf "${m[$k]}"': [ROOT],
    'declare -A m=([a]=/ [b]=build); rm -rf "${m[b]}"': ['fs.delete ./build'],
    'declare -A m=([a]=/); m[a]=build; rm -rf "${m[a]}"': ['fs.delete ./build'],
    'declare -A m=([build]=1 [out]=2); rm -rf "${!m[@]}"': ['fs.delete ./build', 'fs.delete ./out'],
    'declare -A m=([$x]=/); rm -rf "${m[a]}"': [UNKNOWN],
    'declare -A m=([a]=x); for k in a b; do m[$k]=/; done; rm -rf "${m[b]}"': [ROOT],
  });
});
