/** The most used cmdlets of PowerShell and commands of cmd, by what they do to the words after them. */

export type CmdletAction =
  | 'nothing'
  /** Goes through what comes by the pipe. */
  | 'each'
  | 'delete'
  | 'write'
  | 'append'
  | 'create'
  | 'read'
  | 'move'
  | 'copy'
  | 'fetch'
  | 'execute'
  | 'kill'
  | 'service'
  | 'service-program'
  | 'power'
  | 'format'
  | 'policy'
  | 'directory'
  | 'environment'
  /** `set` of cmd, without a name. */
  | 'all-variables'
  | 'registry'
  | 'defender'
  | 'account'
  | 'event-log';

const CMDLETS: Readonly<Record<Exclude<CmdletAction, 'all-variables'>, string>> = {
  nothing:
    'get-childitem gci ls dir get-date get-random get-location gl pwd write-host write-output echo write-verbose write-debug write-warning write-error write-information split-path join-path resolve-path rvpa convert-path test-path start-sleep sleep select-object select measure-object measure compare-object compare diff format-table ft format-list fl format-wide fw format-custom sort-object sort group-object group get-member gm get-command gcm get-help help man get-process gps ps get-service gsv get-item gi get-itemproperty gp get-itempropertyvalue get-host get-history h history get-alias gal get-module get-psdrive get-psprovider get-variable gv get-unique gu get-culture get-uiculture get-timezone get-computerinfo get-executionpolicy get-filehash get-acl get-eventlog get-winevent get-hotfix get-disk get-partition get-volume get-physicaldisk get-netadapter get-netipaddress get-nettcpconnection get-netroute get-dnsclientcache resolve-dnsname test-connection test-netconnection convertto-json convertfrom-json convertto-csv convertfrom-csv convertto-html convertto-xml convertfrom-stringdata out-string out-host oh out-null out-default out-gridview select-string sls select-xml new-timespan new-object new-guid get-error clear-host cls clear tee-object measure-command get-verb get-typedata get-formatdata get-job receive-job wait-job wait-process get-runspace get-pssession get-package find-module find-package get-installedmodule read-host write-progress get-clipboard gcb import-csv import-clixml get-wmiobject get-ciminstance gwmi gcim get-localuser get-localgroup get-aduser get-adgroup true false exit return ver vol title rem date time whoami hostname systeminfo tasklist netstat ipconfig findstr find more tree where.exe path prompt color assoc ftype chcp fc comp',
  each: 'foreach-object % where-object where ?',
  delete: 'remove-item ri rm rmdir rd del erase clear-recyclebin remove-itemproperty clear-item cli',
  write: 'set-content sc out-file clear-content clc export-csv epcsv export-clixml compress-archive expand-archive',
  append: 'add-content ac',
  create: 'new-item ni md mkdir',
  read: 'get-content gc cat type',
  move: 'move-item mi mv move rename-item rni ren rename',
  copy: 'copy-item cpi cp copy xcopy robocopy',
  fetch: 'invoke-webrequest iwr wget curl invoke-restmethod irm start-bitstransfer bitsadmin certutil',
  execute:
    'invoke-expression iex invoke-command icm start-process saps start add-type import-module ipmo enter-pssession etsn new-pssession invoke-item ii invoke-sqlcmd set-alias sal register-scheduledtask new-scheduledtask new-scheduledtaskaction set-psbreakpoint install-module install-package call mshta wmic rundll32 regsvr32 cscript wscript msiexec installutil',
  kill: 'stop-process spps kill taskkill',
  service:
    'stop-service spsv restart-service start-service sasv set-service suspend-service new-service remove-service',
  'service-program': 'sc.exe',
  power: 'stop-computer restart-computer shutdown logoff',
  format: 'format-volume clear-disk initialize-disk remove-partition format diskpart',
  policy: 'set-executionpolicy',
  directory: 'set-location sl cd chdir push-location pushd pop-location popd',
  environment:
    'set setx set-variable sv set-item si new-variable nv remove-variable clear-variable set-psdebug set-strictmode',
  registry: 'set-itemproperty sp new-itemproperty reg',
  account:
    'new-localuser remove-localuser set-localuser enable-localuser disable-localuser rename-localuser add-localgroupmember remove-localgroupmember new-localgroup remove-localgroup new-aduser remove-aduser set-aduser set-adaccountpassword add-adgroupmember remove-adgroupmember enable-psremoting add-computer remove-computer',
  'event-log': 'clear-eventlog remove-eventlog limit-eventlog',
  defender:
    'set-mppreference add-mppreference remove-mppreference set-netfirewallprofile new-netfirewallrule disable-windowsoptionalfeature netsh',
};

const byName = new Map(
  Object.entries(CMDLETS).flatMap(([action, names]) =>
    names.split(' ').map((name) => [name, action as CmdletAction] as const),
  ),
);

export function cmdletAction(name: string): CmdletAction | undefined {
  if (name === 'set all') return 'all-variables';
  return byName.get(name.toLowerCase());
}
