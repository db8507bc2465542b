/** awk and sed, whose programs can write and execute. */
import { sedEdit } from '../../../code/sed-edit';
import type { Call, ProgramSpec } from '../../program';
import type { Edit, Run, Word } from '../../spec';
import { reads, when, writes } from '../../stating';

export const awk: ProgramSpec = {
  names: 'awk gawk mawk nawk goawk',
  options:
    '-F,--field-separator=S -v,--assign=KV -f,--file=F -i,--include=F -e,--source=TEXT -l=LIB -b -c -C -d[=F] -g -h -L[=V] -M -n -N -o[=F] -O -p[=F] -P -r -s -S -t -V',
  stopAtOperand: true,
  does(call) {
    const given = call.words('-e');
    const scripts = call.words('-f');
    const [program, ...files] = given.length > 0 || scripts.length > 0 ? [undefined, ...call.operands] : call.operands;
    const texts = [...given, ...(program ? [program] : [])];
    const operands = files.filter(
      (word): word is Word => word !== undefined && !/^[A-Za-z_]\w*=/.test(String(word.value)),
    );
    return {
      effects: [
        ...reads(call, operands),
        ...(call.words('-i').some((word) => word.value === 'inplace') ? writes(call, operands, 'overwrite') : []),
      ],
      runs: [
        ...texts.map(
          (word): Run => ({
            type: 'code',
            language: 'awk',
            text: word.value,
            span: word.span,
            label: 'awk',
            via: 'inline-code',
          }),
        ),
        ...scripts.map(
          (word): Run => ({ type: 'file', path: word.value, language: 'awk', label: `awk -f ${word.raw}` }),
        ),
      ],
    };
  },
  examples: {
    yields: {
      'awk \'BEGIN { system("rm -rf build") }\'': 'fs.delete{path=/repo/build,recursive=true,via=inline-code}',
      "gawk -i inplace '{ print $1 }' a.ts": 'fs.read + fs.write{path=/repo/a.ts,mode=overwrite}',
      'awk \'{ print > "out.txt" }\' a.ts': 'fs.read + fs.write{path=/repo/out.txt,mode=overwrite}',
    },
    inert: ["awk '{print $1}' a.txt", "awk -F: '$3 > 100' users.csv"],
  },
};

/** How `sed -i` changes a file, when its script says that by itself. */
function editsOf(call: Call, texts: readonly Word[], more: boolean): Edit | undefined {
  const scripts = texts.flatMap(({ value }) =>
    typeof value === 'string' ? [{ text: value, extended: call.has('-E') === true }] : [],
  );
  const alone = !more && !call.open && scripts.length === texts.length;
  return alone && !call.has('-n') && !call.has('-z') ? sedEdit(scripts) : undefined;
}

export const sed: ProgramSpec = {
  names: 'sed gsed ssed',
  options:
    '-e,--expression=S -f,--file=F -i,--in-place[=SUFFIX] -I[=SUFFIX] -n,--quiet,--silent -E,-r,--regexp-extended -s,--separate -u -z --posix -l=N --debug --follow-symlinks --sandbox',
  does(call) {
    const given = call.words('-e');
    const scripts = call.words('-f');
    const own = given.length > 0 || scripts.length > 0;
    // BSD's `-i ''` has its suffix as a word of its own.
    const [first] = call.operands;
    const operands = call.has('-i') === true && first?.value === '' ? call.operands.slice(1) : call.operands;
    const files = own ? operands : operands.slice(1);
    const texts = own ? given : operands.slice(0, 1);
    const edits = editsOf(call, texts, scripts.length > 0);
    return {
      ...(edits && { edits }),
      effects: [
        ...reads(call, files, { shown: call.has('-i') !== true }),
        ...when(call.has('-i', '-I'), ...writes(call, files, 'overwrite')),
      ],
      runs: [
        ...texts.map(
          (word): Run => ({
            type: 'code',
            language: 'sed',
            text: word.value,
            span: word.span,
            label: 'sed',
            via: 'inline-code',
          }),
        ),
        ...scripts.map(
          (word): Run => ({ type: 'file', path: word.value, language: 'sed', label: `sed -f ${word.raw}` }),
        ),
      ],
    };
  },
  examples: {
    inert: ["sed -n '1,5p' a.txt", 'sed s/rm/mv/ a.txt'],
    yields: {
      'sed -i s/a/b/ x.txt': 'fs.write{mode=overwrite}',
      "sed -i '' s/a/b/ x.txt": 'fs.read{path=/repo/x.txt} + fs.write{path=/repo/x.txt}',
    },
  },
};
