/** What holds in a workspace that says nothing else: defaults by actor and impact, and how evidence is read. */
import type { CompiledDefaults, PolicyFacts } from './compiled';

export const shippedDefaults: CompiledDefaults = {
  actors: {
    ai: {
      observe: 'allow',
      modify: 'allow',
      destroy: 'ask',
      execute: 'allow',
      disclose: 'ask',
      grant: 'ask',
      control: 'ask',
      opaque: 'ask',
    },
    human: {
      observe: 'allow',
      modify: 'allow',
      destroy: 'warn',
      execute: 'allow',
      disclose: 'allow',
      grant: 'warn',
      control: 'allow',
      opaque: 'allow',
    },
    ci: {
      observe: 'allow',
      modify: 'allow',
      destroy: 'deny',
      execute: 'allow',
      disclose: 'deny',
      grant: 'deny',
      control: 'deny',
      opaque: 'deny',
    },
  },
  unattended: 'deny',
};

export const shippedFacts: PolicyFacts = {
  env: {
    prod: [
      { dbHost: ['**prod**'] },
      { dbName: ['**prod**'] },
      { host: ['**prod**'] },
      { kubeContext: ['**prod**'] },
      { awsProfile: ['**prod**'] },
      { cloudProject: ['**prod**'] },
      {
        envVar: ['RAILS_ENV=production', 'DJANGO_ENV=production', 'APP_ENV=production', 'APP_ENV=prod', 'MIX_ENV=prod'],
      },
    ],
    staging: [
      { dbHost: ['**staging**'] },
      { kubeContext: ['**staging**'] },
      { awsProfile: ['**staging**'] },
      { cloudProject: ['**staging**'] },
      { envVar: ['RAILS_ENV=staging', 'APP_ENV=staging'] },
    ],
    local: [
      { dbHost: ['localhost', '127.0.0.1', '::1', '0.0.0.0', 'host.docker.internal', '/**'] },
      { dbFile: ['**'] },
      { host: ['localhost', '127.0.0.1', '::1', '0.0.0.0', 'host.docker.internal'] },
      { kubeContext: ['minikube', 'kind-*', 'k3d-*', 'docker-desktop', 'rancher-desktop', 'colima', 'orbstack'] },
      {
        envVar: [
          'RAILS_ENV=development',
          'RAILS_ENV=test',
          'NODE_ENV=development',
          'NODE_ENV=test',
          'MIX_ENV=dev',
          'MIX_ENV=test',
        ],
      },
    ],
    otherwise: 'prod',
  },
  protectedBranches: ['main', 'master', 'trunk', 'production', 'prod', 'release', 'release/**'],
  knownHosts: [],
};
