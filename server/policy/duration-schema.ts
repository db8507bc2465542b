import { z } from 'zod';
import { durationPattern } from './duration';

export const duration = z.string().regex(durationPattern, { error: 'a duration such as 30s, 10m, 2h or 1d' });
