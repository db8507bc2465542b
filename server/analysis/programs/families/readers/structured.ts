/** Programs that sort, and read JSON, YAML and XML. */
import type { EffectDraft } from '../../../../effects/effect';
import { type Call, type ProgramSpec, together } from '../../program';
import { reads, when, writes } from '../../stating';
import { readsFiles } from './reader';

export const sort: ProgramSpec = {
  names: 'sort uniq gsort',
  options:
    '-o,--output=FILE -k,--key=K -t,--field-separator=S -T,--temporary-directory=D -S,--buffer-size=N --parallel=N --compress-program=PROG --files0-from=F --batch-size=N --random-source=F --sort=W --field-separator=S -f,--skip-fields=N -s -w=N -b -d -g -i -M -h -n -r -V -u -z -c -C -m -R --version-sort',
  does(call) {
    const runs = call
      .words('--compress-program')
      .map((word) => ({ type: 'argv', words: [word], label: 'sort' }) as const);
    const files = call.name === 'uniq' ? call.operands.slice(0, 1) : [...call.operands, ...call.words('--files0-from')];
    const output = call.name === 'uniq' ? call.operands.slice(1, 2) : call.words('-o');
    return together(readsFiles(call, files), writes(call, output, 'overwrite'), { runs });
  },
  examples: {
    yields: { 'sort -o out.txt in.txt': 'fs.write{mode=overwrite}', 'uniq in out': 'fs.write' },
    inert: ['sort -t, -k2 data.csv', 'uniq -c names.txt'],
  },
};

export const jq: ProgramSpec = {
  names: 'jq gojq jaq',
  options:
    '-f,--from-file=F --arg=NAME=VALUE --argjson=NAME=VALUE --slurpfile=NAME=FILE --rawfile=NAME=FILE --argfile=NAME=FILE --indent=N -L=DIR --args --jsonargs -n,--null-input -r -c -s -e -j -a -S -C -M -R -h --tab --stream --seq',
  does(call) {
    const files = call.has('-f') === true ? call.operands : call.operands.slice(1);
    const isData = call.has('--args', '--jsonargs') === true || call.has('-n') === true;
    // Of a name and a file.
    const bound = call.words('--slurpfile', '--rawfile', '--argfile').filter((_, at) => at % 2 === 1);
    const filter = call.has('-f') === true ? '' : String(call.operand(0));
    return together(
      readsFiles(call, [...(isData ? [] : files), ...bound]),
      reads(call, call.words('-f'), { shown: false }),
      when(/\$ENV\b|(^|[|(,;\s])env\b/.test(filter), environmentRead(call)),
    );
  },
  examples: {
    yields: {
      'jq -r .token credentials.json': 'fs.read{class=secret} + secret.read{audience=model}',
      "jq -n --rawfile s .env '$s'": 'fs.read{class=secret} + secret.read{store=env-file}',
      "jq -n '$ENV.DATABASE_URL'": 'secret.read{store=env-var,audience=model}',
    },
    inert: ['jq .scripts package.json', "jq --arg v 2 '.version = $v' a.json", "git log --format=%H | jq -R '.'"],
  },
};

/** `env` and `$ENV` in a filter. */
function environmentRead(call: Call): EffectDraft {
  return { kind: 'secret.read', store: 'env-var', audience: call.audience };
}

export const yq: ProgramSpec = {
  names: 'yq dasel xq tomlq htmlq xmlstarlet xmllint hcl2json',
  options:
    '-i,--inplace,--in-place -o,--output-format=F -p,--input-format=F --xpath=X -I,--indent=N -P -r -C -M -e -n -N -s --output=FILE --schema=F --format',
  does(call) {
    const files = call.name === 'xmllint' || call.name === 'hcl2json' ? call.operands : call.operands.slice(1);
    return together(
      readsFiles(call, files),
      when(call.has('-i'), ...writes(call, files.slice(-1), 'overwrite')),
      writes(call, call.words('--output'), 'overwrite'),
    );
  },
  examples: { yields: { 'yq -i .a=1 c.yaml': 'fs.write{mode=overwrite}' }, inert: ['yq .services compose.yaml'] },
};
