/** Perl, Ruby, PHP and the many that take their code the same way. */
import { sedEdit } from '../../../code/sed-edit';
import type { Answer, Call, ProgramSpec } from '../../program';
import type { Edit } from '../../spec';
import { reads, when, writes } from '../../stating';
import { type Interpreter, interpreter, runsProgram } from './run-program';

const perlLike: readonly Interpreter[] = [
  {
    names: 'ruby jruby irb',
    language: 'ruby',
    options: '-e=CODE -I=D -r=LIB -C=D -E=E -K=E -T[=N] -F=P -i[=EXT] -a -c -d -l -n -p -s -S -v -w -W[=N] -x[=D] -h',
    inline: ['-e'],
    inertWith: ['-c', '-h'],
  },
  {
    names: 'perl',
    language: 'perl',
    options:
      '-e=CODE -E=CODE -I=D -M=MOD -m=MOD -F=P -i[=EXT] -0[=N] -l[=N] -C[=N] -D=N -x[=D] -a -c -d -f -n -p -s -S -t -T -u -U -v -V -w -W -X -h',
    inline: ['-e', '-E'],
    inertWith: ['-c', '-v', '-V', '-h'],
  },
  {
    names: 'Rscript R',
    language: 'r',
    options: '-e=CODE -f,--file=F --vanilla --slave --no-save --no-restore -q',
    inline: ['-e'],
  },
  {
    names: 'lua luajit luau',
    language: 'lua',
    options: '-e=CODE -l=LIB -i -v -E -W',
    inline: ['-e'],
    inertWith: ['-v'],
  },
  { names: 'osascript', language: 'applescript', options: '-e=CODE -l=LANG -s=F -i', inline: ['-e'] },
  { names: 'groovy', language: 'groovy', options: '-e=CODE -cp=P -c=E -D=P -v', inline: ['-e'], inertWith: ['-v'] },
  { names: 'scala', language: 'scala', options: '-e=CODE -cp=P -classpath=P', inline: ['-e'] },
  {
    names: 'julia',
    language: 'julia',
    options: '-e,--eval=CODE -E,--print=CODE -L,--load=F -t=N -p=N --project[=D] -J=F -v,--version',
    inline: ['-e', '-E'],
    inertWith: ['-v'],
  },
  {
    names: 'elixir iex erl',
    language: 'elixir',
    options: '-e,--eval=CODE -r=F -S=M --sname=N --name=N -pa=P -eval=CODE -noshell -s=M -v',
    inline: ['-e', '-eval'],
    inertWith: ['-v'],
  },
  { names: 'tclsh wish expect', language: 'tcl', options: '-c=CODE -f=FILE -b=F -d -D=N -n -N', inline: ['-c'] },
  {
    names: 'clojure clj bb',
    language: 'clojure',
    options: '-e=CODE -M[=A] -X[=A] -T[=A] -A[=A] -m=NS',
    inline: ['-e'],
  },
  {
    names: 'guile sbcl racket',
    language: 'lisp',
    options: '-c=CODE -e,--eval=CODE -l=F -s=F --load=F --script=F --non-interactive --noinform',
    inline: ['-c', '-e'],
  },
];

export const perl = perlLike.map((language): ProgramSpec => {
  const spec = interpreter(language);
  return {
    ...spec,
    does: (call) => withEditedFiles(call, runsProgram(call, language.language, language.inline), language.inline),
  };
});

/** `perl -pi -e CODE FILES` and `ruby -i`: the files are rewritten; without `-i` they are read. */
function withEditedFiles(call: Call, answer: Answer, inline: readonly string[]): Answer {
  if (call.words(...inline).length === 0 || 'length' in answer) return answer;
  const loops = call.has('-n') === true || call.has('-p') === true;
  if (!loops) return answer;
  const edited = when(call.has('-i'), ...writes(call, call.operands, 'overwrite'));
  const edits = substitutionsOf(call, inline);
  return {
    ...answer,
    ...(edits && { edits }),
    effects: [...(answer.effects ?? []), ...reads(call, call.operands), ...edited],
  };
}

/** `perl -pi -e 's/a/b/g'` does what sed would. */
function substitutionsOf(call: Call, inline: readonly string[]): Edit | undefined {
  const texts = call.words(...inline).map((word) => word.value);
  if (call.name !== 'perl' || call.has('-p') !== true || call.has('-0') !== false) return undefined;
  const scripts = texts.filter((text) => typeof text === 'string' && /^s[^\w\s\\$@]*[^$@]*$/.test(text));
  if (scripts.length < texts.length) return undefined;
  return sedEdit(scripts.map((text) => ({ text: String(text).replace(/i(g?;?)$/, 'I$1'), extended: true })));
}

export const php: ProgramSpec = {
  names: 'php',
  options:
    '-r=CODE -f=FILE -B=CODE -R=CODE -F=FILE -E=CODE -S=ADDR -t=DIR -c=F -d=KV -z=F -a -l -m -i -v -n -q -s -w --ini --rf=N --rc=N --re=N',
  stopAtOperand: true,
  inertWith: ['-l', '-m', '-i', '-v', '--ini', '--rf', '--rc', '--re'],
  does(call) {
    const server = call.words('-S').at(-1);
    if (server) {
      const [host, port] = String(server.value).split(':');
      return [
        {
          kind: 'net.listen',
          expose: /^(127\.|localhost)/.test(host ?? '') ? 'loopback' : 'lan',
          port: Number(port) || null,
        },
      ];
    }
    const file = call.words('-f', '-F').at(-1);
    if (file)
      return {
        runs: [{ type: 'file', path: file.value, language: 'php', args: call.operands, label: `php ${file.raw}` }],
      };
    const [script, ...args] = call.operands;
    // Laravel's console; its database commands are described under that name.
    if (script && /(^|\/)(artisan|bin\/console)$/.test(String(script.value))) {
      return { runs: [{ type: 'argv', words: [{ ...script, value: 'artisan' }, ...args], label: 'php artisan' }] };
    }
    return runsProgram(call, 'php', ['-r', '-B', '-R', '-E']);
  },
  examples: {
    yields: { 'php -S 0.0.0.0:8000': 'net.listen{expose=lan,port=8000}' },
    inert: ['php -v', 'php -l a.php'],
  },
};
