/** HTTPie and xh: the method, the address, then items of the request. */
import { rest } from '../../arguments';
import { type Call, type ProgramSpec, together } from '../../program';
import type { Word } from '../../spec';
import { reads, sourceOfFile, sourceOfStream, sourceOfWord, writes } from '../../stating';
import { carriesData, changes, fetches, hidden, network, type Upload, uploads, writtenByName } from './requests';

const methods = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/i;

/** `name=text`, `name:=json`, `name@file`, `name=@file`; `name==text` belongs to the address, `Name:text` to the head. */
const itemOfBody = /^[^=@:]*(@|:?=(?!=)@?)/;

export const httpie: ProgramSpec = {
  names: 'http https xh xhs',
  options:
    '-a,--auth=A -A,--auth-type=T -o,--output=FILE -p,--print=W -s,--style=S --session=N --session-read-only=N --timeout=S -d,--download -f,--form -j,--json -v,--verbose -h,--headers -b,--body -F,--follow -c,--continue --verify=V --pretty=P --proxy=P --cert=F --cert-key=F --check-status --ignore-stdin,-I --raw=D --multipart --offline --version',
  inertWith: ['--offline', '--version'],
  does(call) {
    const { urls, items, method } = requestOf(call);
    const body = items.filter(isOfBody);
    const files = body.flatMap(attachedFile);
    const piped = method === 'GET' || call.has('-I') === true ? undefined : call.invocation.stdin;
    const sources: Upload['source'][] = [
      ...body.map((word) => sourceOfItem(call, word)),
      ...items.filter((word) => !isOfBody(word) && carriesData(word)).map(sourceOfWord),
      ...call.words('--raw').map(sourceOfWord),
      ...(piped ? [sourceOfStream(piped)] : []),
    ];
    return together(
      { effects: fetches(call, urls), output: network },
      reads(call, files, { shown: false }),
      uploads(urls, [...new Set(sources)]),
      hidden(call, urls),
      changes(method, urls, sources.length > 0),
      writes(call, savedTo(call, urls), 'overwrite'),
    );
  },
  examples: {
    yields: {
      'http POST x.test a=1': 'net.fetch{host=x.test} + net.upload{source=literal}',
      'http x.test/list page==2 Accept:application/json': 'net.fetch{host=x.test}',
      'http -f POST https://x.test/up file@.env': 'net.fetch + fs.read + secret.read + net.upload{source=secret}',
      'http DELETE https://api.acme.test/users/1': 'net.fetch + saas.change{op=delete}',
      'http DELETE :3000/users/1': 'net.fetch{host=localhost}',
      'http --download https://x.test/a.tgz': 'net.fetch + fs.write{path=/repo/a.tgz}',
    },
    inert: ['http --offline POST x.test a=1', 'http --version'],
  },
};

function requestOf(call: Call) {
  const [first, ...others] = call.operands;
  const method = typeof first?.value === 'string' && methods.test(first.value) ? first.value.toUpperCase() : undefined;
  const [url, ...items] = method ? others : call.operands;
  return { method, urls: url ? [withHost(url)] : [], items };
}

/** `:3000/users` is on this machine. */
function withHost(url: Word): Word {
  return typeof url.value === 'string' && url.value.startsWith(':')
    ? { ...url, value: `localhost${url.value.replace(/^:(?!\d)/, '')}` }
    : url;
}

function isOfBody({ value }: Word): boolean {
  return typeof value !== 'string' || itemOfBody.test(value);
}

/** `field@path` and `field=@path`. */
function attachedFile(word: Word): Word[] {
  const found = typeof word.value === 'string' ? itemOfBody.exec(word.value)?.[0] : undefined;
  return found?.endsWith('@') ? [rest(word, found.length)] : [];
}

function sourceOfItem(call: Call, word: Word): Upload['source'] {
  const [file] = attachedFile(word);
  return file ? sourceOfFile(call, file) : sourceOfWord(word);
}

function savedTo(call: Call, urls: readonly Word[]): readonly Word[] {
  const named = call.words('-o');
  return named.length > 0 || call.has('-d') !== true ? named : writtenByName(urls);
}
