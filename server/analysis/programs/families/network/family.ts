/** Programs that copy between machines, listen, or look at other machines. */
import type { ProgramSpec } from '../../program';
import { peerToPeer, rclone, rsync, scp } from './copies';
import { lookups, scanners, servers, tailscale, tunnels } from './listening';
import { clipboards, mailers, pasteReaders, pasteServices } from './messages';
import { nc, socat } from './sockets';
import { ssh } from './ssh';
import { transfers } from './transfers';

export const networkPrograms: readonly ProgramSpec[] = [
  nc,
  socat,
  ssh,
  scp,
  rsync,
  transfers,
  peerToPeer,
  rclone,
  lookups,
  tunnels,
  tailscale,
  scanners,
  mailers,
  clipboards,
  pasteReaders,
  pasteServices,
  servers,
];
