/** Perl, Ruby and their kin, which also edit files in place; PHP, which also serves. */
import { sedEdit } from '../../../code/sed-edit';
import { type Answer, type Call, type ProgramSpec, together } from '../../program';
import type { Edit, Run, Word } from '../../spec';
import { reads, when, writes } from '../../stating';
import { type Interpreter, languages } from './languages';
import { runsProgram } from './run-program';

export const scripting = languages.map(interpreter);

function interpreter({
  language,
  inline,
  files = [],
  informsAlone = [],
  onlyChecks = [],
  ...described
}: Interpreter): ProgramSpec {
  return {
    ...described,
    stopAtOperand: true,
    does(call) {
      const named = call.words(...files).map((word): Run => fileRun(call, word, language));
      const hasText = call.words(...inline).length > 0;
      const hasProgram = call.operands.length > 0 || hasText;
      if (!hasText && call.has(...onlyChecks) === true) return [];
      if (!hasProgram && call.has(...informsAlone) === true) return [];
      if (!hasProgram && named.length > 0) return { runs: named };
      return together({ runs: named }, withEditedFiles(call, runsProgram(call, language, inline), inline));
    },
  };
}

function fileRun(call: Call, file: Word, language: string): Run {
  return { type: 'file', path: file.value, language, args: call.operands, label: `${call.name} ${file.raw}` };
}

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
    effects: [...(answer.effects ?? []), ...reads(call, call.operands, { shown: call.has('-i') !== true }), ...edited],
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
    if (file) return { runs: [fileRun(call, file, 'php')] };
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
