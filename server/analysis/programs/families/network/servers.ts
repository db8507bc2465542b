/** Servers of files, of pages under development, of the web. */
import type { EffectDraft } from '../../../../effects/effect';
import { opaque, type ProgramSpec } from '../../program';
import type { Word } from '../../spec';
import { servedFolder } from './served-folder';

const isLoopback = (address: string): boolean => /^(localhost|127\.\d|\[?::1)/.test(address.replace(/^\w+:\/\//, ''));

/** Who can reach a server that is told to listen at `address`; without one, as it does by itself. */
function exposureAt(address: string | undefined, byItself: 'lan' | 'loopback'): 'lan' | 'loopback' {
  if (address === undefined || /^:?\d*$/.test(address)) return byItself;
  return isLoopback(address) ? 'loopback' : 'lan';
}

/** They hand out whatever lies in a folder, to everybody in the network unless told otherwise. */
const filesOnly = /^(http-server|serve|live-server|miniserve|darkhttpd|httpd)$/;

const isAddress = ({ value }: Word): boolean => /^[\d.]+$|^localhost$/.test(String(value));

export const servers: ProgramSpec = {
  names: 'http-server serve live-server vite webpack-dev-server miniserve darkhttpd httpd',
  options:
    '-p,--port=PORT -l,--listen=A -a=ADDR --host[=H] -i,--interfaces=A -o -c=N -s --config=F --mode=M --addr=A -h=D -f',
  does(call) {
    const serves = filesOnly.test(call.name);
    if (!serves && /^(build|optimize)$/.test(String(call.operand(0)))) return [];
    const listened = call.words('-l', '-a', '-i', '--addr').map((word) => String(word.value));
    // `vite --host 127.0.0.1`: the value of an option that needs none.
    const [host] = [...call.words('--host'), ...call.operands.filter(isAddress)];
    const address = host ? String(host.value) : listened[0];
    const port = Number(call.words('-p').at(-1)?.value ?? /(\d+)$/.exec(listened[0] ?? '')?.[1]);
    const expose = exposureAt(address, serves || call.maybe('--host') ? 'lan' : 'loopback');
    const [folder] = call.operands.filter((word) => !isAddress(word));
    return [
      { kind: 'net.listen', expose, ...(port > 0 && { port }) },
      ...(serves ? servedFolder(call, folder ? folder.value : '.', expose) : []),
    ];
  },
  examples: {
    yields: {
      'vite --host': 'net.listen{expose=lan}',
      'vite --host 127.0.0.1': 'net.listen{expose=loopback}',
      'vite --port 3000': 'net.listen{expose=loopback,port=3000}',
      'serve -l 3000': 'net.listen{expose=lan,port=3000}',
      'http-server build -p 8080': 'net.listen{expose=lan,port=8080}',
      'http-server ~/.aws': 'net.listen{expose=lan} + net.upload{source=tree}',
      'http-server -a 127.0.0.1 -p 8080': 'net.listen{expose=loopback,port=8080}',
    },
    inert: ['vite build'],
  },
};

/** Servers that follow a configuration, and are told to stop or to read it again. */
export const webServers: ProgramSpec = {
  names: 'nginx caddy apachectl apache2ctl lighttpd haproxy traefik envoy',
  options: '-t -T -s=SIGNAL -c,--config=F -p=D -g=D -v -V -f=F -k=COMMAND --listen=A --root=D --envfile=F --adapter=A',
  inertWith: ['-t', '-T', '-v', '-V'],
  does(call) {
    const told = call.operands[0] ?? call.words('-s', '-k')[0];
    if (told ? typeof told.value !== 'string' : call.open) return [opaque(call.invocation)];
    const verb = String(told?.value ?? '');
    const unit = call.name;
    if (
      /^(validate|fmt|adapt|version|list-modules|help|environ|hash-password|configtest|status|fullstatus)$/.test(verb)
    )
      return [];
    if (/^(stop|quit|graceful-stop)$/.test(verb)) return [{ kind: 'service.control', unit, op: 'stop' }];
    if (/^(reload|reopen|restart|graceful)$/.test(verb)) return [{ kind: 'service.control', unit, op: 'restart' }];
    const listened = call.words('--listen').at(-1);
    const expose = exposureAt(listened && String(listened.value), 'lan');
    const serves: EffectDraft = { kind: 'net.listen', expose };
    const root = call.value('--root');
    if (verb === 'file-server') return [serves, ...servedFolder(call, root === undefined ? '.' : root, expose)];
    return [serves, { kind: 'code.exec', origin: 'project-config', lang: call.name }];
  },
  examples: {
    yields: {
      'nginx -s stop': 'service.control{unit=nginx,op=stop}',
      'caddy reload': 'service.control{unit=caddy,op=restart}',
      'caddy run': 'net.listen{expose=lan} + code.exec{origin=project-config}',
      'caddy file-server --root /etc': 'net.listen{expose=lan} + net.upload{source=tree}',
      'caddy file-server --listen 127.0.0.1:8080': 'net.listen{expose=loopback}',
    },
    inert: ['nginx -t', 'caddy validate', 'caddy fmt', 'apachectl configtest'],
  },
};
