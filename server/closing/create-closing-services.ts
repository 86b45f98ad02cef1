import type { Clock } from '../clock.ts';
import type { Bus } from '../realtime/bus.ts';
import type { Store } from '../store/ports/store.ts';
import { createClosingService } from './closing-service.ts';
import type { ClosingServices } from './closing-services.ts';
import { createDateService } from './date-service.ts';
import { createFavouriteService } from './favourite-service.ts';
import { createReflectionService } from './reflection-service.ts';

/** The four services of this folder on one store. */
export function createClosingServices(parts: { store: Store; bus: Bus; clock: Clock }): ClosingServices {
  return {
    closing: createClosingService(parts),
    reflections: createReflectionService(parts),
    dates: createDateService(parts),
    favourites: createFavouriteService(parts),
  };
}
