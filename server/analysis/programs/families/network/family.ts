/** Programs that copy between machines, listen, or look at other machines. */
import type { ProgramSpec } from '../../program';
import { peerToPeer, rsync, scp } from './copies';
import { fabric, parallelCopies, parallelShells, salt, saltAdministration } from './fleets';
import { lookups, scanners, tailscale, tunnels } from './listening';
import { clipboards, mailers, pasteReaders, pasteServices } from './messages';
import { modelHubs } from './model-hubs';
import { objectStores } from './object-stores';
import { rclone } from './rclone';
import { servers, webServers } from './servers';
import { terminals } from './shared-terminals';
import { nc, socat } from './sockets';
import { ssh } from './ssh';
import { autossh, mosh, sshpass } from './ssh-kin';
import { transfers } from './transfers';

export const networkPrograms: readonly ProgramSpec[] = [
  nc,
  socat,
  ssh,
  autossh,
  mosh,
  sshpass,
  parallelShells,
  parallelCopies,
  salt,
  saltAdministration,
  fabric,
  scp,
  rsync,
  transfers,
  peerToPeer,
  rclone,
  ...objectStores,
  ...modelHubs,
  ...terminals,
  lookups,
  tunnels,
  tailscale,
  scanners,
  mailers,
  clipboards,
  pasteReaders,
  pasteServices,
  servers,
  webServers,
];
