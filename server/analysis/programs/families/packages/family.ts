/** Package managers other than those of Node, and build tools. */
import type { ProgramSpec } from '../../program';
import { dotnet, jvm } from './jvm-and-dotnet';
import { just, make, projectRunners, task } from './project-runners';
import { fetchingRunners, pip, poetry, twine, uv } from './python';
import { gems } from './ruby-and-php';
import { cargo, go } from './rust-and-go';
import { lowLevelPackages, systemManagers } from './system-packages';

export const packages: readonly ProgramSpec[] = [
  pip,
  uv,
  fetchingRunners,
  poetry,
  twine,
  cargo,
  go,
  gems,
  jvm,
  dotnet,
  systemManagers,
  lowLevelPackages,
  projectRunners,
  make,
  just,
  task,
];
