/** The many interpreters that take a program as text, as a file or from a pipe, each with its own letters. */
import type { Examples } from '../../program';

export interface Interpreter {
  readonly names: string;
  readonly language: string;
  readonly options: string;
  /** Options whose value is program text. */
  readonly inline: readonly string[];
  /** Options that name a file to be run. */
  readonly files?: readonly string[];
  readonly inertWith?: readonly string[];
  /** Options with which it only informs when there is no program. */
  readonly informsAlone?: readonly string[];
  /** Options with which a file is only checked. Program text is not, as what it does at once runs even then (`BEGIN`). */
  readonly onlyChecks?: readonly string[];
  readonly examples: Examples;
}

export const languages: readonly Interpreter[] = [
  {
    names: 'ruby jruby irb',
    language: 'ruby',
    options: '-e=CODE -I=D -r=LIB -C=D -E=E -K=E -T[=N] -F=P -i[=EXT] -a -c -d -l -n -p -s -S -v -w -W[=N] -x[=D] -h',
    inline: ['-e'],
    inertWith: ['-c', '-h'],
    informsAlone: ['-v'],
    examples: {
      yields: {
        'ruby -e \'system("rm -rf build")\'':
          'code.exec{origin=inline,lang=ruby,resolved=true} + fs.delete{path=/repo/build,via=inline-code}',
        "ruby -i -pe '$_.upcase!' a.ts":
          'fs.read{audience=process} + fs.write{mode=overwrite,path=/repo/a.ts} + code.exec',
      },
      inert: ['ruby -v', 'ruby -c app.rb'],
    },
  },
  {
    names: 'perl',
    language: 'perl',
    options:
      '-e=CODE -E=CODE -I=D -M=MOD -m=MOD -F=P -i[=EXT] -0[=N] -l[=N] -C[=N] -D=N -x[=D] -a -c -d -f -n -p -s -S -t -T -u -U -v -V -w -W -X -h',
    inline: ['-e', '-E'],
    inertWith: ['-v', '-V', '-h'],
    onlyChecks: ['-c'],
    examples: {
      yields: {
        'perl -e \'unlink "a.ts"\'': 'code.exec{origin=inline,lang=perl,resolved=true} + fs.delete{path=/repo/a.ts}',
        "perl -pi -e 's/a/b/' a.ts": 'fs.read{audience=process} + fs.write{mode=overwrite,path=/repo/a.ts} + code.exec',
      },
      inert: ['perl -v', 'perl -c script.pl'],
    },
  },
  {
    names: 'Rscript R',
    language: 'r',
    options: '-e=CODE -f,--file=F --vanilla --slave --no-save --no-restore -q',
    inline: ['-e'],
    files: ['-f'],
    examples: {
      yields: {
        'Rscript -e \'unlink("build", recursive=TRUE)\'':
          'code.exec{lang=r,resolved=false} + code.opaque{reason=unparsed,program=r}',
        'Rscript analysis.R': 'code.exec{origin=workspace-file,path=/repo/analysis.R,lang=r}',
      },
      inert: ['Rscript --version'],
    },
  },
  {
    names: 'lua luajit luau',
    language: 'lua',
    options: '-e=CODE -l=LIB -i -v -E -W',
    inline: ['-e'],
    informsAlone: ['-v'],
    examples: {
      yields: {
        'lua -e \'os.remove("a")\'': 'code.exec{lang=lua,resolved=false} + code.opaque{reason=unparsed}',
        'lua -v -e \'os.remove("a")\'': 'code.exec + code.opaque',
      },
      inert: ['lua -v'],
    },
  },
  {
    names: 'osascript',
    language: 'applescript',
    options: '-e=CODE -l=LANG -s=F -i',
    inline: ['-e'],
    examples: {
      yields: {
        'osascript -e \'do shell script "rm -rf build"\'':
          'code.exec{lang=applescript,resolved=false} + code.opaque{reason=unparsed}',
      },
      inert: ['osascript --help'],
    },
  },
  {
    names: 'groovy',
    language: 'groovy',
    options: '-e=CODE -cp=P -c=E -D=P -v,--version',
    inline: ['-e'],
    inertWith: ['-v'],
    examples: {
      yields: {
        'groovy -e \'new File("x").deleteDir()\'':
          'code.exec{lang=groovy,resolved=false} + code.opaque{reason=unparsed}',
      },
      inert: ['groovy -v'],
    },
  },
  {
    names: 'scala',
    language: 'scala',
    options: '-e=CODE -cp=P -classpath=P -version,--version',
    inline: ['-e'],
    inertWith: ['-version'],
    examples: {
      yields: { 'scala Report.scala': 'code.exec{origin=workspace-file,lang=scala,resolved=false}' },
      inert: ['scala -version'],
    },
  },
  {
    names: 'julia',
    language: 'julia',
    options: '-e,--eval=CODE -E,--print=CODE -L,--load=F -t=N -p=N --project[=D] -J=F -v,--version',
    inline: ['-e', '-E'],
    files: ['-L'],
    inertWith: ['-v'],
    examples: {
      yields: {
        'julia -e \'rm("build", recursive=true)\'':
          'code.exec{lang=julia,resolved=false} + code.opaque{reason=unparsed}',
        'julia --project=. train.jl': 'code.exec{origin=workspace-file,path=/repo/train.jl}',
      },
      inert: ['julia -v'],
    },
  },
  {
    names: 'elixir iex erl',
    language: 'elixir',
    options: '-e,--eval=CODE -r=F -S=M --sname=N --name=N -pa=P -eval=CODE -noshell -s=M -v',
    inline: ['-e', '-eval'],
    files: ['-r'],
    informsAlone: ['-v'],
    examples: {
      yields: {
        'erl -noshell -eval \'os:cmd("rm -rf build")\' -v': 'code.exec + code.opaque{reason=unparsed}',
        'elixir -e \'File.rm_rf!("build")\'': 'code.exec{lang=elixir,resolved=false} + code.opaque{reason=unparsed}',
        iex: 'code.opaque{reason=interactive}',
      },
      inert: ['elixir -v'],
    },
  },
  {
    names: 'tclsh wish expect',
    language: 'tcl',
    options: '-c=CODE -f=FILE -b=F -d -D=N -v -n -N',
    inline: ['-c'],
    files: ['-f', '-b'],
    informsAlone: ['-v'],
    examples: {
      yields: {
        'expect -c \'spawn ssh web1; send "rm -rf /"\'':
          'code.exec{lang=tcl,resolved=false} + code.opaque{reason=unparsed}',
      },
      inert: ['expect -v'],
    },
  },
  {
    names: 'clojure clj bb',
    language: 'clojure',
    options: '-e=CODE -M[=A] -X[=A] -T[=A] -A[=A] -m=NS --version',
    inline: ['-e'],
    informsAlone: ['--version'],
    examples: {
      yields: {
        'bb -e \'(babashka.fs/delete-tree "x")\'':
          'code.exec{lang=clojure,resolved=false} + code.opaque{reason=unparsed}',
      },
      inert: ['bb --version'],
    },
  },
  {
    names: 'guile sbcl racket',
    language: 'lisp',
    options: '-c=CODE -e,--eval=CODE -l=F -s=F --load=F --script=F --non-interactive --noinform -v,--version',
    inline: ['-c', '-e'],
    files: ['-l', '-s', '--load', '--script'],
    informsAlone: ['-v'],
    examples: {
      yields: { 'sbcl --script build.lisp': 'code.exec{origin=workspace-file,lang=lisp,resolved=false}' },
      inert: ['sbcl --version'],
    },
  },
];
