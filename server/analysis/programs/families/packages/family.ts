/** Package managers other than those of Node, and build tools. */
import type { ProgramSpec } from '../../program';
import { apple } from './apple';
import { conda } from './conda';
import { dotnet, nuget } from './dotnet';
import { go, goTools } from './go';
import { homebrew } from './homebrew';
import { jvm } from './jvm';
import { lowLevelPackages } from './low-level-packages';
import { meteor } from './meteor';
import { nixes } from './nix';
import { composer } from './php';
import { pipx } from './pipx';
import { poetry, projectManagers } from './poetry';
import { just, make, projectRunners, task } from './project-runners';
import { pip, twine } from './python';
import { bundler, gem } from './ruby';
import { cargo } from './rust';
import { scriptRunners } from './script-runners';
import { aptMark, systemManagers } from './system-packages';
import { uv, uvx } from './uv';

export const packages: readonly ProgramSpec[] = [
  pip,
  uv,
  uvx,
  pipx,
  poetry,
  projectManagers,
  conda,
  twine,
  cargo,
  go,
  goTools,
  gem,
  bundler,
  composer,
  jvm,
  dotnet,
  nuget,
  homebrew,
  systemManagers,
  aptMark,
  ...lowLevelPackages,
  ...nixes,
  projectRunners,
  ...scriptRunners,
  ...apple,
  meteor,
  make,
  just,
  task,
];
