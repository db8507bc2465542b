import { isAbsolute } from 'node:path';
import { z } from 'zod';
import type { SentCall } from '../../hook/ask-worker';

/** A call as a hook sends it; checked, as anything that runs as this user may send something. */
export const sentCallSchema: z.ZodType<SentCall> = z.object({
  view: z.string(),
  registration: z.string(),
  registeredFor: z.string().optional(),
  payload: z.record(z.string(), z.unknown()),
  caller: z.object({ cwd: z.string().refine(isAbsolute), env: z.record(z.string(), z.string()) }),
});
