/** Programs and builtins that neither change nor disclose anything: they compute, print, wait, or ask the system. */
import type { ProgramSpec } from '../program';

export const inertPrograms: ProgramSpec = {
  names: [
    // Builtins of the shells; those that change what follows (cd, export, alias, …) are evaluated by the walker.
    'true false : test [ [[ echo printf print pwd cd pushd popd dirs read mapfile readarray getopts shift local declare',
    'typeset readonly let return break continue exit wait jobs bg fg disown times type hash help shopt setopt unsetopt',
    'umask ulimit caller compgen complete compopt bind enable suspend autoload zmodload',
    'zstyle bindkey whence rehash emulate alias unalias unset export set',
    // Text out of arguments.
    'seq yes basename dirname expr factor bc dc cal ncal banner figlet toilet cowsay lolcat fortune numfmt sleep usleep',
    'uuidgen units tput clear reset stty tty getconf locale pathchk',
    // The system, its users, devices and processes.
    'whoami id groups users who w last lastlog finger uname hostid nproc free vmstat iostat mpstat sar uptime',
    'lscpu lsblk lsusb lspci lsmod modinfo lshw lsmem lsns lsipc dmidecode inxi neofetch fastfetch screenfetch hwinfo blkid findmnt',
    'df ps pstree pgrep pidof pidstat top htop btop atop glances iotop iftop nethogs nload lsof pmap',
    'netstat ss ifstat nstat ipcs getent logname mesg sensors acpi upower vm_stat sw_vers system_profiler',
    'ioreg which whereis where apropos whatis info tldr cheat pkg-config nm ldd objdump readelf size',
    'lsb_release dpkg-query dpkg-architecture rpmquery apt-cache pacman-conf locate mlocate plocate mdfind mdls',
    'tree exa eza lsd ls dir vdir ll la l stat du ncdu dust duf file namei realpath readlink',
    'geoiplookup speedtest arping',
    'xdpyinfo xrandr xwininfo xlsclients xprop fc-list fc-match',
    'nvidia-smi rocm-smi',
    'shellcheck hadolint yamllint markdownlint actionlint codespell vale cloc tokei scc',
    'gcc g++ cc c++ clang clang++ ld as ar ranlib rustc javac kotlinc scalac swiftc ghc ocamlc tsc esbuild',
    'gopls staticcheck govulncheck revive errcheck ktlint detekt swiftlint clang-tidy knip depcheck madge size-limit',
    'sqlfluff pip-audit javap jps jstack otool systemd-analyze inotifywait fswatch git-cliff tig lazygit gitui',
    'flake8 pylint mypy pyright bandit pydocstyle pycodestyle',
    'msgfmt xgettext m4 bison flex cpp c++filt addr2line gprof ctags etags cscope',
  ].join(' '),
  examples: {
    inert: [
      'echo "rm -rf /"',
      'ls -la /etc',
      'ps aux',
      'printf "%s\\n" "DROP TABLE t"',
      'du -sh .',
      'df -h',
      'which node',
    ],
  },
};
