/** Words that cannot be names, so that reading a statement ends where the database would end it. */

/** PostgreSQL's reserved words (its manual, appendix "SQL Key Words"). */
const reserved = words(`all analyse analyze and any array as asc asymmetric both case cast check collate column
  constraint create current_catalog current_date current_role current_time current_timestamp current_user default
  deferrable desc distinct do else end except false fetch for foreign from grant group having in initially intersect
  into lateral leading limit localtime localtimestamp not null offset on only or order placing primary references
  returning select session_user some symmetric system_user table then to trailing true union unique user using
  variadic when where window with`);

/** Reserved except as names of functions and types. */
const functionOnly = words(`authorization binary collation concurrently cross current_schema freeze full ilike inner is
  isnull join left like natural notnull outer overlaps right similar tablesample verbose`);

/** Words that need `AS` to be a column's label. */
const labelNeedsAs = words(`array as char character create day except fetch filter for from grant group having hour
  intersect into isnull limit minute month notnull offset on order over overlaps precision returning second to union
  varying where window with within without year`);

/** Words that other dialects place behind a table or expression. */
const followers = words(`apply connect cross force full group having ignore inner join left limit match_recognize minus
  natural offset on option order outer pivot pivot_longer qualify right sample set start straight_join tablesample
  union unpivot use using where window with for when then else end and or is in like between not as from into values
  returning output partition lateral except intersect asof anti semi positional do go loop`);

/** Verbs that open a statement in T-SQL, where nothing has to stand between two statements. */
export const openers = words(`select insert update delete merge truncate drop alter create exec execute grant revoke
  deny declare set if while begin print return backup restore use kill shutdown dbcc bulk commit rollback save
  raiserror throw waitfor else end break continue goto open fetch close deallocate reconfigure checkpoint with`);

const writingOpeners = words(`select insert update delete merge truncate drop alter create exec execute grant revoke`);

export function isReserved(word: string): boolean {
  return reserved.has(word);
}

/** May the bare word name a column, table or alias in PostgreSQL? */
export function isPostgresName(word: string): boolean {
  return !reserved.has(word) && !functionOnly.has(word);
}

/** May the bare word name a column or table in any dialect? */
export function isAnyName(word: string): boolean {
  return !coreReserved.has(word);
}

export function isPostgresFunctionName(word: string): boolean {
  return !reserved.has(word);
}

export function isPostgresLabel(word: string): boolean {
  return !labelNeedsAs.has(word);
}

export function isAnyAlias(word: string): boolean {
  return !followers.has(word) && !coreReserved.has(word) && !writingOpeners.has(word);
}

/** Reserved in every dialect. */
const coreReserved = words(`all and as by case check constraint create distinct else except exists
  from group having in insert intersect into is join like not null on or order primary references select set
  then union unique update using when where with delete drop alter grant revoke between`);

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/));
}
