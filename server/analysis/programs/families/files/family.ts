/** Programs that create, move, link, delete and alter files. */
import type { ProgramSpec } from '../../program';
import { cp, creating, ln, mktemp, split, tee, truncate } from './creating';
import { mv, rm, shred } from './deleting';
import { editors, formatters } from './editing';
import { patch } from './patching';
import { acl, chattr, chmod, chown, labels, listingPermissions, windowsAcl } from './permissions';
import { gio, trash } from './trash';

export const files: readonly ProgramSpec[] = [
  rm,
  mv,
  cp,
  ln,
  tee,
  truncate,
  creating,
  mktemp,
  split,
  shred,
  trash,
  gio,
  chmod,
  chown,
  acl,
  windowsAcl,
  chattr,
  labels,
  listingPermissions,
  editors,
  formatters,
  patch,
];
