/** A change at a forge: options, service, and the effect. */
import type { EffectDraft, EffectDraftOf } from '../../../../effects/effect';
import type { Text } from '../../../../effects/value';
import type { Call, Command } from '../../program';
import type { Word } from '../../spec';
import { reads, sourceOfFile, sourceOfWord } from '../../stating';

type Forge = EffectDraftOf<'forge.change'>;

export type FObject = Exclude<Forge['object'], undefined>;

export type Op = Exclude<Forge['op'], undefined>;

export const options =
  '-R,--repo=R --hostname=H -t,--title=T -b,--body=B -F,--body-file=F -l,--label=L -a,--assignee=A -r,--reviewer=R -B,--base=B -H,--head=H -m,--milestone=M -p,--project=P --json=F -q,--jq=Q --template=T -L,--limit=N -s,--state=S -S,--search=S -A,--author=A -w,--web --visibility=V --public --private --internal --admin --auto --squash --merge --rebase -d,--delete-branch,--draft --yes,-y,--confirm -e,--env=E -o,--org=O -u,--user=U --app=A --ref=R -f,--raw-field,--field=F --input=F -X,--method=M --paginate --silent --source=S --remote=N --push --clone --description=D --notes=N -n,--notes-file=F --target=T --prerelease --cleanup-tag --subject=S --comment,-c=C --reason=R --approve --request-changes --repos=R --key=K --type=T --scopes=S --with-token --gitignore=G --license=L --add-topic=T --default-branch=B --enable-issues[=B] --delete-branch-on-merge[=B] --accept-visibility-change-consequences --desc=D --filename=F --name=N -D,--dir=D --pattern=P --archive=F --output=F --clobber --skip-existing -i --failed --exit-status --log --log-failed --job,-j=J --tag=T --force --title=T --secret=S';

export function serviceOf(call: Call): Exclude<Forge['service'], undefined> {
  return call.name === 'gh' || call.name === 'hub' ? 'github' : call.name === 'glab' ? 'gitlab' : 'other';
}

/** Where the forge is. */
export function hostOfForge(call: Call): Text {
  const given = call.value('--hostname');
  if (given !== undefined) return given;
  const service = serviceOf(call);
  return service === 'github' ? 'github.com' : service === 'gitlab' ? 'gitlab.com' : null;
}

/** Secrets and data that would go out in a text or a file that is posted; what else it says is said by its effect. */
export function discloses(call: Call, texts: readonly Word[], files: readonly Word[]): EffectDraft[] {
  const sources = [...texts.map(sourceOfWord), ...files.map((word) => sourceOfFile(call, word))];
  const precious = sources.filter((source) => source === 'secret' || source === 'env' || source === 'db');
  return [
    ...reads(call, files, { shown: false }),
    ...[...new Set(precious)].map(
      (source): EffectDraft => ({
        kind: 'net.upload',
        channel: 'http',
        host: hostOfForge(call),
        source: source ?? null,
      }),
    ),
  ];
}

export function changes(object: FObject, op: Op): Command {
  return { options, does: (call) => [change(call, object, op)] };
}

export function change(call: Call, object: FObject, op: Op): EffectDraft {
  return { kind: 'forge.change', service: serviceOf(call), object, op };
}

export const inert: Command = { options };
