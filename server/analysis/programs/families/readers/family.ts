/** Programs that read files and print what they find. */
import type { ProgramSpec } from '../../program';
import { compressors, decoders } from './coding';
import { particularReaders } from './particular';
import { plainReaders } from './plain';
import { cat, diff, manual, pager, tr } from './reader';
import { grep, ripgrep } from './searching';
import { jq, sort, yq } from './structured';

export const readers: readonly ProgramSpec[] = [
  ...plainReaders,
  ...particularReaders,
  cat,
  manual,
  pager,
  grep,
  ripgrep,
  sort,
  jq,
  yq,
  tr,
  diff,
  decoders,
  compressors,
];
