/** The programs that change the machine itself. */
import type { ProgramSpec } from '../../program';
import { accounts, sudoers } from './accounts';
import { dd, diskutil } from './disks';
import { firewalls, securityTools } from './firewalls';
import { formatting } from './formatting';
import { mounts } from './mounts';
import { chroot, nsenter } from './namespaces';
import { partitions } from './partitions';
import { shutdown } from './power';
import { launchctl, runlevels, service, supervisors, systemctl, windowsServices } from './services';
import { clocks, date, kernel, logs, networking, windowsRegistry } from './settings';
import { debuggers, debugServer, kill, pkill } from './signals';
import { arrays, btrfs, deviceMapper, logicalVolumes, pools } from './volumes';

export const systemPrograms: readonly ProgramSpec[] = [
  kill,
  pkill,
  systemctl,
  service,
  runlevels,
  supervisors,
  launchctl,
  windowsServices,
  shutdown,
  accounts,
  sudoers,
  firewalls,
  securityTools,
  mounts,
  chroot,
  nsenter,
  kernel,
  networking,
  clocks,
  date,
  windowsRegistry,
  logs,
  ...formatting,
  ...partitions,
  diskutil,
  logicalVolumes,
  arrays,
  pools,
  btrfs,
  dd,
  deviceMapper,
  debuggers,
  debugServer,
];
